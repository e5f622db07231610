"""Reporting: by whom, from where, what is refused, what is alike."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from sanze.foundation.acts import entry
from sanze.foundation.acts.models import Act
from sanze.foundation.acts.refusal import NotGranted, OutOfScope, Refused
from sanze.foundation.moment import fixed
from sanze.perform.dangers import queries
from sanze.perform.dangers.commands import refusals, reporting
from sanze.perform.dangers.commands.reporting import Finding
from sanze.perform.dangers.models import Danger, Source
from sanze.perform.dangers.tests import factories as make
from sanze.perform.dangers.tests.factories import DAY, refused

FINDING = Finding("瓦斯传感器被遮挡", place="1203 工作面", item_code="CM-04")


def test_a_grid_person_reports_and_the_act_says_everything(city):
    danger = reporting.report(city.village.actor, city.mine, finding=FINDING, on=DAY, source="patrol")

    assert (danger.state, danger.source, danger.finder, danger.finder_id) == (
        "reported", "patrol", "王芳", city.village.person.pk,
    )  # fmt: skip
    assert (danger.area_code, danger.industry, danger.self_reported) == (city.mine.area_code, "coal", False)
    act = Act.objects.get(command="dangers.report")
    assert act.made[f"dangers.danger:{danger.pk}"]["title"] == "瓦斯传感器被遮挡"
    assert act.subject == f"parties.enterprise:{city.mine.pk}"


def test_numbers_follow_each_other_in_the_form_of_the_regime(city):
    first, second = make.reported(city), make.reported(city)

    assert first.number.startswith("YH20260302-")
    assert int(second.number[-6:]) == int(first.number[-6:]) + 1


def test_an_enterprise_reports_its_own_danger_and_is_marked_for_it(city):
    danger = reporting.self_report(city.manager.actor, city.mine, finding=FINDING, on=DAY)

    assert (danger.state, danger.source, danger.self_reported) == ("reported", "self_check", True)


def test_an_enterprise_cannot_report_as_if_it_were_an_office(city):
    with refused(NotGranted):
        reporting.report(city.manager.actor, city.mine, finding=FINDING, on=DAY)


def test_an_office_cannot_report_in_the_name_of_the_enterprise(city):
    with refused(NotGranted):
        reporting.self_report(city.officer.actor, city.mine, finding=FINDING, on=DAY)


def test_an_enterprise_cannot_report_at_another(city):
    with refused(OutOfScope):
        reporting.self_report(city.west_manager.actor, city.mine, finding=FINDING, on=DAY)


def test_the_neighbour_township_cannot_report_here(city):
    with refused(OutOfScope):
        reporting.report(city.west.actor, city.mine, finding=FINDING, on=DAY)


@pytest.mark.parametrize("source", ["self_check", "inspection", "rumour"])
def test_a_source_with_an_act_of_its_own_is_refused(city, source):
    with refused(reporting.WrongSource):
        reporting.report(city.officer.actor, city.mine, finding=FINDING, on=DAY, source=source)


def test_nothing_is_found_tomorrow(city):
    with refused(refusals.WrongDay):
        reporting.report(city.officer.actor, city.mine, finding=FINDING, on=DAY + timedelta(days=1))


@pytest.mark.parametrize(
    "finding",
    [
        Finding(" "),
        Finding("长" * 201),
        Finding("x", category="weather"),
        Finding("x", place="处" * 121),
        Finding("\x00"),
    ],
)
def test_what_does_not_fit_gets_a_sentence(city, finding):
    with refused(Refused):
        reporting.report(city.officer.actor, city.mine, finding=finding, on=DAY)


def test_what_was_corrected_on_the_spot_waits_for_somebody_else_to_close_it(city):
    finding = Finding("灭火器被杂物遮挡", corrected_on_spot=True)

    danger = reporting.report(city.officer.actor, city.mine, finding=finding, on=DAY)

    assert (danger.state, danger.major, danger.rectified_on, danger.due_on) == ("rectified", False, DAY, DAY)
    assert danger.rectifier_id == city.officer.person.pk


def test_a_suspected_major_danger_is_never_settled_on_the_spot(city):
    finding = Finding("主扇停风", major_suspected=True, corrected_on_spot=True)

    with refused(reporting.MajorOnSpot):
        reporting.report(city.officer.actor, city.mine, finding=finding, on=DAY)


def test_a_criterion_alone_is_a_suspicion(city):
    assert make.reported(city, criterion_code="coal-05").major_suspected


def test_a_repeat_points_to_the_one_before(city):
    before = make.closed(city)

    assert make.reported(city, repeat_of=before.pk).repeat_of == before


def test_a_repeat_of_somebody_elses_danger_is_refused(city):
    elsewhere = reporting.report(city.west.actor, city.garage, finding=FINDING, on=DAY)

    with refused(reporting.NotARepeat):
        make.reported(city, repeat_of=elsewhere.pk)


def alike(city, title, item_code=""):
    return queries.similar_open(city.officer.actor, city.mine, title, item_code)


def test_the_same_thing_in_other_words_is_pointed_out(city):
    danger = make.reported(city, title="主扇风机停机后未撤人", item_code="")
    make.reported(city, title="灭火器压力不足", item_code="")

    assert alike(city, "主扇风机停机没有撤出人员") == [danger]
    assert alike(city, "安全出口上锁") == []


def test_the_same_check_item_is_pointed_out_whatever_the_words(city):
    danger = make.reported(city, title="局部通风", item_code="CM-07")

    assert alike(city, "回风巷风量不够", "CM-07") == [danger]
    assert alike(city, "回风巷风量不够", "") == []


def test_one_closed_lately_is_pointed_out_and_one_closed_long_ago_is_not(city):
    danger = make.closed(city)

    with fixed(make.MORNING + timedelta(days=90)):
        assert alike(city, danger.title) == [danger]
    with fixed(make.MORNING + timedelta(days=91)):
        assert alike(city, danger.title) == []


def test_what_is_alike_elsewhere_is_not_told(city):
    danger = make.reported(city)

    assert queries.similar_open(city.west.actor, city.mine, danger.title) == []


def test_many_findings_cost_as_few_queries_as_one(city):
    def cost(count: int) -> int:
        findings = [Finding(f"隐患{number}") for number in range(count)]
        with CaptureQueriesContext(connection) as queries_made, entry.opened():
            reporting.write_findings(
                city.officer.actor, reporting.where(city.mine), findings, on=DAY, source=Source.INSPECTION
            )
        return len(queries_made)

    # Numbers, dangers, regime, calendar; what they make owed: the posts around, the obligations with their sums.
    assert cost(1) == cost(20) == 7
    assert Danger.objects.count() == 21


def test_the_legal_basis_follows_from_the_codes(city):
    by_item = make.reported(city, item_code="GE-04")
    by_criterion = make.reported(city, item_code="CM-07", criterion_code="coal-05")
    told = make.reported(city, item_code="GE-04", basis="《安全生产法》第二十八条第四款")

    assert "第二十八条" in by_item.basis
    assert by_criterion.basis == "《煤矿安全生产条例》（国务院令第774号）第三十六条第（五）项"
    assert told.basis == "《安全生产法》第二十八条第四款"


@pytest.mark.parametrize("codes", [{"item_code": "ZZ-99"}, {"criterion_code": "zz-99"}])
def test_a_code_that_the_library_does_not_know_is_refused(city, codes):
    with refused(refusals.UnknownStandard):
        make.reported(city, **codes)


def test_no_more_is_reported_at_once_than_anybody_finds(city):
    with entry.opened(), pytest.raises(reporting.TooMany):
        reporting.write_findings(
            city.officer.actor, reporting.where(city.mine), [FINDING] * 101, on=DAY, source=Source.INSPECTION
        )

"""Drawing letters up: all of a level at once, by whom the regime names, and only what is missing."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from sanze.foundation.acts.refusal import NotGranted, OutOfScope
from sanze.foundation.moment import today
from sanze.know.letters import commands
from sanze.know.letters.models import Letter
from sanze.know.letters.tests import factories as make
from tests import cast


def test_a_level_is_drawn_up_at_once_each_side_with_its_post(city):
    letters = make.issued(city.committee.actor, "township-village")

    assert [(each.subject_name, each.issuer, each.signatory) for each in letters] == [
        ("东镇桥头村", city.chief.post, city.village.post),
        ("西镇柳林村", None, None),
        ("西镇桥头村", None, None),
    ]
    assert {(each.state, each.year, each.area_code[:6]) for each in letters} == {("drawn", today().year, cast.COUNTY)}


def test_drawing_up_again_makes_only_what_is_missing_and_names_the_posts_that_came(city):
    make.issued(city.committee.actor, "township-village")
    west = cast.role("qian", "钱一", kind="township_chief", unit="西镇安监站", title="站长", area=cast.WEST)
    make_second = make.issued(city.committee.actor, "township-village")

    assert len(make_second) == 3
    assert [each.issuer for each in make_second] == [city.chief.post, west.post, west.post]


def test_ten_times_the_villages_cost_no_more_queries(city):
    def queries(count: int) -> int:
        for number in range(count):
            make.cell(number + Letter.objects.count() + 1)
        where, facts = make.area(cast.EAST), {"template": "village-cell", "year": today().year, "on": today()}
        with CaptureQueriesContext(connection) as caught:
            commands.issue(city.committee.actor, where, **facts)
        return len(caught)

    queries(1)
    assert queries(20) == queries(2)


def test_departments_share_one_letter_a_unit(city):
    cast.role("sunwei2", "孙二", kind="department", unit="应急管理局", title="执法员", industries=["coal"])
    cast.role("zhu", "朱一", kind="department", unit="住建局", title="科长", industries=["construction"])

    letters = make.issued(city.committee.actor, "city-department")

    assert [(each.unit, each.signatory, each.issuer) for each in letters if each.unit == "应急管理局"] == [
        ("应急管理局", city.department.post, city.committee.post)
    ]
    assert len(letters) == 2


def test_a_township_draws_up_no_letter_of_the_city(city):
    with pytest.raises(commands.NotYourLevel):
        commands.issue(city.chief.actor, make.area(cast.EAST), template="city-township", year=today().year, on=today())

    assert Letter.objects.count() == 0


def test_a_township_draws_up_nothing_for_its_neighbour_or_the_whole_county(city):
    for code in (cast.WEST, cast.COUNTY):
        with pytest.raises(OutOfScope):
            commands.issue(
                city.chief.actor, make.area(code), template="township-village", year=today().year, on=today()
            )

    assert Letter.objects.count() == 0


def test_an_officer_has_no_power_to_draw_up(city):
    with pytest.raises(NotGranted):
        commands.issue(
            city.officer.actor, make.area(cast.EAST), template="township-village", year=today().year, on=today()
        )


def test_unknown_levels_and_far_years_are_refused(city):
    where = make.area(cast.COUNTY)
    with pytest.raises(commands.UnknownTemplate):
        commands.issue(city.committee.actor, where, template="moon", year=today().year, on=today())
    with pytest.raises(commands.WrongYear):
        commands.issue(city.committee.actor, where, template="township-village", year=today().year + 2, on=today())


def test_a_pledge_waits_for_the_enterprise_at_once_and_its_head_goes_before_its_manager(city):
    head = cast.role(
        "laoban", "高老板", kind="enterprise_head", unit="东山煤矿", title="矿长", area="", party_id=city.mine.pk
    )

    letters = make.issued(city.committee.actor, "pledge")

    assert [(each.unit, each.state, each.signatory) for each in letters] == [
        ("东山煤矿", "offered", head.post),
        ("西河加油站", "offered", city.west_manager.post),
    ]


def test_a_revoked_letter_makes_room_for_another(city):
    letter = make.signed(city)

    commands.revoke(city.chief.actor, letter, on=today(), reason="村已更名")

    letter.refresh_from_db()
    assert (letter.state, letter.revoke_reason) == ("revoked", "村已更名")
    again = make.issued(city.chief.actor, "township-village", cast.EAST)
    assert [each.state for each in again] == ["revoked", "drawn"]


def test_revoking_asks_for_a_reason_and_for_the_side_that_draws_up(city):
    letter = make.offered(city)
    with pytest.raises(commands.ReasonMissing):
        commands.revoke(city.chief.actor, letter, on=today(), reason="  ")
    office = cast.role("zong", "宗一", kind="department", unit="综合科", title="科长")
    with pytest.raises(commands.NotYourLevel):
        commands.revoke(office.actor, letter, on=today(), reason="不归我管")

    letter.refresh_from_db()
    assert letter.state == "offered"

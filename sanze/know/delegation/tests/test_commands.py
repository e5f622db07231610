from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from sanze.foundation.acts.models import Act
from sanze.foundation.acts.refusal import NotGranted
from sanze.foundation.moment import SHANGHAI, fixed, today
from sanze.foundation.regime import commands as regimes
from sanze.foundation.regime.reading import packaged, read
from sanze.foundation.scope.actor import EVERY, INSTALLER
from sanze.foundation.states.machine import IllegalStep
from sanze.know.delegation import commands, queries
from sanze.know.delegation.models import Delegation, Power
from sanze.know.delegation.tests.factories import DAY, entrust
from tests import cast

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def noon():
    with fixed(datetime(2026, 3, 2, 12, tzinfo=SHANGHAI)):
        yield


@pytest.fixture
def city():
    return cast.city()


def without_switch() -> None:
    content = read(packaged("yunhe-2026")).model_dump(mode="json")
    content["switches"]["delegation.required"] = False
    regimes.enforce(INSTALLER, None, content=content | {"version": "free"}, on=today())


def test_a_department_entrusts_its_power_to_a_station(city):
    made = entrust(city.department.actor)

    assert made.area_code == cast.EAST
    assert made.power_names() == "现场检查权"
    assert made.given_by_post_id == city.department.post.pk
    assert queries.in_force(DAY).filter(pk=made.pk).exists()
    assert not queries.in_force(date(2027, 1, 1)).filter(pk=made.pk).exists()


@pytest.mark.parametrize(
    ("refusal", "told"),
    [
        (commands.OtherDepartment, {"department": "交通运输局"}),
        (commands.NothingEntrusted, {"powers": []}),
        (commands.NothingEntrusted, {"matters": [" "]}),
        (commands.UnknownPower, {"powers": ["compulsion"]}),
        (commands.UnknownIndustry, {"industries": ["magic"]}),
        (commands.BeyondOwnPower, {"industries": ["coal", "hazchem"]}),
        (commands.MatterForbidden, {"matters": ["现场检查", "查封违法生产设备"]}),
        (commands.NotPublished, {"published_in": " "}),
        (commands.NotPublished, {"number": ""}),
        (commands.BadSpan, {"valid_to": DAY - timedelta(days=1)}),
        (commands.BadSpan, {"published_on": DAY + timedelta(days=1)}),
        (commands.NoSuchStation, {"station": "东山煤矿"}),
        (commands.NotATownship, {"area": cast.EAST_VILLAGE}),
    ],
)
def test_what_law_or_paper_does_not_bear_is_refused_and_leaves_nothing(city, refusal, told):
    before = Act.objects.count(), Delegation.objects.count()

    with pytest.raises(refusal):
        entrust(city.department.actor, **told)

    assert (Act.objects.count(), Delegation.objects.count()) == before


def test_the_refusal_of_a_forbidden_matter_names_the_word_and_the_law(city):
    with pytest.raises(commands.MatterForbidden, match=r"“扣押炸药”含“扣押”.*行政强制法"):
        entrust(city.department.actor, matters=["扣押炸药"])


def test_a_station_does_not_entrust_further_whatever_its_powers(city):
    chief = replace(city.chief.actor, grants=frozenset({EVERY}))

    with pytest.raises(commands.SubEntrusting):
        entrust(chief, department="东镇安监站")


def test_a_station_without_certified_people_is_entrusted_with_nothing(city):
    with pytest.raises(commands.StationUnfit, match="持有效执法证 0 人"):
        entrust(city.department.actor, valid_from=date(2031, 1, 1), valid_to=date(2031, 6, 30))


def test_a_number_entrusts_once_in_a_township(city):
    entrust(city.department.actor)

    with pytest.raises(commands.NumberTaken):
        entrust(city.department.actor)

    assert entrust(city.department.actor, area=cast.WEST, station="西镇安监站").area_code == cast.WEST


def test_only_who_holds_the_grant_entrusts(city):
    with pytest.raises(NotGranted):
        entrust(city.committee.actor)


def test_what_is_taken_back_holds_until_that_day(city):
    made = entrust(city.department.actor)

    commands.revoke(city.department.actor, made, on=DAY + timedelta(days=3), reason="机构调整")

    assert queries.in_force(DAY + timedelta(days=2)).filter(pk=made.pk).exists()
    assert not queries.in_force(DAY + timedelta(days=3)).filter(pk=made.pk).exists()
    with pytest.raises(IllegalStep):
        commands.revoke(city.department.actor, Delegation.objects.get(pk=made.pk), on=DAY, reason="再撤")


def test_another_department_a_day_gone_by_and_no_reason_take_nothing_back(city):
    made = entrust(city.department.actor)
    other = replace(city.committee.actor, grants=frozenset({EVERY}))

    for refusal, actor, told in [
        (commands.OtherDepartment, other, {"on": DAY, "reason": "机构调整"}),
        (commands.ReasonMissing, city.department.actor, {"on": DAY, "reason": " "}),
        (commands.TooEarly, city.department.actor, {"on": DAY - timedelta(days=1), "reason": "机构调整"}),
    ]:
        with pytest.raises(refusal):
            commands.revoke(actor, made, **told)
    assert Delegation.objects.get(pk=made.pk).state == "given"


def test_without_a_paper_for_the_industry_on_the_day_a_station_is_refused_by_name(city):
    asked = {"area_code": city.mine.area_code, "industry": "coal", "on": DAY}
    commands.refuse_without_power(city.officer.actor, Power.INSPECTION, **asked)

    cast.take_back_powers(cast.EAST)

    with pytest.raises(commands.NotDelegated) as refused:
        commands.refuse_without_power(city.officer.actor, Power.INSPECTION, **asked)
    assert str(refused.value) == (
        "缺少执法权委托：东镇安监站 2026-03-02 没有“煤矿”行业的现场检查权，须先由应急管理局出具并公布执法委托书"
    )
    assert refused.value.status == 403


def test_the_paper_must_be_for_the_power_and_the_industry(city):
    cast.take_back_powers(cast.EAST)
    entrust(city.department.actor)
    officer, place = city.officer.actor, city.mine.area_code

    commands.refuse_without_power(officer, Power.INSPECTION, area_code=place, industry="coal", on=DAY)
    for power, industry, on in [
        (Power.PENALTY, "coal", DAY),
        (Power.INSPECTION, "hazchem", DAY),
        (Power.INSPECTION, "coal", date(2027, 1, 1)),
    ]:
        with pytest.raises(commands.NotDelegated):
            commands.refuse_without_power(officer, power, area_code=place, industry=industry, on=on)


def test_a_department_and_a_regime_that_asks_for_no_paper_need_none(city):
    asked = {"area_code": city.mine.area_code, "industry": "coal", "on": date(2030, 1, 1)}
    commands.refuse_without_power(city.department.actor, Power.INSPECTION, **asked)
    with pytest.raises(commands.NotDelegated):
        commands.refuse_without_power(city.officer.actor, Power.INSPECTION, **asked)

    without_switch()

    commands.refuse_without_power(city.officer.actor, Power.INSPECTION, **asked)


def test_what_soon_runs_out_is_known_until_a_later_paper_follows(city):
    cast.take_back_powers(cast.EAST)
    made = entrust(city.department.actor, valid_to=DAY + timedelta(days=29))
    longer = entrust(city.department.actor, number="应急委〔2026〕10号", area=cast.WEST, station="西镇安监站")

    assert list(queries.expiring(DAY)) == [made]
    assert list(queries.posts_to_renew()) == [city.department.post]
    assert longer not in queries.expiring(DAY)

    entrust(city.department.actor, number="应急委〔2026〕11号")

    assert list(queries.expiring(DAY)) == []


def test_the_share_of_empowered_stations_is_counted(city):
    assert queries.empowered_share(Power.INSPECTION, DAY) == (2, 2)

    cast.take_back_powers(cast.WEST)

    assert queries.empowered_share(Power.INSPECTION, DAY) == (1, 2)

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest

from sanze.foundation.acts.models import Act
from sanze.foundation.acts.refusal import NotGranted
from sanze.foundation.moment import fixed
from sanze.foundation.scope.actor import EVERY
from sanze.know.jurisdictions.models import Area
from sanze.know.stations import commands, queries
from sanze.know.stations.models import Station, StationBudget
from sanze.know.stations.tests import factories as make
from sanze.know.stations.tests.factories import DAY
from tests import cast

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def noon():
    with fixed(make.NOON):
        yield


@pytest.fixture
def city():
    return cast.city()


def fresh(station: Station) -> Station:
    return Station.objects.get(pk=station.pk)


def test_a_station_counts_its_people_by_their_posts(city):
    made = make.station(city)

    assert (made.staff(), made.certified(), made.staffing()) == (3, 3, "3/5")
    assert made.lacking() == len(make.enough())


@pytest.mark.parametrize(
    ("refusal", "told"),
    [
        (commands.NoSuchUnit, {"name": "某某公司"}),
        (commands.NobodyAuthorised, {"authorised": 0}),
        (commands.PaperMissing, {"paper": " "}),
        (commands.BadDay, {"on": DAY + timedelta(days=1)}),
    ],
)
def test_what_no_paper_bears_is_no_station(city, refusal, told):
    acts = Act.objects.count()
    with pytest.raises(refusal):
        make.station(city, **told)
    assert (Act.objects.count(), Station.objects.count()) == (acts, 0)


def test_a_township_has_one_station_and_a_village_none(city):
    make.station(city)

    with pytest.raises(commands.AlreadyThere):
        make.station(city)
    with pytest.raises(commands.NotATownship):
        commands.establish(
            city.committee.actor, Area.objects.get(code=cast.EAST_VILLAGE), name="x", authorised=1, paper="x", on=DAY
        )
    with pytest.raises(NotGranted):
        commands.establish(
            city.village.actor, Area.objects.get(code=cast.EAST_VILLAGE), name="x", authorised=1, paper="x", on=DAY
        )


def test_posts_are_granted_anew_by_a_paper(city):
    made = make.station(city)

    commands.authorise(city.committee.actor, made, authorised=7, paper="云编发〔2026〕9号")

    assert (fresh(made).authorised, fresh(made).paper) == (7, "云编发〔2026〕9号")
    with pytest.raises(NotGranted):
        commands.authorise(city.chief.actor, made, authorised=9, paper="自定")


def test_ready_is_reported_only_when_nothing_is_lacking_and_lost_with_a_later_lack(city):
    made, chief = make.station(city), city.chief.actor
    with pytest.raises(commands.NeverCounted):
        commands.report_ready(chief, made, on=DAY)

    commands.count(city.officer.actor, made, counts=make.enough() | {"ST-E01": 1}, on=DAY)
    with pytest.raises(commands.NotReady, match="执法记录仪缺1台"):
        commands.report_ready(chief, fresh(made), on=DAY)
    commands.count(city.officer.actor, fresh(made), counts={"ST-E01": 2}, on=DAY)
    commands.report_ready(chief, fresh(made), on=DAY)

    assert (fresh(made).ready_on, fresh(made).standing()) == (DAY, "达标")
    assert queries.ready_share() == (1, 2)
    commands.count(city.officer.actor, fresh(made), counts={"ST-E05": 0}, on=DAY)
    assert (fresh(made).ready_on, fresh(made).lacking_list()) == (None, "四合一气体检测仪缺2台")
    with pytest.raises(NotGranted):
        commands.report_ready(city.officer.actor, made, on=DAY)


def test_counts_of_days_to_come_unknown_things_and_less_than_nothing_are_refused(city):
    made = make.station(city)
    for refusal, counts, on in [
        (commands.BadDay, {}, DAY + timedelta(days=1)),
        (commands.BadCount, {"XX": 1}, DAY),
        (commands.BadCount, {"ST-E01": -1}, DAY),
    ]:
        with pytest.raises(refusal):
            commands.count(city.chief.actor, made, counts=counts, on=on)
    assert fresh(made).counts == {}


def test_money_is_reported_only_when_it_is_there_in_full(city):
    made, chief = make.station(city), city.chief.actor
    with pytest.raises(commands.NotFunded, match="没有登记预算"):
        commands.report_funded(chief, made, year=2026, on=DAY)

    commands.fund(chief, made, year=2026, budgeted=Decimal(12), paid=Decimal(8), paper="云财预〔2026〕2号")
    with pytest.raises(commands.NotFunded, match="到位 8"):
        commands.report_funded(chief, made, year=2026, on=DAY)
    commands.fund(chief, made, year=2026, budgeted=Decimal(12), paid=Decimal(12), paper="云财预〔2026〕2号")
    commands.report_funded(chief, made, year=2026, on=DAY)

    assert StationBudget.objects.get().confirmed_on == DAY
    assert fresh(made).funding() == "12/12"
    commands.fund(chief, made, year=2026, budgeted=Decimal(15), paid=Decimal(12), paper="调整")
    assert StationBudget.objects.get().confirmed_on is None


def test_money_without_paper_or_below_nothing_is_refused(city):
    made = make.station(city)
    for refusal, told in [
        (commands.PaperMissing, {"paper": ""}),
        (commands.BadMoney, {"budgeted": Decimal(0)}),
        (commands.BadMoney, {"paid": Decimal(-1)}),
        (commands.BadMoney, {"paid": Decimal("1.234")}),
    ]:
        facts = {"year": 2026, "budgeted": Decimal(12), "paid": Decimal(8), "paper": "文", **told}
        with pytest.raises(refusal):
            commands.fund(city.chief.actor, made, **facts)
    with pytest.raises(NotGranted):
        commands.fund(city.officer.actor, made, year=2026, budgeted=Decimal(1), paid=Decimal(1), paper="文")
    assert not StationBudget.objects.exists()


def test_a_neighbouring_chief_sees_nothing_of_it(city):
    made = make.station(city)
    west = replace(city.west.actor, grants=frozenset({EVERY}))

    assert not Station.objects.visible_to(west).filter(pk=made.pk).exists()

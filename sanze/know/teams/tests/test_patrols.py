from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from sanze.foundation.acts.models import Act
from sanze.foundation.acts.refusal import NotGranted
from sanze.foundation.moment import fixed
from sanze.foundation.scope.actor import EVERY
from sanze.know.jurisdictions.models import Area
from sanze.know.parties import commands as parties
from sanze.know.teams import queries
from sanze.know.teams.commands import enforcement, patrols
from sanze.know.teams.models import PatrolCover, PatrolSeat, PatrolTeam
from sanze.know.teams.tests import factories as make
from sanze.know.teams.tests.factories import DAY
from tests import cast

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def noon():
    with fixed(make.NOON):
        yield


@pytest.fixture
def city():
    return cast.city()


def fresh(record):
    return type(record).objects.get(pk=record.pk)


@pytest.mark.parametrize(
    ("refusal", "told"),
    [
        (enforcement.OtherDepartment, {"department": "交通运输局"}),
        (patrols.NotPatrolled, {"industry": "crowded"}),
        (patrols.ForeignIndustry, {"industry": "hazchem"}),
        (enforcement.NameMissing, {"name": ""}),
        (enforcement.PaperMissing, {"paper": " "}),
        (enforcement.BadDay, {"on": DAY + timedelta(days=1)}),
    ],
)
def test_what_does_not_fit_is_no_team(city, refusal, told):
    acts = Act.objects.count()
    with pytest.raises(refusal):
        make.patrol(city, **told)
    assert (Act.objects.count(), PatrolTeam.objects.count()) == (acts, 0)


def test_a_name_stands_once_and_only_departments_form_teams(city):
    make.patrol(city)
    with pytest.raises(patrols.NameTaken):
        make.patrol(city)
    with pytest.raises(NotGranted):
        patrols.form_patrol(
            city.chief.actor, Area.objects.get(code=cast.EAST), department="东镇安监站", name="x", industry="coal",
            paper="x", on=DAY,
        )  # fmt: skip


def test_each_named_post_has_one_holder_at_a_time(city):
    team, actor = make.patrol(city), city.department.actor
    first = patrols.fill_seat(actor, team, seat="组长", name="甲", on=DAY)

    with pytest.raises(patrols.SeatTaken, match="组长 甲"):
        patrols.fill_seat(actor, team, seat="组长", name="乙", on=DAY)
    with pytest.raises(patrols.UnknownSeat):
        patrols.fill_seat(actor, team, seat="司机", name="乙", on=DAY)
    with pytest.raises(enforcement.NameMissing):
        patrols.fill_seat(actor, team, seat="组长", name=" ", on=DAY)
    patrols.vacate(actor, first, on=DAY, reason="调离")
    with pytest.raises(patrols.AlreadyVacant):
        patrols.vacate(actor, fresh(first), on=DAY, reason="调离")
    with pytest.raises(enforcement.BadDay):
        patrols.fill_seat(actor, team, seat="组长", name="乙", on=DAY - timedelta(days=1))
    second = patrols.fill_seat(actor, team, seat="组长", name="乙", on=DAY)
    assert list(queries.seats_of(team, DAY)) == [second]
    with pytest.raises(IntegrityError), transaction.atomic():
        PatrolSeat.objects.filter(pk=first.pk)._write({"until": None})


def test_a_team_is_reported_only_with_five_people_and_all_its_money(city):
    team, actor = make.patrol(city), city.department.actor
    with pytest.raises(patrols.NotStaffed, match=r"空缺 组长.*经费 未安排"):
        patrols.report_staffed(actor, team, on=DAY)
    make.staffed(city, team)
    patrols.fund_patrol(actor, team, budgeted=Decimal(40), paid=Decimal(30), paper="云财〔2026〕7号")
    with pytest.raises(patrols.NotStaffed, match="经费 30/40"):
        patrols.report_staffed(actor, fresh(team), on=DAY)
    patrols.fund_patrol(actor, fresh(team), budgeted=Decimal(40), paid=Decimal(40), paper="云财〔2026〕7号")

    patrols.report_staffed(actor, fresh(team), on=DAY)

    assert (fresh(team).standing(), fresh(team).staffing()) == ("已落实", "5/5")
    patrols.vacate(actor, team.seats.first(), on=DAY, reason="退休")
    assert fresh(team).staffed_on is None


def test_money_without_paper_or_below_nothing_is_refused(city):
    team = make.patrol(city)
    for refusal, told in [
        (enforcement.PaperMissing, {"paper": " "}),
        (patrols.BadMoney, {"budgeted": Decimal(0)}),
        (patrols.BadMoney, {"paid": Decimal(-1)}),
    ]:
        with pytest.raises(refusal):
            patrols.fund_patrol(
                city.department.actor, team, **{"budgeted": Decimal(9), "paid": Decimal(9), "paper": "文", **told}
            )
    assert fresh(team).budgeted is None


def test_an_enterprise_has_one_patrol_team_of_its_own_industry(city):
    team, actor = make.patrol(city), city.department.actor
    made = patrols.cover(actor, team, enterprise_id=city.mine.pk, on=DAY)
    assert queries.team_of(city.mine.pk) == team

    with pytest.raises(patrols.AlreadyCovered):
        patrols.cover(actor, make.patrol(city, name="另一小组"), enterprise_id=city.mine.pk, on=DAY)
    with pytest.raises(patrols.UnknownEnterprise):
        patrols.cover(actor, team, enterprise_id=city.garage.pk, on=DAY)
    shop = cast.enterprise("东镇加油站", area=cast.EAST_VILLAGE, industry="hazchem")
    with pytest.raises(patrols.OtherIndustry):
        patrols.cover(replace(actor, industries=()), team, enterprise_id=shop.pk, on=DAY)
    patrols.uncover(actor, made, on=DAY)
    assert queries.team_of(city.mine.pk) is None
    with pytest.raises(patrols.AlreadyEnded):
        patrols.uncover(actor, fresh(made), on=DAY)


def test_an_enterprise_that_moves_away_leaves_its_team(city):
    team = make.patrol(city)
    patrols.cover(city.department.actor, team, enterprise_id=city.mine.pk, on=DAY)

    parties.relocate(replace(city.committee.actor, grants=frozenset({EVERY})), city.mine, area_code=cast.WEST_VILLAGE)

    assert PatrolCover.objects.get().until == DAY


def test_progress_is_reckoned_by_the_days_on_which_seats_were_taken(city):
    team = make.patrol(city)
    make.staffed(city, team)

    with fixed(make.NOON + timedelta(days=60)):
        lines = queries.progress(city.department.actor)

    assert lines == [(date(2026, 3, 31), 1, 1, 5, 5), (date(2026, 5, 1), 1, 1, 5, 5)]
    assert queries.progress(city.west.actor) == []

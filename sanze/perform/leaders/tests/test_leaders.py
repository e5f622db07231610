"""Leaders' visits: recorded with photograph, companions and instructions; what a quarter owes is in the ledger."""

from datetime import date, datetime, timedelta
from io import BytesIO

import pytest
from django.db import transaction
from PIL import Image

from sanze.foundation.acts.models import Act
from sanze.foundation.acts.refusal import NotGranted, OutOfScope
from sanze.foundation.evidence.queries import exhibits_of
from sanze.foundation.evidence.uploads import keep_file
from sanze.foundation.moment import SHANGHAI, fixed
from sanze.foundation.regime import commands as regime
from sanze.foundation.regime.reading import packaged, read
from sanze.foundation.scope.actor import INSTALLER
from sanze.perform.dangers.models import Danger
from sanze.perform.duties.commands.creating import keep_up
from sanze.perform.duties.models import Obligation
from sanze.perform.duties.states import Standing
from sanze.perform.inspections.models import Visit, VisitKind
from sanze.perform.inspections.tests.factories import finding
from sanze.perform.leaders import board, queries
from sanze.perform.leaders.commands import NobodyCame, NoInstructions, PhotoMissing, UnknownPlace, visit
from sanze.perform.leaders.models import LeaderVisit
from tests import cast

MARCH = date(2026, 3, 2)
TOLD = {"place": "下矿井", "companions": "安委办冯涛、应急管理局孙伟", "instructions": "立即更换备用主扇"}


def at(day: date, hour: int = 9) -> datetime:
    return datetime(day.year, day.month, day.day, hour, tzinfo=SHANGHAI)


@pytest.fixture(scope="module")
def _built(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), transaction.atomic(), fixed(at(MARCH)):
        city = cast.city()
        mayor = cast.role("gaoyuan", "高远", kind="leader", unit="云河市人民政府", title="分管副市长")
        other = cast.role("linfei", "林飞", kind="leader", unit="云河市人民政府", title="副市长")
        yield city, mayor, other, cast.enterprise("东岭煤矿", area=cast.EAST_VILLAGE, industry="coal", listed=True)
        transaction.set_rollback(True)


@pytest.fixture
def place(_built, db):
    with fixed(at(MARCH)):
        yield _built


@pytest.fixture
def answered_for(place):
    """A regime that finds the leader of a listed enterprise by its area, so that one of the two answers for it."""
    content = read(packaged("yunhe-2026")).model_dump(mode="json") | {"version": "by-area"}
    duty = next(each for each in content["duties"] if each["id"] == "leader-visit")
    duty["holder"] = {"kind": "leader", "by": "area"}
    regime.enforce(INSTALLER, None, content=content, on=MARCH)


def photo(role) -> str:
    file = BytesIO()
    Image.new("RGB", (32, 24), "navy").save(file, "PNG")
    file.seek(0)
    return keep_file(role.actor, file, "现场.png").digest


def visited(role, enterprise, *, day: date = MARCH, hour: int = 15, **more) -> LeaderVisit:
    told = {"started_at": at(day, hour - 1), "ended_at": at(day, hour), "evidence": [photo(role)]}
    with fixed(at(day, hour)):
        return visit(role.actor, enterprise, **{**TOLD, **told, **more})


def test_a_visit_is_a_service_visit_with_photo_companions_and_instructions(place):
    _, mayor, _, mine = place
    made = visited(mayor, mine, problems="备用主扇不能启动", findings=[finding(title="备用主扇不能启动")])
    assert (made.listed, made.leader, made.place, made.findings) == (True, "高远", "下矿井", 1)
    assert made.visit.kind == VisitKind.SERVICE
    assert "立即更换备用主扇" in made.visit.conclusion
    assert exhibits_of(made).count() == 1
    danger = Danger.objects.get()
    assert (danger.state, danger.source, danger.finder) == ("reported", "service", "高远")
    act = Act.objects.get(command="leaders.visit")
    assert len(act.evidence) == 1


def test_a_visit_is_refused_with_the_reason(place):
    city, mayor, _, mine = place
    with pytest.raises(NotGranted):
        visited(city.officer, mine)
    with pytest.raises(PhotoMissing):
        visited(mayor, mine, evidence=[])
    with pytest.raises(UnknownPlace):
        visited(mayor, mine, place="开会")
    with pytest.raises(NobodyCame):
        visited(mayor, mine, companions=" ")
    with pytest.raises(NoInstructions):
        visited(mayor, mine, instructions="")
    assert not Visit.objects.exists()


def test_a_leader_of_a_township_visits_nobody_outside_it(place):
    _, _, _, mine = place
    west = cast.role("wufan", "吴凡", kind="leader", unit="西镇人民政府", title="镇长", area=cast.WEST)
    with pytest.raises(OutOfScope):
        visited(west, mine)


def test_the_listed_leader_s_own_visit_ends_the_quarter_s_duty_and_another_s_does_not(place, answered_for):
    _, mayor, other, mine = place
    april = date(2026, 4, 1)
    with fixed(at(april)):
        keep_up(april)
    owed = Obligation.objects.get(duty="leader-visit", subject=f"parties.enterprise:{mine.pk}", period_first=april)
    if owed.holder_id == other.post.pk:
        mayor, other = other, mayor
    assert owed.holder_id == mayor.post.pk
    assert queries.left_to_visit(mayor.actor, april) == 1

    visited(other, mine, day=april + timedelta(days=3))
    owed.refresh_from_db()
    assert owed.discharged_on is None
    roots = Obligation.objects.filter(duty="leader-grass-roots", period_first=april)
    assert set(roots.exclude(discharged_on=None).values_list("holder_id", flat=True)) == {other.post.pk}

    visited(mayor, mine, day=april + timedelta(days=5))
    owed.refresh_from_db()
    assert owed.discharged_on == april + timedelta(days=5)
    assert queries.left_to_visit(mayor.actor, april) == 0
    assert roots.filter(discharged_on=None).count() == 0


def test_a_quarter_without_a_visit_is_missed_and_stays_so(place, answered_for):
    _, mayor, _, mine = place
    april, july = date(2026, 4, 1), date(2026, 7, 2)
    with fixed(at(april)):
        keep_up(april)
    with fixed(at(july)):
        keep_up(july)
        about, _ = queries.duties_by_visit()
        assert about == {"leader-visit"}
        (line,) = queries.matrix(mayor.actor, about, 2026)
        assert (line.quarters[1].owed, line.quarters[1].missed) == (1, 1)
        assert line.name in ("云河市人民政府分管副市长", "云河市人民政府副市长")
        assert (line.quarters[2].owed, line.quarters[2].open) == (1, 1)
        (shown,) = board.of_quarter(mayor.actor, about, 2026, 1)
        assert (shown["standing"], shown["leader"]) == (Standing.MISSED.label, line.name)
        assert mine.name == shown["name"]


def test_an_enterprise_for_whom_no_leader_answers_is_shown_as_such(place):
    city, _, _, _ = place
    april = date(2026, 4, 1)
    with fixed(at(april)):
        keep_up(april)
        about, _ = queries.duties_by_visit()
        (line,) = queries.matrix(city.committee.actor, about, 2026)
    assert (line.name, line.quarters[1].owed) == (queries.NOBODY, 1)

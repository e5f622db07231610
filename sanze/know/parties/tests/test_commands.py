"""Every act on the register: what it writes, and what it refuses without leaving a trace."""

from contextlib import contextmanager

import pytest

from sanze.foundation.acts.events import HANDLERS
from sanze.foundation.acts.models import Act
from sanze.foundation.acts.refusal import NotGranted, OutOfScope
from sanze.know.jurisdictions.models import Area
from sanze.know.parties import commands
from sanze.know.parties.events import EnterpriseMoved
from sanze.know.parties.models import Enterprise
from tests.cast import BEGIN, EAST, EAST_VILLAGE, WEST_VILLAGE, city

pytestmark = pytest.mark.django_db
CODE = "91350100M000100Y43"


@pytest.fixture
def cast():
    return city()


@contextmanager
def refused(refusal: type[Exception]):
    acts, rows = Act.objects.count(), list(Enterprise.objects.order_by("pk").values())
    with pytest.raises(refusal):
        yield
    assert (Act.objects.count(), list(Enterprise.objects.order_by("pk").values())) == (acts, rows)


@pytest.fixture
def moved(monkeypatch):
    heard: list[EnterpriseMoved] = []
    monkeypatch.setitem(HANDLERS, EnterpriseMoved, [heard.append])
    return heard


def test_an_officer_registers_where_she_watches_and_nowhere_else(cast):
    place = Area.objects.get(code=EAST_VILLAGE)

    made = commands.register(cast.officer.actor, place, name="南沟铁矿", industry="underground", on=BEGIN, uscc=CODE)

    assert (made.area_code, made.uscc, made.registered_on) == (EAST_VILLAGE, CODE, BEGIN)
    with refused(OutOfScope):
        commands.register(cast.west.actor, place, name="越界", industry="coal", on=BEGIN)
    with refused(NotGranted):
        commands.register(cast.village.actor, place, name="网格员不能建档", industry="coal", on=BEGIN)


@pytest.mark.parametrize(
    ("told", "refusal"),
    [
        ({"uscc": "91350100M000100Y44"}, commands.BadCode),
        ({"industry": "astrology"}, commands.UnknownIndustry),
    ],
)
def test_a_wrong_code_and_an_unknown_industry_are_refused(cast, told, refusal):
    with refused(refusal):
        place = Area.objects.get(code=EAST_VILLAGE)
        commands.register(cast.officer.actor, place, **{"name": "x", "industry": "coal", "on": BEGIN, **told})


def test_a_credit_code_belongs_to_one_enterprise(cast):
    place = Area.objects.get(code=EAST_VILLAGE)
    commands.register(cast.officer.actor, place, name="一", industry="coal", on=BEGIN, uscc=CODE)

    with refused(commands.CodeTaken):
        commands.register(cast.officer.actor, place, name="二", industry="coal", on=BEGIN, uscc=CODE)


def test_amending_writes_what_changed_and_tells_of_another_industry(cast, moved):
    commands.amend(cast.officer.actor, cast.mine, name="东山煤矿", industry="hazchem", size="large", listed=True)

    cast.mine.refresh_from_db()
    assert (cast.mine.industry, cast.mine.size, cast.mine.listed) == ("hazchem", "large", True)
    changes = Act.objects.latest("pk").changes[f"parties.enterprise:{cast.mine.pk}"]
    assert set(changes) == {"industry", "size", "listed"}
    assert moved == [EnterpriseMoved(cast.mine.pk, cast.mine.area_code, "hazchem")]


def test_amending_nothing_is_refused(cast):
    with refused(commands.NothingChanges):
        commands.amend(cast.officer.actor, cast.mine, name="东山煤矿", industry="coal")


def test_an_enterprise_amends_its_own_contacts_and_no_others(cast):
    told = {"principal": "吴刚", "principal_phone": "1", "safety_manager": "吴刚", "safety_phone": "2"}

    commands.amend_contacts(cast.manager.actor, cast.mine, **told)

    cast.mine.refresh_from_db()
    assert cast.mine.safety_manager == "吴刚"
    with refused(OutOfScope):
        commands.amend_contacts(cast.manager.actor, cast.garage, **told)
    with refused(NotGranted):
        commands.amend_contacts(cast.officer.actor, cast.mine, **told)
    with refused(commands.NothingChanges):
        commands.amend_contacts(cast.manager.actor, cast.mine, **told)


def test_an_enterprise_moves_within_the_officers_area(cast, moved):
    commands.relocate(cast.officer.actor, cast.mine, area_code=EAST, address="东镇工业区")

    cast.mine.refresh_from_db()
    assert (cast.mine.area_code, cast.mine.address) == (EAST, "东镇工业区")
    assert moved == [EnterpriseMoved(cast.mine.pk, EAST, "coal")]


def test_an_enterprise_is_not_moved_into_the_neighbours_area(cast, moved):
    with refused(commands.UnknownArea):
        commands.relocate(cast.officer.actor, cast.mine, area_code=WEST_VILLAGE)
    assert moved == []


def test_the_department_says_that_an_enterprise_stopped(cast):
    commands.change_standing(cast.department.actor, cast.mine, standing="stopped", reason="停产检修", on=BEGIN)

    cast.mine.refresh_from_db()
    assert cast.mine.standing == "stopped"
    with refused(commands.NothingChanges):
        commands.change_standing(cast.department.actor, cast.mine, standing="stopped", reason="再说一次", on=BEGIN)
    with refused(NotGranted):
        commands.change_standing(cast.officer.actor, cast.mine, standing="closed", reason="无权", on=BEGIN)


def test_a_department_reaches_only_its_own_industries(cast):
    with refused(OutOfScope):
        commands.change_standing(cast.department.actor, cast.garage, standing="stopped", reason="越权", on=BEGIN)

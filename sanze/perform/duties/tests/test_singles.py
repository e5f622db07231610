"""What acts bring about: owed once, put off, passed on, discharged or settled, and all of it in their acts."""

from datetime import date, timedelta

import pytest

from sanze.foundation.acts.command import COMMANDS, command
from sanze.foundation.acts.models import Act
from sanze.foundation.capabilities import Capability
from sanze.foundation.moment import fixed
from sanze.foundation.scope.actor import CLOCK
from sanze.know.parties import commands as parties
from sanze.know.parties.models import Enterprise
from sanze.perform.duties.commands import singles
from sanze.perform.duties.commands.singles import AlreadyOwed
from sanze.perform.duties.models import Obligation, Tally
from sanze.perform.duties.proof import faults
from sanze.perform.duties.states import Standing
from sanze.perform.duties.tests import county
from sanze.perform.duties.tests.conftest import MARCH
from sanze.perform.duties.tests.county import THIRD_VILLAGE
from tests.cast import EAST, EAST_VILLAGE, WEST

DAY = timedelta(days=1)
CODE = "dangers.order"


@pytest.fixture
def inside():
    """Runs a function inside a command on an enterprise, as the commands of higher apps will."""

    def run(enterprise: Enterprise, write, day: date = MARCH):
        def act(actor, subject: Enterprise):
            return write(subject)

        act.__module__ = "sanze.tests.commands"
        with fixed(county.at(day, 9)):
            command(grant="tests.act", title="试办", capability=Capability.DUTY_AS_DEBT)(act)(CLOCK, enterprise)

    yield run
    COMMANDS.pop("tests.act", None)


def owe(enterprise: Enterprise, **more) -> Obligation:
    told = {"code": CODE, "title": "下达整改指令", "due": MARCH + 2 * DAY, **more}
    return singles.owe(enterprise, **told)


def the_one() -> Obligation:
    return Obligation.objects.get(code=CODE)


def test_what_is_owed_falls_to_the_nearest_post_and_stands_whole_in_the_act(place, inside):
    inside(place.mine, owe)

    each = the_one()
    assert each.holder_id in (place.officer.pk, place.chief.pk)
    assert (each.due_on, each.area_code) == (MARCH + 2 * DAY, place.mine.area_code)
    assert (each.stands(MARCH), each.stands(MARCH + 3 * DAY)) == (Standing.OPEN, Standing.MISSED)
    assert Act.objects.get(command="tests.act").made[f"duties.obligation:{each.pk}"]["title"] == "下达整改指令"


def test_the_same_thing_is_not_owed_twice_at_a_time(place, inside):
    inside(place.mine, owe)

    with pytest.raises(AlreadyOwed):
        inside(place.mine, owe)
    assert Obligation.objects.filter(code=CODE).count() == 1


def test_it_is_discharged_by_the_act_that_does_it(place, inside):
    inside(place.mine, owe)

    inside(place.mine, lambda mine: singles.discharge(CLOCK, mine, CODE), MARCH + DAY)

    assert (the_one().discharged_on, the_one().stands()) == (MARCH + DAY, Standing.DONE)
    assert (sums("owed"), sums("done")) == (1, 1)


def test_a_deadline_moves_with_its_history_in_the_act(place, inside):
    inside(place.mine, owe)

    inside(place.mine, lambda mine: singles.move_deadline(mine, CODE, due=date(2026, 8, 1)))

    assert (the_one().due_on, the_one().late_until) == (date(2026, 8, 1), date(2026, 8, 1))
    act = Act.objects.filter(command="tests.act").latest("pk")
    change = act.changes[f"duties.obligation:{the_one().pk}"]
    assert change["due_on"] == ["2026-03-04", "2026-08-01"]
    assert {each.due_on: each.owed for each in Tally.objects.filter(owed__gt=0)} == {
        MARCH + 2 * DAY: 1,
        date(2026, 8, 1): 1,
    }
    assert sums("owed") == 1


def test_it_passes_to_another_post_and_is_settled_without_blame(place, inside):
    inside(place.mine, owe)
    inside(place.mine, lambda mine: singles.pass_on(mine, CODE, holder_post_id=place.department.pk))
    assert the_one().holder_id == place.department.pk

    inside(place.mine, lambda mine: singles.settle(mine, code=CODE))

    assert the_one().stands() == Standing.VOID
    assert sums("owed") == 0


def test_nothing_happens_where_nothing_is_owed(place, inside):
    found = []
    inside(place.mine, lambda mine: found.append(singles.discharge(CLOCK, mine, CODE)))
    inside(place.mine, lambda mine: found.append(singles.settle(mine, code=CODE)))

    assert found == [[], []]


def test_hours_run_to_the_minute(place, inside):
    inside(place.mine, lambda mine: owe(mine, due=county.at(MARCH, 12, 0)))

    inside(place.mine, lambda mine: singles.discharge(CLOCK, mine, CODE))
    assert the_one().stands() == Standing.DONE

    inside(place.mine, lambda mine: owe(mine, code="dangers.grade", due=county.at(MARCH, 8, 0)))
    inside(place.mine, lambda mine: singles.discharge(CLOCK, mine, "dangers.grade"))
    assert Obligation.objects.get(code="dangers.grade").stands() == Standing.DONE_LATE


def test_without_a_fitting_post_it_is_owed_by_nobody_and_shows_as_a_gap(place, inside):
    inside(place.mine, lambda mine: owe(mine, code="identity.open_post"))

    assert Obligation.objects.get(code="identity.open_post").holder_id is None
    assert sum(each.gaps for each in Tally.objects.filter(duty="identity.open_post")) == 1


def test_what_acts_wrote_proves_itself_and_what_others_wrote_is_found(place, inside):
    inside(place.mine, owe)
    assert list(faults()) == []

    Obligation.objects.filter(pk=the_one().pk).update(due_on=MARCH + 5 * DAY, late_until=MARCH + 5 * DAY)
    assert ["due_on" in each.sentence or "late_until" in each.sentence for each in faults()] == [True, True]


def sums(name: str) -> int:
    return sum(getattr(each, name) for each in Tally.objects.filter(duty=CODE))


def test_several_things_cost_no_more_queries_than_one(place, inside, django_assert_max_num_queries):
    others = [county.enterprise(f"第{number}厂", EAST_VILLAGE, "trade", MARCH) for number in range(5)]
    made = []

    def write(mine):
        with django_assert_max_num_queries(4):
            made.extend(singles.owe_each([mine, *others], code=CODE, title="下达整改指令", due=MARCH + DAY))

    inside(place.mine, write)
    assert [each.subject_name for each in made] == ["东山煤矿", *(each.name for each in others)]
    assert list(faults()) == []


def test_what_is_owed_goes_where_its_record_went(place, inside):
    inside(place.mine, owe)
    parties.relocate(CLOCK, place.mine, area_code=THIRD_VILLAGE)
    place.mine.refresh_from_db()

    inside(place.mine, lambda mine: singles.follow([mine]))

    each = the_one()
    assert (each.area_code, each.holder_id) == (THIRD_VILLAGE, place.neighbour.pk)
    assert {row.area_code: row.owed for row in Tally.objects.filter(owed=1)} == {EAST: 1, WEST: 1}
    assert sums("owed") == 1

"""Every command of the registry asks for the power first and for the scope second, before it looks at anything told."""

from dataclasses import replace

import pytest

from sanze.foundation.acts.command import COMMANDS
from sanze.foundation.acts.models import Act
from sanze.foundation.acts.refusal import NotGranted, OutOfScope
from sanze.foundation.scope.actor import EVERY
from tests.walk.east import of_the_house

pytestmark = pytest.mark.django_db
NAMES = sorted(COMMANDS)
OF_A_PLACE = [name for name in NAMES if COMMANDS[name].subject and not of_the_house(COMMANDS[name].subject)]


class Untold:
    """A fact that must not be looked at."""

    def __getattribute__(self, name: str):
        raise AssertionError(f"the command looked at a fact ({name}) before asking for the power")

    __bool__ = __iter__ = __str__ = __eq__ = __lt__ = __len__ = lambda self, *_: self.looked_at
    __hash__ = None


def facts(name: str) -> dict[str, Untold]:
    return {each: Untold() for each in COMMANDS[name].facts()}


def subject(name: str, city):
    model = COMMANDS[name].subject
    if model is None:
        return None
    record = city.record(model)
    assert record is not None, f"{name}: make a {model._meta.label} in tests/walk/east.py"
    return record


@pytest.mark.parametrize("name", NAMES)
def test_without_its_grant_a_command_refuses_before_anything_else(name, city):
    every = frozenset(each.grant for each in COMMANDS.values())
    acts = Act.objects.count()
    for role in city.roles.values():
        powerless = replace(role.actor, grants=every - {COMMANDS[name].grant})
        with pytest.raises(NotGranted) as refusal:
            COMMANDS[name].run(powerless, subject(name, city), **facts(name))
        assert refusal.value.status == 403
    assert Act.objects.count() == acts


@pytest.mark.parametrize("name", OF_A_PLACE)
def test_a_neighbours_record_does_not_exist_for_a_command(name, city):
    acts, record = Act.objects.count(), subject(name, city)
    for role in ("west", "west_manager"):
        powerful = replace(city.roles[role].actor, grants=frozenset({EVERY}))
        with pytest.raises(OutOfScope) as refusal:
            COMMANDS[name].run(powerful, record, **facts(name))
        assert refusal.value.status == 404
    assert Act.objects.count() == acts


def test_facts_are_told_by_name_and_typed():
    untyped = [
        f"{name}.{fact}"
        for name, each in COMMANDS.items()
        for fact, parameter in each.facts().items()
        if parameter.annotation is parameter.empty
    ]
    assert untyped == []

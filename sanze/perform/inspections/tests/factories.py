"""Visits at each point of their way, taken there by the commands that their people would use."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from django.db import models

from sanze.foundation.acts.models import Act
from sanze.foundation.moment import SHANGHAI, now, today
from sanze.foundation.scope.actor import EVERY, Actor
from sanze.perform.dangers.commands.reporting import Finding
from sanze.perform.dangers.models import Danger
from sanze.perform.inspections.commands import planning, recording
from sanze.perform.inspections.models import Visit
from sanze.perform.inspections.values import CheckResult, Training
from tests.cast import City

DAY = date(2026, 3, 2)
NOON = datetime(2026, 3, 2, 12, tzinfo=SHANGHAI)
ITEMS = ["CM-03", "CM-07", "CM-15"]
TRAINED = Training(principal=True, managers=True, operators=True, untrained=0)


def fresh(visit: Visit) -> Visit:
    """The visit as the database has it now."""
    return Visit.objects.get(pk=visit.pk)


def team(city: City) -> list[int]:
    return [city.officer.person.pk, city.second.person.pk]


def applied(city: City, **more) -> Visit:
    facts = {"on": today(), "reason": "年度检查计划", "officers": team(city), "items": ITEMS}
    return planning.apply(city.officer.actor, city.mine, **{**facts, **more})


def approved(city: City, **more) -> Visit:
    visit = applied(city, **more)
    planning.approve(city.chief.actor, visit)
    return fresh(visit)


def results(*failed: str) -> list[CheckResult]:
    return [CheckResult(code, f"检查项 {code}", "fail" if code in failed else "ok") for code in ITEMS]


def record(city: City, visit: Visit, *, actor: Actor | None = None, **more) -> None:
    facts = {
        "started_at": now() - timedelta(hours=2),
        "ended_at": now() - timedelta(hours=1),
        "training": TRAINED,
        "results": results(),
        "signature": "吴刚",
    }
    recording.record(actor or city.officer.actor, visit, **{**facts, **more})


def recorded(city: City, **more) -> Visit:
    visit = approved(city)
    record(city, visit, **more)
    return fresh(visit)


def finding(code: str = "CM-07", **more) -> Finding:
    return Finding(**{"title": "主扇停风后未撤人", "item_code": code, **more})


def span() -> dict:
    return {"started_at": now() - timedelta(hours=1), "ended_at": now()}


def with_power(actor: Actor) -> Actor:
    """The same person with every power: what is still refused is refused by a rule."""
    return replace(actor, grants=frozenset({EVERY}))


@contextmanager
def refused(refusal: type[Exception], *records: models.Model) -> Iterator[None]:
    """The block is refused, and nothing happened: no act, no visit, no danger, no record changed."""

    def standing() -> tuple:
        rows = [type(each).objects.filter(pk=each.pk).values().get() for each in records]
        return Act.objects.count(), Visit.objects.count(), Danger.objects.count(), rows

    before = standing()
    with pytest.raises(refusal):
        yield
    assert standing() == before

"""Dangers at each point of the loop, taken there by the commands that their people would use."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import models
from PIL import Image

from sanze.foundation.acts.models import Act
from sanze.foundation.evidence.uploads import keep_file
from sanze.foundation.moment import SHANGHAI, today
from sanze.foundation.scope.actor import EVERY, Actor
from sanze.perform.dangers.commands import closing, grading, majors, orders, reporting
from sanze.perform.dangers.commands.reporting import Finding
from sanze.perform.dangers.models import Danger
from tests.cast import City, Role

DAY = date(2026, 3, 2)
MORNING = datetime(2026, 3, 2, 9, tzinfo=SHANGHAI)


def picture(colour: str = "grey") -> SimpleUploadedFile:
    """A small photograph, as a browser sends it."""
    file = BytesIO()
    Image.new("RGB", (8, 8), colour).save(file, "PNG")
    return SimpleUploadedFile("现场.png", file.getvalue(), "image/png")


def photo(role: Role, colour: str = "grey") -> list[str]:
    """A photograph that the person brought, by its hash."""
    return [keep_file(role.actor, picture(colour), "现场.png").digest]


def fresh(danger: Danger) -> Danger:
    """The danger as the database has it now."""
    return Danger.objects.get(pk=danger.pk)


def reported(city: City, **more) -> Danger:
    finding = Finding(**{"title": "主扇风机停机后未撤人", "place": "二采区", "item_code": "CM-07", **more})
    return reporting.report(city.village.actor, city.mine, finding=finding, on=today())


def graded(city: City, *, major: bool = False, **more) -> Danger:
    danger = reported(city, **more)
    grading.grade(city.officer.actor, danger, major=major, criterion_code="coal-05" if major else "")
    return fresh(danger)


def order(city: City, danger: Danger, *, days: int = 10, **more) -> None:
    facts = {
        "on": today(),
        "due": today() + timedelta(days=days),
        "measures": "恢复主扇运行，核查风量",
        "responsible": "吴刚",
        "money": Decimal("1.5"),
        "emergency_plan": "停风即断电撤人" if danger.major else "",
    }
    orders.order(city.officer.actor, danger, **{**facts, **more})


def ordered(city: City, *, major: bool = False, days: int = 10, **more) -> Danger:
    danger = graded(city, major=major, **more)
    order(city, danger, days=days)
    return fresh(danger)


def plan(city: City, danger: Danger, **more) -> None:
    facts = {
        "goals": "恢复可靠通风",
        "measures": "更换备用主扇",
        "money": Decimal("12"),
        "people": "机电副矿长",
        "due": today() + timedelta(days=5),
        "emergency_plan": "停风即断电撤人",
    }
    majors.plan(city.manager.actor, danger, **{**facts, **more})


def rectify(city: City, danger: Danger, **more) -> None:
    facts = {"on": today(), "account": "主扇已恢复，风量达标", "money": Decimal("1.2"), "evidence": photo(city.manager)}
    closing.rectify(city.manager.actor, danger, **{**facts, **more})


def rectified(city: City, *, major: bool = False, **more) -> Danger:
    danger = ordered(city, major=major, **more)
    if major:
        plan(city, danger)
    rectify(city, danger)
    return fresh(danger)


def close(city: City, danger: Danger, **more) -> None:
    facts = {"on": today(), "opinion": "现场核查，已消除", "evidence": photo(city.officer)}
    closing.close(city.officer.actor, danger, **{**facts, **more})


def closed(city: City, **more) -> Danger:
    danger = rectified(city, **more)
    close(city, danger)
    return fresh(danger)


@contextmanager
def refused(refusal: type[Exception], *records: models.Model) -> Iterator[None]:
    """The block is refused, and nothing happened: no act but of keeping a file, no new danger, no record changed."""

    def standing() -> tuple:
        rows = [type(each).objects.filter(pk=each.pk).values().get() for each in records]
        acts = Act.objects.exclude(command="evidence.keep")
        return acts.count(), Danger.objects.count(), rows

    before = standing()
    with pytest.raises(refusal):
        yield
    assert standing() == before


def with_power(actor: Actor) -> Actor:
    """The same person with every power: what is still refused is refused by a rule, not for want of a grant."""
    return replace(actor, grants=frozenset({EVERY}))


def with_industries(actor: Actor, *industries: str) -> Actor:
    """The same person looking after other industries."""
    return replace(actor, industries=industries)


def close_by(role: Role, danger: Danger, **more) -> None:
    """Close as this person, with every power."""
    facts = {"on": today(), "opinion": "现场核查，已消除", "evidence": photo(role)}
    closing.close(with_power(role.actor), danger, **{**facts, **more})

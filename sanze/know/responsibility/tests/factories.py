"""Posts and assignments for tests, made by the commands that people use."""

from itertools import count

from django.db import models

from sanze.foundation.acts import entry
from sanze.foundation.identity.models import Post
from sanze.foundation.moment import today
from sanze.foundation.scope.actor import Actor
from sanze.know.responsibility.commands.assigning import assign
from sanze.know.responsibility.models import Assignment
from tests import cast

_numbers = count(1)


def post(kind: str, unit: str, title: str, area: str = cast.COUNTY, **more) -> Post:
    """A new post with somebody in it."""
    username = f"somebody{next(_numbers)}"
    return cast.role(username, f"某{username[8:]}", kind=kind, unit=unit, title=title, area=area, **more).post


def leader(title: str) -> Post:
    return post("leader", "市政府", title)


def village_post(unit: str, area: str) -> Post:
    return post("village", unit, "网格员", area)


def named(actor: Actor, holder: Post, kind: str, subject: models.Model, **told) -> Assignment:
    """That post answers for the record from today on, unless told otherwise."""
    told = {"first": today(), "paper": "测试"} | told
    return assign(actor, holder, kind=kind, about=entry.label(subject), **told)

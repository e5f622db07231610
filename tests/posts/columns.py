"""Every column that points at a post, found by walking all models, and whether somebody said what becomes of it."""

import re
from collections.abc import Iterable

from django.apps import apps
from django.db import models

from sanze.foundation.identity.carrying import CARRIED, STAYS
from sanze.foundation.identity.models import Post

# A post may be meant by its key in a plain column, or by its name in a text beside it.
LIKE_A_POST = re.compile(
    r"(^|_)(post|posts|lane|holder|handler|mender|superior|signatory|issuer_post|passing_to)(_id|_ids)?$"
    r"|(^|_)post_id$|_by_post$"
)


def of_the_platform() -> list[type[models.Model]]:
    return [each for each in apps.get_models() if each.__module__.startswith("sanze.")]


def columns(among: Iterable[type[models.Model]]) -> list[str]:
    """'app.Model.column' of each column of these models by which a post is meant."""
    return [
        f"{model._meta.app_label}.{model.__name__}.{field.name}"
        for model in among
        for field in model._meta.concrete_fields
        if _means_a_post(field)
    ]


def _means_a_post(field: models.Field) -> bool:
    if field.is_relation:
        return field.related_model is Post
    return bool(LIKE_A_POST.search(field.name))


def declared() -> set[str]:
    """The columns of which an app says how they pass, or why they stay."""
    return {column for each in CARRIED for column in each.columns} | set(STAYS)


def undeclared(among: Iterable[type[models.Model]]) -> list[str]:
    """The columns of which nobody says what becomes of them."""
    return sorted(set(columns(among)) - declared())

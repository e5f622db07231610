"""What imports cannot show: who writes, where foreign keys point, what moves a state, what a module is called."""

import ast
from pathlib import Path

import pytest
from django.apps import apps

from sanze.foundation.acts.records import Record

SANZE = Path(__file__).resolve().parents[2] / "sanze"
PILLARS = ["foundation", "know", "perform", "answer", "portals"]
DRAWERS = {"utils", "helpers", "common", "misc", "base", "manager", "tools", "service", "services"}
WRITES = {"create", "save", "delete", "bulk_create", "bulk_update", "get_or_create", "update_or_create"}
# Modules of the domain in which the ORM may write: the one door, and what carries it into the database.
WRITERS = {"commands", "migrations", "tests"}
# Models that are no Records, each with the reason.
NO_RECORDS = {
    "duties.Obligation": "made by sets of thousands; the run that made them seals their digest (docs/adr/0011)",
    "duties.Reminder": "steps taken by sets, kept for two years; the day's run is the record (docs/adr/0012)",
    "duties.Tally": "sums of obligations, reckoned anew at will",
}


def modules(*pillars: str) -> list[Path]:
    files = (file for pillar in pillars for file in (SANZE / pillar).rglob("*.py"))
    return sorted(file for file in files if "migrations" not in file.parts)


def named(file: Path) -> str:
    return str(file.relative_to(SANZE))


@pytest.mark.parametrize("file", modules("know", "perform", "answer", "portals"), ids=named)
def test_only_commands_write(file):
    if WRITERS & {*file.relative_to(SANZE).parts, file.stem}:
        return
    tree = ast.parse(file.read_text(encoding="utf-8"))
    calls = (node.func for node in ast.walk(tree) if isinstance(node, ast.Call))
    written = [node.attr for node in calls if isinstance(node, ast.Attribute) and node.attr in WRITES]
    assert written == []


@pytest.mark.parametrize("file", modules("know", "perform", "answer", "portals", "demo", "cli"), ids=named)
def test_only_the_machine_moves_a_state(file):
    tree = ast.parse(file.read_text(encoding="utf-8"))
    for node in ast.walk(tree):
        targets = node.targets if isinstance(node, ast.Assign) else []
        assert not [each for each in targets if isinstance(each, ast.Attribute) and each.attr == "state"]


@pytest.mark.parametrize("file", modules(*PILLARS, "config", "cli", "demo"), ids=named)
def test_no_module_is_a_drawer(file):
    assert file.stem not in DRAWERS
    assert not DRAWERS & set(file.relative_to(SANZE).parts)


def test_foreign_keys_point_down():
    order = {name: number for number, name in enumerate(PILLARS)}

    def pillar(model) -> int | None:
        parts = model.__module__.split(".")
        return order.get(parts[1]) if parts[0] == "sanze" else None

    upward = [
        f"{model._meta.label}.{field.name} → {field.related_model._meta.label}"
        for model in apps.get_models()
        if pillar(model) is not None
        for field in model._meta.concrete_fields
        if field.related_model and (pillar(field.related_model) or 0) > pillar(model)
    ]
    assert upward == []


def test_every_model_of_the_domain_is_a_record_with_a_scope():
    domain = [model for model in apps.get_models() if model.__module__.startswith(("sanze.know.", "sanze.perform."))]
    assert [model._meta.label for model in domain if not hasattr(model, "SCOPE")] == []
    assert {model._meta.label for model in domain if not issubclass(model, Record)} == set(NO_RECORDS)


def test_foundation_has_no_word_of_the_field():
    words = ("enterprise", "danger", "inspection", "township", "隐患", "企业")
    allowed = {"foundation/capabilities.py"}
    found = [
        f"{named(file)}: {word}"
        for file in modules("foundation")
        if named(file) not in allowed and "tests" not in file.parts
        for word in words
        if word in file.read_text(encoding="utf-8").lower().replace("outline-danger", "").replace("企业微信", "")
    ]
    assert found == []

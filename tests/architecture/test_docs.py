"""The papers are true: every model and command in the glossary. `make check` compares the generated pages itself,
in a process that has seen no test's commands."""

from pathlib import Path

from django.apps import apps

from sanze.foundation.acts.command import COMMANDS
from sanze.foundation.acts.records import Record

GLOSSARY = Path(__file__).resolve().parents[2] / "docs" / "glossary.md"
ACTS = sorted({each.act for each in COMMANDS.values() if "tests" not in each.run.__module__.split(".")})


def test_the_glossary_knows_every_record():
    text = GLOSSARY.read_text(encoding="utf-8")
    records = [model for model in apps.get_models() if issubclass(model, Record)]
    assert [model.__name__ for model in records if f"`{model.__name__}`" not in text] == []


def test_the_glossary_knows_every_act():
    text = GLOSSARY.read_text(encoding="utf-8")
    assert [each for each in ACTS if f"`{each}`" not in text] == []

"""The papers are true: generated pages in step, every model and command in the glossary."""

from pathlib import Path

from django.apps import apps

from sanze.foundation.acts.command import COMMANDS
from sanze.foundation.acts.records import Record
from tests.docs import out_of_step

GLOSSARY = Path(__file__).resolve().parents[2] / "docs" / "glossary.md"


def test_the_generated_pages_are_in_step_with_the_code():
    assert out_of_step() == []


def test_the_glossary_knows_every_record():
    text = GLOSSARY.read_text(encoding="utf-8")
    records = [model for model in apps.get_models() if issubclass(model, Record)]
    assert [model.__name__ for model in records if f"`{model.__name__}`" not in text] == []


def test_the_glossary_knows_every_act():
    text = GLOSSARY.read_text(encoding="utf-8")
    assert sorted({each.act for each in COMMANDS.values() if f"`{each.act}`" not in text}) == []

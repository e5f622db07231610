"""Every command is granted to somebody by the regime, and has a test of its refusal and of its grant."""

from pathlib import Path

import pytest

from sanze.foundation.acts.command import COMMANDS
from sanze.foundation.regime.reading import packaged, read

ROOT = Path(__file__).resolve().parents[2]
TESTS = "\n".join(
    file.read_text(encoding="utf-8")
    for folder in ("sanze", "tests")
    for file in (ROOT / folder).rglob("test_*.py")
    if file != Path(__file__)
)


@pytest.fixture(autouse=True, scope="module")
def _all_commands_are_registered():
    __import__("sanze.config.urls")


def test_every_command_stands_in_the_regime():
    granted = {grant for post in read(packaged("yunhe-2026")).posts.values() for grant in post.grants}
    outer = {each.grant for each in COMMANDS.values() if not each.inner}
    assert sorted(outer - granted) == []


def test_every_grant_of_the_regime_is_a_command_or_a_page():
    granted = {grant for post in read(packaged("yunhe-2026")).posts.values() for grant in post.grants}
    pages = {"acts.read", "acts.verify", "notices.read", "identity.own_account", "evidence.keep", "jobs.read"}
    pages |= {"keyperiods.read", "leaders.read", "regime.read", "identity.read", "identity.journal"}
    assert sorted(granted - {each.grant for each in COMMANDS.values()} - pages) == []


def test_every_command_is_called_by_a_test():
    missing = [name for name, each in COMMANDS.items() if f"{each.act}(" not in TESTS and name not in TESTS]
    assert missing == []

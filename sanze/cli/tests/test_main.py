import pytest
from click.testing import CliRunner

from sanze.cli.main import COMMANDS, sanze


def test_help_names_every_command_in_both_languages():
    told = CliRunner().invoke(sanze, ["--help"])

    assert told.exit_code == 0
    for name, entry in COMMANDS.items():
        assert name in told.output
        assert " · " in entry.help


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_its_help(name):
    told = CliRunner().invoke(sanze, [name, "--help"])

    assert told.exit_code == 0, told.output
    assert "Usage" in told.output


def test_an_unknown_command_is_wrong_usage():
    assert CliRunner().invoke(sanze, ["nothing"]).exit_code == 2

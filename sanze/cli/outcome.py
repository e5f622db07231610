"""What commands say at the end, and with which code."""

import functools
import sys
from collections.abc import Callable

import click

from sanze.foundation.database.embedded import in_use

FOUND = 1
UNWELL = 3


class Found(click.ClickException):
    """Something does not hold, or the platform says no; nothing was done by halves."""

    exit_code = FOUND

    def show(self, file=None) -> None:
        say_wrong(self.message)


class Unwell(Found):
    """The surroundings do not allow it: a missing program, a taken port, a full disk."""

    exit_code = UNWELL


def say(text: str) -> None:
    click.echo(f"· {text}")


def say_done(text: str) -> None:
    click.echo(f"✓ {text}")


def say_wrong(text: str) -> None:
    click.echo(f"✗ {text}", file=sys.stderr)


def with_database(function: Callable) -> Callable:
    """Have the database running during the command."""

    @functools.wraps(function)
    def run(*arguments, **options):
        with in_use():
            return function(*arguments, **options)

    return run

"""One throw-away PostgreSQL for the whole run of the tests, started before Django makes its test database."""

import os
from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from django.conf import settings
from django.core.cache import cache
from django.db import connections

from sanze.foundation.database.ephemeral import ephemeral
from sanze.foundation.database.settings import ADDRESS, database_settings

GIVEN = "SANZE_TEST_DATABASE_URL"
_running = ExitStack()


def pytest_configure(config: pytest.Config) -> None:
    """Start the server, or take the given one; what runs as a child of the tests inherits the address."""
    if config.option.collectonly or config.option.help or config.option.version:
        return
    if not os.environ.get(GIVEN):
        os.environ[GIVEN] = _running.enter_context(ephemeral(fsync=False))
        _running.callback(os.environ.pop, GIVEN)
    os.environ[ADDRESS] = os.environ[GIVEN]
    settings.DATABASES["default"].update(database_settings())
    home = Path(_running.enter_context(TemporaryDirectory(prefix="sanze-test-home.")))
    settings.SANZE_KEYS, settings.SANZE_EVIDENCE = home / "keys", home / "evidence"


def pytest_unconfigure() -> None:
    connections.close_all()
    _running.close()


@pytest.fixture(autouse=True)
def _nothing_remembered():
    """What one test's pages kept in mind is not known to the next."""
    cache.clear()

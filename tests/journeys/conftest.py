"""The real platform on the tests' database, a browser, and the cast of the city, each signed in on the page."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, fields
from datetime import timedelta
from pathlib import Path
from urllib.parse import quote

import pytest
from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.core.cache import cache
from django.core.management import call_command
from django.db import connection, connections
from playwright.sync_api import Browser
from pydantic import SecretStr

from sanze.foundation.database.settings import ADDRESS
from sanze.foundation.moment import fixed, now
from tests import browser as browsers
from tests import cast
from tests.browser import Somebody, chromium
from tests.journeys.factor import bind_factor
from tests.journeys.running import free_port, served

PASSWORD = "Chunfeng-2026-daohe"
ADMINISTRATORS = {"admin_system": "系统管理员", "admin_security": "安全管理员", "admin_audit": "审计管理员"}
FAILED = pytest.StashKey[bool]()


@dataclass(frozen=True)
class Platform:
    """The platform as it runs for these tests: its address, and the environment that its other commands need."""

    address: str
    environment: dict[str, str]

    def run(self, *arguments: str) -> subprocess.CompletedProcess:
        """A command of the command line on the same database, e.g. run("seals", "verify")."""
        order = [sys.executable, "-m", "sanze.cli.main", *arguments]
        return subprocess.run(order, env=self.environment, capture_output=True, text=True)


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    here = Path(__file__).parent
    for each in items:
        if here in each.path.parents:
            each.add_marker(pytest.mark.journey)
            each.add_marker(pytest.mark.django_db(transaction=True))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item):
    report = yield
    item.stash[FAILED] = item.stash.get(FAILED, False) or report.failed
    return report


@pytest.fixture
def _django_db_helper() -> None:
    """In place of the plugin's: a city stands for its whole module, so nothing is undone after each test."""


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    if lack := browsers.missing():
        (pytest.fail if os.environ.get("CI") else pytest.skip)(lack)
    with chromium() as started:
        yield started
        connections.close_all()


@pytest.fixture(scope="package")
def platform(django_db_setup, tmp_path_factory) -> Iterator[Platform]:
    """The web server of every installation, in a process of its own."""
    port = free_port()
    environment = {
        **os.environ,
        ADDRESS: _database_address(),
        "SANZE_HOME": str(Path(settings.SANZE_KEYS).parent),
        "SANZE_KEYS": str(settings.SANZE_KEYS),
        "SANZE_EVIDENCE": str(settings.SANZE_EVIDENCE),
        "SANZE_ADDRESS": f"http://127.0.0.1:{port}",
    }
    log = tmp_path_factory.mktemp("platform") / "web.log"
    with served(environment, port, log) as address:
        yield Platform(address, environment)
    print(log.read_text())


@pytest.fixture(scope="module")
def days_ago() -> int:
    """How many days ago the city was built; a module that needs days gone by says so."""
    return 0


@pytest.fixture(scope="module")
def city(django_db_setup, django_db_blocker, days_ago) -> Iterator[cast.City]:
    """The cast's city, everybody with a password; emptied again after the module."""
    with django_db_blocker.unblock(), pytest.MonkeyPatch.context() as patch:
        patch.setattr(cast, "NO_PASSWORD", SecretStr(make_password(PASSWORD)))
        try:
            with fixed(now() - timedelta(days=days_ago)):
                built = cast.city()
            yield built
        finally:
            call_command(
                "flush", interactive=False, verbosity=0, reset_sequences=False, allow_cascade=True,
                inhibit_post_migrate=True,
            )  # fmt: skip
            cache.clear()


@pytest.fixture(scope="module")
def people(city) -> dict[str, cast.Role]:
    """Everybody of the cast by the names of its fields; whoever is added can sign in as well."""
    found = {each.name: getattr(city, each.name) for each in fields(city)}
    return {name: each for name, each in found.items() if isinstance(each, cast.Role)}


@pytest.fixture(scope="module")
def administrators(people) -> dict[str, cast.Role]:
    """The three administrators beside the cast."""
    for kind, title in ADMINISTRATORS.items():
        people[kind] = cast.role(kind, title, kind=kind, unit="大数据中心", title=title)
    return people


@pytest.fixture(scope="module")
def sessions() -> dict[str, dict]:
    """What the browser of each person keeps after signing in."""
    return {}


@pytest.fixture
def as_(request, platform, browser, people, sessions) -> Iterator[Callable[..., Somebody]]:
    """Gives a person of the cast at a browser of their own, signed in; None for a stranger.

    At the end of the test nothing may have gone wrong in any of these browsers.
    """
    contexts = {}
    with ExitStack() as closing:

        def somebody(name: str | None, **more) -> Somebody:
            key = (name, *more)
            if key not in contexts:
                if name and name not in sessions:
                    sessions[name] = _signed_in(browser, platform.address, people[name])
                context = browsers.opened(browser, platform.address, storage_state=sessions.get(name), **more)
                closing.callback(context.close)
                contexts[key] = context, Somebody(context.new_page())
            return contexts[key][1]

        yield somebody
        if request.node.stash.get(FAILED, False):
            for key, (_, person) in contexts.items():
                print(key, person.page.url, person.page.locator("body").inner_text(), sep="\n")
        faults = {key: context.faults for key, (context, _) in contexts.items() if context.faults}
    assert faults == {}


def _signed_in(browser: Browser, address: str, role: cast.Role) -> dict:
    context = browsers.opened(browser, address)
    page = context.new_page()
    browsers.sign_in(page, role.person.username, PASSWORD)
    if "/second-factor/" in page.url:
        bind_factor(page)
    page.get_by_role("heading", name="工作台").wait_for()
    assert context.faults == []
    state = context.storage_state()
    context.close()
    return state


def _database_address() -> str:
    told = connection.settings_dict
    who = quote(told["USER"]) + (f":{quote(told['PASSWORD'])}" if told["PASSWORD"] else "")
    return f"postgresql://{who}@{quote(told['HOST'], safe='')}:{told['PORT']}/{quote(told['NAME'])}"

"""Chromium for the journeys and the pictures: found, started, watched, and used in the words of the pages."""

import os
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Download,
    Locator,
    Page,
    Request,
    Response,
    expect,
    sync_playwright,
)

ROOT = Path(__file__).resolve().parents[1]
# The shell without a window of its own first: the whole browser draws its frame anew for each profile.
NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
CHROMIUM = next(filter(None, map(shutil.which, NAMES)), None)
AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21aa", "best-practice"]
DESK, PHONE = {"width": 1440, "height": 900}, {"width": 390, "height": 844}
PATIENCE = 1000 * int(os.environ.get("SANZE_PATIENCE", "20"))  # milliseconds that a page may take on a busy machine
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
# What the browser says about an answer that the test looks at itself.
OF_ANSWERS = "Failed to load resource"
TELL_VIOLATIONS = """addEventListener("securitypolicyviolation", each =>
    console.error("content policy: " + each.effectiveDirective + " " + each.blockedURI))"""
WAIT_FOR_MAP = ".map-state"
OPEN_PICKERS = ".flatpickr-calendar.open, .ts-wrapper.dropdown-active"

expect.set_options(timeout=PATIENCE)


class NoBrowser(RuntimeError):
    """There is no Chromium on this machine; the sentence says what to do."""


def missing() -> str:
    """What the machine lacks for a browser test, as a sentence; empty if nothing."""
    if CHROMIUM is None:
        return "没有找到 Chromium，请先运行 make browser"
    return "" if AXE.exists() else "没有找到 axe-core，请先运行 make setup-dev"


@contextmanager
def chromium() -> Iterator[Browser]:
    """A browser for as long as the block runs. Raises NoBrowser."""
    if CHROMIUM is None:
        raise NoBrowser(missing())
    # The player keeps an event loop in this thread, in which Django would not let us look into the database.
    before = os.environ.get("DJANGO_ALLOW_ASYNC_UNSAFE")
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    try:
        with sync_playwright() as player:
            started = player.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
            yield started
            started.close()
    finally:
        if before is None:
            del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


def opened(browser: Browser, address: str, *, size: dict = DESK, **more) -> BrowserContext:
    """A browser profile of its own; `faults` holds what went wrong in it."""
    context = browser.new_context(
        base_url=address, viewport=size, locale="zh-CN", timezone_id="Asia/Shanghai", accept_downloads=True, **more
    )
    context.set_default_timeout(PATIENCE)
    context.add_init_script(TELL_VIOLATIONS)
    context.faults = []
    _watch(context, context.faults)
    return context


def _watch(context: BrowserContext, faults: list[str]) -> None:
    """Note uncaught exceptions, console errors, broken content policy, failed requests and broken parts of pages."""

    def said(message: ConsoleMessage) -> None:
        if message.type == "error" and not message.text.startswith(OF_ANSWERS):
            faults.append(f"{message.page.url if message.page else ''} console: {message.text}")

    def answered(response: Response) -> None:
        part = response.request.resource_type not in ("document", "xhr", "fetch")
        if response.status >= 500 or (part and response.status >= 400):
            faults.append(f"{response.status} {response.url}")

    def failed(request: Request) -> None:
        # A request given up by the page itself, such as one that a download or another page replaced.
        if request.failure != "net::ERR_ABORTED":
            faults.append(f"{request.failure} {request.url}")

    context.on("console", said)
    context.on("weberror", lambda error: faults.append(f"exception: {error.error}"))
    context.on("response", answered)
    context.on("requestfailed", failed)


def axe_faults(page: Page) -> list[str]:
    """What axe finds on the page: the rule and the first element that breaks it."""
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate("rules => axe.run(document, {runOnly: rules, resultTypes: ['violations']})", RULES)
    return [f"{each['id']}: {each['nodes'][0]['html'][:200]}" for each in found["violations"]]


def too_wide(page: Page) -> int:
    """By how many pixels the page is wider than its window."""
    return page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")


def until_drawn(page: Page) -> None:
    """Wait for the pictures, and for the map where the page has one."""
    page.wait_for_load_state("load")
    if page.locator(WAIT_FOR_MAP).count():
        expect(page.locator(WAIT_FOR_MAP).first).to_be_hidden()


def sign_in(page: Page, username: str, password: str) -> None:
    """Sign in on the page of signing in."""
    page.goto("/account/sign-in/")
    page.get_by_label("登录名").fill(username)
    page.get_by_label("密码").fill(password)
    with page.expect_navigation():
        page.get_by_role("button", name="登录").click()


class Somebody:
    """A person at a browser, who finds everything by what the page says."""

    def __init__(self, page: Page):
        self.page = page

    @property
    def main(self) -> Locator:
        return self.page.locator("main")

    def opens(self, path: str) -> int:
        """Go to an address; the status of the answer."""
        answer = self.page.goto(path)
        return answer.status if answer else 0

    def follows(self, *labels: str) -> None:
        """Follow one link after another."""
        for label in labels:
            with self.page.expect_navigation():
                self.page.get_by_role("link", name=label, exact=True).first.click()

    def presses(self, label: str, within: str | Locator = "main") -> None:
        """Press what bears the label, and wait for the page that it leads to."""
        with self.page.expect_navigation():
            self.clicks(label, within)

    def clicks(self, label: str, within: str | Locator = "main") -> None:
        """Press what bears the label and stays on the page."""
        place = self.page.locator(within) if isinstance(within, str) else within
        wanted = place.get_by_role("button", name=label, exact=True).or_(
            place.get_by_role("link", name=label, exact=True)
        )
        wanted.first.click()

    def fills(self, answers: dict[str, object], within: str | Locator = "main") -> None:
        """Fill in a form: label → text, True or False for a box, a choice or a list of them, the path of a file."""
        place = self.page.locator(within) if isinstance(within, str) else within
        for label, value in answers.items():
            group = place.get_by_role("group", name=_labelled(label))
            if group.count():
                for choice in value if isinstance(value, list) else [value]:
                    group.first.get_by_label(choice, exact=not isinstance(value, list)).check()
            else:
                self._fill(place.get_by_label(_labelled(label)).first, value)
        if self.page.locator(OPEN_PICKERS).count():
            self.page.keyboard.press("Escape")
            expect(self.page.locator(OPEN_PICKERS)).to_have_count(0)

    def _fill(self, control: Locator, value: object) -> None:
        shape = control.evaluate("each => each.tomselect ? 'picker' : each.tagName + ':' + (each.type || '')")
        if shape == "picker":
            self._pick(control, value)
        elif shape.startswith("SELECT"):
            control.select_option(label=value)
        elif shape == "INPUT:file":
            control.set_input_files(value)
        elif isinstance(value, bool):
            control.set_checked(value)
        else:
            control.fill(str(value))
            control.press("Tab")

    def _pick(self, control: Locator, value: object) -> None:
        holder = control.locator("xpath=following-sibling::div[contains(@class, 'ts-wrapper')]")
        for choice in value if isinstance(value, list) else [value]:
            # A tab from the field before opens the list as well, a little later: a click could close it again.
            control.evaluate("each => each.tomselect.open()")
            holder.locator("input:not(.items-placeholder)").fill(str(choice))
            holder.locator(".ts-dropdown .option").filter(has_text=str(choice)).first.click()

    def sees(self, *texts: str) -> None:
        """The page shows these words."""
        for text in texts:
            expect(self.main).to_contain_text(text, use_inner_text=True)

    def misses(self, *texts: str) -> None:
        """The page, once loaded, does not show these words."""
        for text in texts:
            expect(self.main).not_to_contain_text(text)

    def downloads(self, label: str) -> Download:
        """The file that the link or button brings."""
        with self.page.expect_download() as coming:
            self.clicks(label)
        return coming.value

    def gets(self, path: str) -> int:
        """The status of the answer to an address, asked for beside the page with this person's session."""
        return self.page.request.get(path, max_redirects=0).status


def _labelled(label: str) -> re.Pattern:
    """The label as the page writes it, with the star of a field that must be filled in."""
    return re.compile(rf"^\s*{re.escape(label)}\s*\*?\s*$")

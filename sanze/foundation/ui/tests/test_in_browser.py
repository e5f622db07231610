"""The style guide in a browser: accessible, within the content policy, and its behaviours work."""

import threading
from collections.abc import Iterator
from socketserver import ThreadingMixIn
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

import pytest
from django.core.handlers.wsgi import WSGIHandler
from playwright.sync_api import Page, expect

from sanze.foundation.ui import views
from tests.browser import AXE, CHROMIUM, DESK, PHONE, RULES, chromium

WATCH = """window.refused = [];
addEventListener("securitypolicyviolation", each => refused.push(each.effectiveDirective + " " + each.blockedURI))"""

pytestmark = [
    pytest.mark.journey,
    pytest.mark.urls("sanze.foundation.ui.urls"),
    pytest.mark.skipif(CHROMIUM is None, reason="needs Chromium; `make browser` installs it"),
    pytest.mark.skipif(not AXE.exists(), reason="needs node_modules; `make setup` installs them"),
]


class Threads(ThreadingMixIn, WSGIServer):
    daemon_threads = True


class Silent(WSGIRequestHandler):
    def log_message(self, *args):
        return


@pytest.fixture(scope="module")
def browser() -> Iterator:
    with chromium() as started:
        yield started


@pytest.fixture
def guide() -> Iterator[str]:
    """Address of the style guide, served without a database."""
    server = make_server("127.0.0.1", 0, WSGIHandler(), Threads, Silent)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/styleguide/"
    server.shutdown()
    server.server_close()


@pytest.fixture
def page(browser) -> Iterator[Page]:
    context = browser.new_context(viewport=DESK, locale="zh-CN")
    context.add_init_script(WATCH)
    opened = context.new_page()
    opened.faults = []
    opened.on("pageerror", lambda error: opened.faults.append(str(error)))
    yield opened
    assert opened.faults == []
    assert opened.evaluate("window.refused") == []
    context.close()


def until_drawn(page: Page) -> None:
    page.wait_for_load_state("load")
    if page.locator(".map-state").count():
        expect(page.locator(".map-state").first).to_be_hidden()


@pytest.mark.parametrize(
    ("name", "size"),
    [(name, DESK) for name in views.PAGES] + [(name, PHONE) for name in ("components", "ledger", "bench", "map")],
)
def test_axe_finds_nothing_and_the_page_is_no_wider_than_the_screen(page, guide, name, size):
    page.set_viewport_size(size)
    page.goto(guide if name == "components" else f"{guide}{name}/")
    until_drawn(page)
    page.evaluate(AXE.read_text(encoding="utf-8"))

    found = page.evaluate("rules => axe.run(document, {runOnly: rules})", RULES)

    assert [(each["id"], each["nodes"][0]["html"]) for each in found["violations"]] == []
    assert page.evaluate("document.documentElement.scrollWidth") == size["width"]


def test_a_record_opens_in_the_drawer_and_keeps_its_own_address(page, guide):
    page.goto(f"{guide}ledger/")

    page.locator("td.key a").first.click()

    expect(page.locator("#drawer-title")).to_have_text("防火通道堵塞，巡护车辆不能通过")
    expect(page.locator("#drawer .timeline-step")).to_have_count(4)
    assert page.locator("[data-drawer-page]").get_attribute("href").endswith("/styleguide/detail/")


def test_a_week_of_the_calendar_is_seven_days_from_monday(page, guide):
    page.goto(f"{guide}ledger/")

    page.locator("#f-days").click()

    calendar = page.locator(".flatpickr-calendar.open")
    expect(calendar.locator(".flatpickr-weekday").first).to_have_text("周一")
    tops = calendar.locator(".flatpickr-day").evaluate_all("days => days.map(each => each.offsetTop)")
    assert [tops.count(top) for top in sorted(set(tops))] == [7] * 6


def test_escape_closes_the_calendar(page, guide):
    page.goto(f"{guide}ledger/")
    page.locator("#f-days").click()
    expect(page.locator(".flatpickr-calendar.open")).to_be_visible()

    page.keyboard.press("Escape")

    expect(page.locator(".flatpickr-calendar.open")).to_have_count(0)


def test_the_head_ticks_every_row_and_wakes_the_button_that_needs_ticks(page, guide):
    page.goto(f"{guide}ledger/")
    button = page.locator("[data-needs-ticks]")
    expect(button).to_be_disabled()

    page.locator("thead .select input").check()

    expect(button).to_be_enabled()
    expect(page.locator("[data-ticks]")).to_have_text("已选 16 条")


def test_an_act_that_asks_first_is_sent_only_on_consent(page, guide):
    page.goto(guide)
    page.evaluate(
        "window.sent = 0; document.querySelector('[data-confirm]').addEventListener('click', () => { sent += 1 })"
    )

    page.locator("[data-confirm]").first.click()
    page.locator(".modal.show").get_by_role("button", name="取消").click()
    expect(page.locator(".modal")).to_have_count(0)
    refused = page.evaluate("window.sent")
    page.locator("[data-confirm]").first.click()
    page.locator(".modal.show").get_by_role("button", name="撤销").click()
    expect(page.locator(".modal")).to_have_count(0)

    assert (refused, page.evaluate("window.sent")) == (0, 1)


def test_the_list_of_the_map_finds_by_name_and_shows_the_facts(page, guide):
    page.goto(f"{guide}map/")
    until_drawn(page)

    page.get_by_role("button", name="查看列表").click()
    page.get_by_label("输入名称筛选").fill("第103网格")
    page.get_by_role("button", name="第103网格").click()

    expect(page.locator(".map-side h2")).to_have_text("第103网格")
    expect(page.locator(".map-side")).to_contain_text("未办结事项")


def test_a_polygon_that_is_drawn_is_kept_as_geojson_in_the_form(page, guide):
    page.goto(f"{guide}draw/")
    expect(page.locator(".draw-state")).to_contain_text("尚未绘制")
    box = page.locator(".draw-canvas").bounding_box()

    page.get_by_role("button", name="绘制多边形").click()
    for x, y in [(500, 100), (600, 100), (600, 200), (500, 100)]:
        page.mouse.click(box["x"] + x, box["y"] + y)
        page.wait_for_timeout(100)  # Leaflet takes faster clicks for a double click

    expect(page.locator(".draw-state")).to_have_text("已绘制 1 块")
    assert page.locator("#id_note").input_value().startswith('{"type":"Polygon","coordinates":[[[111.')

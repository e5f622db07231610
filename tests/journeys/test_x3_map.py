"""The one map: the layers of what the reader sees, the record behind a point, and a list in its place."""

import re

import pytest
from playwright.sync_api import expect

from sanze.know.jurisdictions.tests import factories as land
from sanze.perform.dangers.tests import factories as dangers
from tests import cast
from tests.browser import PHONE

pytestmark = pytest.mark.capability("X3")


@pytest.fixture(scope="module", autouse=True)
def drawn(city):
    """The county is drawn, and each township has an enterprise at a place; the eastern one has a major danger."""
    land.draw_county()
    land.add_cell(cast.EAST_VILLAGE + "001", "矿区网格", land.square(4, 0, 2, 2))
    for name, area, column in [("东山选煤厂", cast.EAST_VILLAGE, 5), ("西河木器厂", cast.WEST_VILLAGE, 1)]:
        longitude, latitude = land.place(column, 1)
        made = cast.enterprise(name, area=area, industry="coal", longitude=longitude, latitude=latitude)
        if area == cast.EAST_VILLAGE:
            dangers.ordered(city, title="护栏缺失")
            at = dangers.reporting.report(
                city.village.actor, made, finding=dangers.Finding(title="主扇停风", place="井口"), on=dangers.today()
            )
            dangers.grading.grade(city.officer.actor, at, major=True, criterion_code="coal-05")
            dangers.order(city, dangers.fresh(at))


def listed(person) -> list[str]:
    """What the map's list names, all of it."""
    person.opens("/map/")
    expect(person.main.locator(".map-state")).to_be_hidden()
    person.clicks("查看列表")
    expect(person.main.locator("#map-list")).to_be_visible()
    return person.main.locator("#map-list li button").all_inner_texts()


def test_the_map_lists_what_its_layers_show(as_):
    names = " ".join(listed(as_("committee")))

    for name in ("东山选煤厂", "西河木器厂", "主扇停风"):
        assert name in names


def test_a_danger_on_the_map_leads_to_its_record(as_):
    officer = as_("officer")

    listed(officer)
    officer.page.get_by_label("输入名称筛选").fill("主扇")
    officer.main.locator("#map-list li button").first.click()
    side = officer.main.locator(".map-side")
    expect(side.locator("h2")).to_have_text("主扇停风")
    expect(side).to_contain_text("东山选煤厂")
    side.get_by_role("link", name="查看详情").click()

    expect(officer.page.get_by_role("heading", level=1)).to_have_text("主扇停风")


def test_a_point_tells_who_answers_for_it(as_):
    officer = as_("officer")

    listed(officer)
    officer.page.get_by_label("输入名称筛选").fill("东山")
    officer.main.locator("#map-list li button").first.click()
    beside = officer.main.locator(".map-beside")
    expect(beside.locator("h3")).to_have_text("责任链")
    expect(beside).to_contain_text("属地乡镇（街道）")
    beside.get_by_role("link").click()

    expect(officer.page.get_by_role("heading", level=1)).to_have_text("责任链：东山选煤厂")


def test_a_cell_tells_who_answers_for_it(as_):
    officer = as_("officer")

    listed(officer)
    officer.page.get_by_label("输入名称筛选").fill("矿区网格")
    officer.main.locator("#map-list li button").first.click()
    beside = officer.main.locator(".map-beside")
    expect(beside.locator("h3")).to_have_text("责任链")
    expect(beside).to_contain_text("网格责任人")
    beside.get_by_role("link").click()

    expect(officer.page.get_by_role("heading", level=1)).to_contain_text("责任链：矿区网格")


def test_a_layer_is_switched_off_and_leaves_the_list(as_):
    officer = as_("officer")

    listed(officer)
    officer.main.locator(".map-legend").get_by_role("checkbox", name=re.compile(r"^企业 ?\d*$")).uncheck()

    expect(officer.main.locator("#map-list")).not_to_contain_text("东山选煤厂")
    expect(officer.main.locator("#map-list")).to_contain_text("主扇停风")


@pytest.mark.parametrize("role", ["west", "west_manager"])
def test_the_neighbours_map_holds_nothing_of_the_east(as_, role):
    person = as_(role)

    names = " ".join(listed(person))

    expect(person.main.locator("#map-canvas")).to_contain_text("西镇")
    expect(person.main.locator("#map-canvas")).not_to_contain_text("东镇")
    for name in ("东山选煤厂", "主扇停风"):
        assert name not in names


def test_the_map_serves_on_a_telephone(as_):
    names = " ".join(listed(as_("officer", size=PHONE)))

    assert "东山选煤厂" in names

"""A county with its townships, villages and cells: loaded, changed with its history, drawn and shown."""

import json
from pathlib import Path

import pytest
from playwright.sync_api import expect

from sanze.know.jurisdictions.models import Area
from sanze.know.jurisdictions.tests import factories as land
from sanze.know.jurisdictions.tests.factories import area, collection, feature, square
from tests import cast
from tests.cast import EAST, EAST_VILLAGE

pytestmark = pytest.mark.capability("K1")


@pytest.fixture(scope="module", autouse=True)
def drawn(city):
    """The county, its townships and the first village of each have boundaries."""
    land.draw_county()


def geojson(folder: Path, name: str, text: str) -> str:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return str(path)


def test_a_real_county_is_loaded_by_its_code_with_every_township_and_village(as_, platform, people):
    done = platform.run("city", "load", "141181")
    assert (done.returncode, done.stderr) == (0, "")
    people["xiaoyi"] = cast.role("lihua", "李华", kind="committee", unit="安委办", title="主任", area="141181")
    keeper = as_("xiaoyi")

    keeper.opens("/areas/")
    tally = keeper.main.locator(".tally")
    expect(tally).to_contain_text("乡镇（街道）16")
    expect(tally).to_contain_text("村（社区）354")
    keeper.misses("东镇")
    keeper.follows("孝义市")
    expect(keeper.main.get_by_role("region", name="下级辖区").locator("tbody tr")).to_have_count(16)


def test_a_cell_is_added_below_its_village(as_):
    committee = as_("committee")

    committee.opens(area(EAST_VILLAGE).get_absolute_url())
    committee.presses("增设辖区")
    committee.sees("在“桥头村”下增设基本单元格")
    committee.fills({"名称": "矿区网格", "专属网格": True})
    committee.presses("增设辖区")

    committee.sees("矿区网格", "专属网格", EAST_VILLAGE + "001")
    committee.opens("/areas/?level=cell")
    committee.sees("矿区网格")


def test_a_village_takes_another_name_and_the_old_one_stays_on_record(as_):
    committee = as_("committee")

    committee.opens(area(cast.WEST + "202").get_absolute_url())
    committee.presses("辖区更名")
    committee.fills({"新名称": "新柳林村", "批准文件": "云政函〔2026〕12号"})
    committee.presses("辖区更名")

    committee.sees("新柳林村", "原为 柳林村", "云政函〔2026〕12号")


def test_cells_from_a_file_with_a_fault_are_not_taken_in_and_the_fault_is_named_with_its_place(as_, tmp_path):
    committee = as_("committee")
    overlapping = collection(feature(square(4, 0, 3, 2), "甲网格"), feature(square(6, 0, 2, 2), "乙网格"))

    committee.opens(area(EAST_VILLAGE).get_absolute_url())
    committee.presses("导入边界")
    committee.fills({"GeoJSON 文件": geojson(tmp_path, "网格.geojson", overlapping)})
    committee.presses("上传并检查")

    committee.sees("“甲网格”与“乙网格”重叠", "文件不能导入")
    expect(committee.main.get_by_role("region", name="问题清单")).to_contain_text("111.0")
    assert not Area.objects.filter(name="甲网格").exists()

    good = collection(feature(square(4, 0, 2, 2), "甲网格"), feature(square(6, 0, 2, 2), "乙网格"))
    committee.presses("重新上传")
    committee.fills({"GeoJSON 文件": geojson(tmp_path, "网格改.geojson", good)})
    committee.presses("上传并检查")
    committee.presses("导入全部 2 个")

    committee.sees("甲网格", "乙网格")
    assert Area.objects.filter(name__in=["甲网格", "乙网格"], surface_m2__isnull=False).count() == 2


def test_a_boundary_is_drawn_and_one_beyond_the_township_is_refused(as_):
    committee = as_("committee")

    committee.opens(f"/areas/{area(EAST_VILLAGE).pk}/draw/")
    expect(committee.main.locator(".draw-state")).to_have_text("已读取原有图形，可直接修改")
    committee.page.get_by_text("以 GeoJSON 文本填写").click()
    committee.fills({"边界": json.dumps(square(0, 0, 5, 2))})
    committee.presses("保存边界")
    committee.sees("超出“东镇”")

    committee.page.get_by_text("以 GeoJSON 文本填写").click()
    committee.fills({"边界": json.dumps(square(4, 0, 4, 3))})
    committee.presses("保存边界")
    committee.sees("划定边界")
    assert area(EAST_VILLAGE).boundary == square(4, 0, 4, 3)


def test_the_map_names_the_townships(as_):
    committee = as_("committee")

    committee.opens("/map/")
    expect(committee.main.locator(".map-state")).to_be_hidden()
    for name in ("东镇", "西镇"):
        expect(committee.main.locator("#map-canvas")).to_contain_text(name)


def test_the_neighbour_has_neither_page_nor_outline_of_it(as_):
    west = as_("west")

    west.opens("/areas/")
    west.sees("西镇")
    west.misses("东镇")
    assert west.opens(area(EAST).get_absolute_url()) == 404
    answer = west.page.request.get("/areas/boundaries/?level=township")
    assert [each["properties"]["name"] for each in answer.json()["features"]] == ["西镇"]

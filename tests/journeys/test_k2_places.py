"""Places, positions and links: registered one by one and from a sheet, labelled, and begun at from their labels."""

import pytest

from sanze.know.places.models import Place
from sanze.perform.dangers.models import Danger
from sanze.perform.inspections.models import Visit
from tests.journeys.things import workbook

pytestmark = pytest.mark.capability("K2")

HEAD = ["企业名称", "所在村（社区）", "行业", "场所", "部位", "环节", "类别", "主要危险"]


def test_an_enterprises_place_is_registered_and_divided_and_the_neighbour_sees_none_of_it(as_, city):
    officer, west = as_("officer"), as_("west")

    officer.opens(city.mine.get_absolute_url())
    officer.presses("登记场所")
    officer.fills({"名称": "主通风机房", "类别": "设备设施"})
    officer.page.get_by_label("触电", exact=True).check()
    officer.presses("登记场所")
    officer.sees("主通风机房", "场所", "东山煤矿", "触电")
    officer.presses("划分部位环节")
    officer.sees("在“主通风机房”下登记部位")
    officer.fills({"名称": "高压配电柜", "类别": "设备设施"})
    officer.presses("划分部位环节")
    officer.presses("划分部位环节")
    officer.fills({"名称": "停送电操作", "类别": "作业环节"})
    officer.presses("划分部位环节")
    officer.sees("主通风机房 / 高压配电柜 / 停送电操作")
    assert officer.page.locator(".actionbar").get_by_role("link", name="划分部位环节").count() == 0

    officer.opens(city.mine.get_absolute_url())
    officer.sees("主通风机房 / 高压配电柜")
    made = Place.objects.get(name="高压配电柜")
    assert west.opens(made.get_absolute_url()) == 404
    west.opens("/places/")
    west.misses("主通风机房")


def test_the_same_name_twice_is_refused_with_a_sentence(as_, city):
    officer = as_("officer")

    officer.opens(f"/places/at/{city.mine.pk}/register/")
    officer.fills({"名称": "主通风机房", "类别": "设备设施"})
    officer.presses("登记场所")

    officer.sees("同一处已登记了这个名称")
    assert Place.objects.filter(name="主通风机房").count() == 1


def test_labels_are_printed_and_lead_only_those_signed_in_to_the_place(as_, city):
    officer, stranger = as_("officer"), as_(None)
    made = Place.objects.get(name="高压配电柜")

    officer.opens(city.mine.get_absolute_url())
    officer.presses("打印标签")
    officer.sees("场所部位标签", "高压配电柜", "东山煤矿", "扫码登录后巡查、上报隐患")
    assert officer.page.locator(".label img").count() == 3

    stranger.opens(made.get_absolute_url())
    assert "/account/sign-in/" in stranger.page.url


def test_from_the_label_a_patrol_and_a_danger_begin_with_the_place_filled_in(as_):
    village = as_("village")
    made = Place.objects.get(name="高压配电柜")

    village.opens(made.get_absolute_url())
    village.presses("在此上报隐患")
    assert village.page.get_by_label("部位").input_value() == "主通风机房 / 高压配电柜"
    village.fills({"隐患": "配电柜门缺锁"})
    village.presses("上报隐患")
    assert Danger.objects.get(title="配电柜门缺锁").place == "主通风机房 / 高压配电柜"

    village.opens(made.get_absolute_url())
    village.presses("在此记录巡查")
    village.fills({"开始时间": "2026-01-05 09:00"})
    village.presses("记录网格巡查")
    assert "主通风机房 / 高压配电柜" in Visit.objects.get(kind="patrol").conclusion


def test_a_sheet_shows_every_bad_row_before_its_good_rows_are_taken_in(as_, tmp_path):
    officer = as_("officer")
    rows = [
        ["东山煤矿", "", "", "选煤厂", "皮带走廊", "", "作业区", "机械伤害、火灾"],
        ["", "东镇桥头村", "人员密集场所", "文化广场", "", "", "广场", "其他伤害"],
        ["不存在的厂", "", "", "车间", "", "", "生产车间", ""],
        ["东山煤矿", "", "", "库房", "", "", "魔法屋", ""],
        ["东山煤矿", "", "", "主通风机房", "", "", "设备设施", ""],
        ["", "西镇桥头村", "交通运输", "桥", "", "", "桥梁", ""],
    ]

    officer.opens("/places/")
    officer.presses("导入")
    officer.fills({"场所部位表": workbook(tmp_path, "场所.xlsx", [HEAD, *rows])})
    officer.presses("上传并核对")
    officer.sees("企业档案中没有这家单位", "魔法屋", "册中已登记，不能重复登记", "公共场所须写明本岗位辖区内的乡镇和村")
    assert not Place.objects.filter(name="皮带走廊").exists()
    officer.presses("只导入无误的 2 行")

    officer.sees("选煤厂 / 皮带走廊", "文化广场")
    assert Place.objects.get(name="皮带走廊").hazards == ["机械伤害", "火灾"]


def test_what_still_has_parts_is_not_closed_and_an_expert_registers_nothing(as_, city):
    officer, expert = as_("officer"), as_("expert")
    made = Place.objects.get(name="主通风机房")

    officer.opens(made.get_absolute_url())
    officer.presses("停用场所部位")
    officer.fills({"原因": "设备更新"})
    officer.presses("停用场所部位")

    officer.sees("还有在用的部位或者环节，请先停用")
    assert expert.opens(f"/places/at/{city.mine.pk}/register/") == 403

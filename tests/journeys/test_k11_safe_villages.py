"""A village on its way: a group led by its director, self-assessment, the township's review, the county's award."""

import pytest

from sanze.know.villages.models import Creation, VillageGroup

pytestmark = pytest.mark.capability("K11")


def ticks(person, *but: str) -> None:
    """Every requirement is met, except those."""
    for box in person.page.locator("[name='met']").all():
        box.set_checked(box.get_attribute("value") not in but)


def test_a_group_is_led_by_the_villages_director_and_by_nobody_else(as_):
    village = as_("village")

    village.opens("/villages/groups/")
    village.presses("成立领导小组")
    village.fills({"村（社区）": "东镇桥头村"})
    village.presses("下一步")
    village.fills({"组长": "张大山", "组长职务": "村党支部书记", "成立文件": "东山村〔2026〕1号"})
    village.fills({"其他成员": "李四 安全员\n王五 网格员"})
    village.presses("成立村级领导小组")
    village.sees("组长须由村委会主任（社区主任）担任")
    assert not VillageGroup.objects.exists()

    village.fills({"组长职务": "村委会主任"})
    village.presses("成立村级领导小组")
    village.sees("张大山（村委会主任）", "李四", "安全员", "在任")


def test_the_village_assesses_itself_and_the_township_holds_back_what_lacks_a_basic(as_):
    village, chief = as_("village"), as_("chief")

    village.opens("/villages/")
    village.presses("安全乡村自评")
    village.fills({"村（社区）": "东镇桥头村"})
    village.presses("下一步")
    ticks(village, "SV-05", "SV-07", "SV-08")
    village.presses("安全乡村自评")
    village.sees("已自评", "不符合", "78")

    made = Creation.objects.get()
    chief.opens("/")
    chief.sees("待审核的安全乡村自评")
    chief.opens(f"/villages/{made.pk}/review/")
    chief.fills({"审核意见": "底册不全"})
    chief.presses("审核安全乡村自评")
    chief.sees("基本标准的必须项没有达到，不能审核通过", "场所、部位、环节底册齐全")
    chief.opens(f"/villages/{made.pk}/send_back/")
    chief.fills({"理由": "场所底册不全，补齐后再报"})
    chief.presses("退回安全乡村自评")
    chief.sees("退回补正")


def test_put_right_and_reviewed_it_is_named_only_with_the_score(as_):
    village, chief, committee = as_("village"), as_("chief"), as_("committee")
    made = Creation.objects.get()

    village.opens(made.get_absolute_url())
    village.presses("重新自评")
    ticks(village, "SV-07", "SV-08")
    village.presses("重新自评")
    chief.opens(f"/villages/{made.pk}/review/")
    chief.fills({"审核意见": "基本符合"})
    chief.presses("审核安全乡村自评")
    chief.sees("达到基本标准")

    committee.opens(f"/villages/{made.pk}/award/")
    committee.fills({"命名文号": "云安委〔2026〕9号"})
    committee.presses("命名安全乡村")
    committee.sees("得分没有达到安全乡村的要求", "得分 88")

    village.opens(f"/villages/{made.pk}/assess_again/")
    ticks(village)
    village.presses("重新自评")
    chief.opens(f"/villages/{made.pk}/review/")
    chief.fills({"审核意见": "符合"})
    chief.presses("审核安全乡村自评")
    committee.opens(f"/villages/{made.pk}/award/")
    committee.fills({"命名文号": "云安委〔2026〕9号"})
    committee.presses("命名安全乡村")
    committee.sees("安全乡村", "云安委〔2026〕9号")


def test_the_share_reached_stands_against_the_target(as_):
    committee = as_("committee")

    committee.opens("/villages/progress/")

    committee.sees("与目标对照", "建成安全乡村", "1/3", "33%", "50%（2026-12-31）", "未达到", "东镇")


def test_the_neighbour_sees_nothing_and_the_village_does_not_review_itself(as_):
    village, west = as_("village"), as_("west")
    made = Creation.objects.get()

    assert village.opens(f"/villages/{made.pk}/review/") == 403
    assert west.opens(made.get_absolute_url()) == 404

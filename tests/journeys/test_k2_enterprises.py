"""The register of enterprises: an office's own Excel taken in, kept up to date, registered by hand."""

import pytest
from playwright.sync_api import expect

from sanze.know.parties.credit_code import check_character
from sanze.know.parties.models import Enterprise
from tests import cast
from tests.journeys.things import workbook

pytestmark = pytest.mark.capability("K2")

HEAD = ["序号", "企业名称", "社会信用代码", "行业类别", "所属乡镇", "详细地址", "法人", "联系电话", "备注"]


def code(number: int) -> str:
    first = f"91149981MA{number:07d}"
    return first + check_character(first + "0")


GOOD = [
    [1, "青石沟煤业有限公司", code(1), "煤炭", "东镇", "东镇桥头村1号", "张三", 13800000001, ""],
    [2, "柳林路加油站", code(2), "加油站", "西镇", "西镇柳林村", "李四", "13800000002", "夜间营业"],
    [3, "永安木器厂", "", "工贸", "西镇", "西镇桥头村8号", "王五", "", ""],
]
BAD = [
    [4, "坏码公司", "91149981MA0000009X", "煤炭", "东镇", "", "", "", ""],
    [5, "无行业公司", "", "算命", "东镇", "", "", "", ""],
    [6, "青石沟煤业（又一行）", code(1), "煤炭", "东镇", "", "", "", ""],
]


def sent(person, path: str) -> None:
    """The office's list is uploaded, its columns are confirmed as they were recognised."""
    person.opens("/enterprises/")
    person.presses("导入名册")
    person.fills({"企业名册": path})
    person.presses("上传并识别列名")


def test_an_offices_own_list_is_matched_shown_with_its_faults_and_its_good_rows_taken_in(as_, tmp_path):
    committee = as_("committee")
    path = workbook(tmp_path, "企业底册.xlsx", [["云河市企业底册"], HEAD, *GOOD, *BAD])

    sent(committee, path)
    for ours, theirs in [("单位名称*", "企业名称"), ("统一社会信用代码", "社会信用代码"), ("主要负责人", "法人")]:
        chosen = committee.page.get_by_label(ours, exact=True).locator("option:checked")
        expect(chosen).to_have_text(theirs)
    committee.sees("名册中未使用的列：序号、备注")
    committee.presses("检查全部 6 行")

    committee.sees("91149981MA0000009X", "校验位不符", "算命", "与第 3 行是同一家单位")
    assert not Enterprise.objects.filter(name="青石沟煤业有限公司").exists()
    committee.presses("只导入无误的 3 行")

    tally = committee.main.locator(".tally")
    expect(tally).to_contain_text("新增3")
    expect(tally).to_contain_text("未导入3")
    committee.presses("查看企业档案")
    committee.sees("青石沟煤业有限公司", "柳林路加油站", "永安木器厂")
    committee.misses("坏码公司")


def test_the_list_sent_again_updates_and_never_doubles(as_, tmp_path):
    committee = as_("committee")
    before = Enterprise.objects.count()
    changed = [[*GOOD[0][:6], "赵六", *GOOD[0][7:]], *GOOD[1:]]

    sent(committee, workbook(tmp_path, "企业底册二.xlsx", [HEAD, *changed]))
    committee.presses("检查全部 3 行")
    committee.presses("导入全部 3 行")

    tally = committee.main.locator(".tally")
    expect(tally).to_contain_text("更新1")
    expect(tally).to_contain_text("无变化2")
    assert Enterprise.objects.count() == before
    assert Enterprise.objects.get(name="青石沟煤业有限公司").principal == "赵六"


def test_a_file_that_is_no_list_gets_a_sentence_and_leaves_nothing(as_, tmp_path):
    committee = as_("committee")
    path = tmp_path / "名册.xlsx"
    path.write_bytes(b"\x89PNG\r\n\x1a\n not a table")
    before = Enterprise.objects.count()

    sent(committee, str(path))

    expect(committee.main.locator(".field-error")).to_be_visible()
    assert Enterprise.objects.count() == before


def test_an_officer_registers_an_enterprise_by_hand_and_the_neighbour_does_not_see_it(as_):
    officer, west = as_("officer"), as_("west")

    officer.opens("/")
    officer.presses("企业建档")
    officer.fills({"企业所在的乡镇或村（社区）": "东镇桥头村"})
    officer.presses("下一步")
    officer.fills({"单位名称": "东山煤矿有限公司", "行业": "煤矿", "统一社会信用代码": "91149981MA0000009X"})
    officer.presses("企业建档")
    officer.sees("校验", "册中已有相似的单位：东山煤矿")
    officer.fills({"单位名称": "南沟洗煤厂", "统一社会信用代码": code(77), "安全管理员": "周七"})
    officer.presses("企业建档")
    officer.sees("南沟洗煤厂", code(77), "东镇桥头村")

    made = Enterprise.objects.get(name="南沟洗煤厂")
    west.opens("/enterprises/?q=南沟洗煤厂")
    west.sees("共 0 条")
    assert west.opens(made.get_absolute_url()) == 404
    assert west.opens(f"/enterprises/?area={cast.EAST}") == 200
    west.misses("东山煤矿")


def test_an_enterprise_keeps_its_own_contacts_and_nobody_elses(as_, city):
    manager = as_("manager")

    manager.opens(city.mine.get_absolute_url())
    manager.presses("更新企业联系人")
    manager.fills(
        {"主要负责人": "吴老板", "负责人电话": "13800001111", "安全管理员": "吴刚", "安全管理员电话": "13800002222"}
    )
    manager.presses("更新企业联系人")

    manager.sees("吴老板", "13800001111")
    assert manager.opens(city.garage.get_absolute_url()) == 404

"""The library of standards: searched, added to by the county, and met again on the check list."""

import pytest
from playwright.sync_api import expect

from sanze.know.standards import queries
from sanze.perform.inspections.tests import factories as make

pytestmark = pytest.mark.capability("K19")


def test_the_library_is_searched_by_words_and_shows_its_legal_basis(as_):
    officer = as_("officer")

    officer.opens("/standards/")
    officer.fills({"关键词": "安全阀 根部阀"}, "form.filters")
    officer.presses("查询")
    officer.sees("HC-09")
    officer.misses("CM-01")
    officer.follows("HC-09")
    officer.sees("检查依据", "安监总管三〔2017〕121号", "第十五项")
    officer.follows("hazchem-15")
    officer.sees("判定情形", "HC-09")
    officer.opens("/standards/items/TR-01/")
    officer.sees("法律责任", "第三条第（一）项")


def test_an_item_of_the_county_appears_on_the_check_list_of_its_industry(as_, city):
    committee, village = as_("committee"), as_("village")

    committee.opens("/standards/own/items/")
    committee.presses("新增检查项")
    committee.fills(
        {
            "行业": "煤矿",
            "检查内容": "冬季副井口防冻设施没有投用",
            "依据": "《云河市煤矿冬季“三防”规定》（云应急〔2026〕8号）第六条",
            "整改期限（天）": "3",
            "整改措施": "投用热风炉",
        }
    )
    committee.presses("新增本地检查项")
    committee.sees("本-001", "冬季副井口防冻设施没有投用")

    village.opens(f"/visits/at/{city.mine.pk}/patrol/")
    line = village.page.get_by_role("radiogroup", name="本-001")
    expect(line).to_contain_text("冬季副井口防冻设施没有投用")
    line.get_by_label("不合格", exact=True).check()
    expect(line).to_contain_text("第六条")

    committee.opens("/standards/items/本-001/")
    committee.presses("停用本地检查项")
    committee.fills({"原因": "规定废止"})
    committee.presses("停用本地检查项")
    committee.sees("已停用", "规定废止")


def test_a_national_item_set_aside_here_leaves_the_check_list_and_a_major_one_stays(as_, city):
    committee, officer = as_("committee"), as_("officer")

    committee.opens("/standards/items/HC-09/")
    committee.misses("本地停用")
    committee.opens("/standards/items/GE-01/")
    committee.presses("本地停用")
    committee.fills({"原因": "本市另有规定"})
    committee.presses("本地停用检查项")
    committee.sees("本市另有规定")

    officer.opens(f"/dangers/at/{city.mine.pk}/report/")
    choices = officer.page.locator("select[name=item] option").evaluate_all("all => all.map(each => each.value)")
    assert "GE-01" not in choices
    assert "CM-07" in choices


def test_an_officer_reads_the_library_and_cannot_write_it(as_):
    officer = as_("officer")

    officer.opens("/standards/own/items/")
    officer.misses("新增检查项")
    assert officer.opens("/standards/own/add_item/") == 403
    assert len(queries.items_for("coal", make.today())) > 20

"""Listed leadership: an office's own sheet imported, the board inside and in public, visits owed by those listed."""

from datetime import date, datetime, time

import pytest

from sanze.foundation.moment import SHANGHAI, fixed, today
from sanze.foundation.scope.actor import INSTALLER
from sanze.know.parties import commands as parties
from sanze.know.responsibility.models import Assignment
from sanze.know.responsibility.tests.factories import post
from sanze.perform.duties.commands.creating import keep_up
from sanze.perform.duties.models import Obligation
from tests import cast

pytestmark = pytest.mark.capability("K5")


@pytest.fixture(scope="module", autouse=True)
def leaders(city):
    """A key mine, its principal, and the leaders of government and department."""
    parties.amend(INSTALLER, city.mine, name=city.mine.name, industry="coal", listed=True)
    post("enterprise_head", "东山煤矿", "矿长", "", party_id=city.mine.pk)
    post("department_leader", "应急管理局", "副局长", industries=["coal"])
    return post("leader", "市政府", "副市长")


@pytest.fixture
def sheet(tmp_path) -> str:
    path = tmp_path / "挂牌责任表.csv"
    lines = [
        "企业名称,挂牌政府领导,挂牌部门领导",
        "东山煤矿,市政府副市长,应急管理局副局长",
        "西河加油站,市政府副市长,",
        "无名矿,谁,",
    ]
    path.write_text("\n".join(lines), encoding="utf-8")
    return str(path)


def test_a_sheet_is_imported_after_each_bad_row_was_shown(as_, sheet):
    committee = as_("committee")

    committee.opens("/responsibility/board/")
    committee.sees("东山煤矿", "（空档）")
    committee.presses("导入挂牌责任")
    committee.fills({"挂牌责任表": sheet, "依据文件": "云安委〔2026〕4号"})
    committee.presses("上传并核对")
    committee.sees("不是重点企业", "企业档案中没有这家企业")
    committee.presses("只导入无误的 1 行")

    committee.sees("市政府副市长", "应急管理局副局长", "东山煤矿矿长")
    assert set(Assignment.objects.values_list("kind", flat=True)) == {"listed_city_leader", "listed_department_leader"}


def test_the_public_board_shows_who_answers_and_no_telephone_of_a_person(as_):
    stranger = as_(None)

    stranger.opens("/public/listed/?q=东山")
    stranger.sees("东山煤矿", "挂牌政府领导", "市政府副市长", "东山煤矿矿长", "12350")
    stranger.misses("13800000000", "西河加油站")


def test_the_listed_leader_owes_the_quarterly_visit(as_, leaders):
    day = today()
    quarter = (day.month - 1) // 3 + 1
    first = date(day.year + quarter // 4, quarter % 4 * 3 + 1, 1)
    with fixed(datetime.combine(first, time(9), SHANGHAI)):
        keep_up(today())

        owed = Obligation.objects.get(duty="leader-visit", voided_on=None, period_first=first)
        assert owed.holder == leaders


def test_a_city_leader_is_named_for_a_township_and_a_second_one_refused(as_, leaders):
    committee = as_("committee")
    post("leader", "市政府", "市长")
    committee.opens("/areas/")
    committee.follows("东镇", "指定责任岗位")
    told = {"责任种类": "包乡镇领导", "责任岗位": "市政府副市长", "依据文件": "云政办发〔2026〕2号"}
    committee.fills(told)
    committee.presses("指定责任岗位")
    committee.sees("包乡镇领导", "云政办发〔2026〕2号")

    committee.opens("/areas/")
    committee.follows("东镇", "指定责任岗位")
    committee.fills(told | {"责任岗位": "市政府市长"})
    committee.presses("指定责任岗位")
    committee.sees("同一对象同一时间只能有一个主责岗位", "市政府副市长")


def test_a_township_lists_nobody_for_key_enterprises(as_, city):
    chief = as_("chief")

    assert chief.opens("/responsibility/board/import/") == 403
    chief.opens(f"/responsibility/of/parties.enterprise:{city.mine.pk}/name/")
    choices = chief.page.locator("select[name=kind] option").all_inner_texts()
    assert "挂牌政府领导" not in choices
    assert "属地村（社区）" in choices
    assert chief.opens(f"/responsibility/of/parties.enterprise:{city.garage.pk}/name/") == 404
    assert cast.EAST in city.chief.post.area_code

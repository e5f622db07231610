"""Powers of a department given to a station by a published paper; without the paper the station's acts are refused."""

import pytest
from playwright.sync_api import expect

from sanze.foundation.moment import today
from sanze.know.delegation.models import Delegation
from sanze.perform.dangers.tests import factories as dangers
from sanze.perform.inspections.tests import factories as visits
from tests import cast

pytestmark = pytest.mark.capability("K9")


def paper(person) -> None:
    """The department fills in its paper for the east station, as far as it always is the same."""
    person.opens("/delegations/")
    person.presses("登记委托")
    person.fills({"受委托安监站所在的乡镇（街道）": "东镇"})
    person.presses("下一步")
    person.fills({"受委托单位": "东镇安监站", "行业": ["煤矿"], "委托书文号": "应急委〔2026〕77号"})
    person.fills({"公布方式": "市政府门户网站公告栏"})
    person.page.get_by_label("现场检查权").check()


def test_without_a_paper_the_station_is_told_which_one_is_missing(as_, city):
    officer, chief = as_("officer"), as_("chief")
    graded, visit = dangers.graded(city), visits.applied(city)
    cast.take_back_powers(cast.EAST)

    chief.opens(f"/visits/{visit.pk}/approve/")
    chief.presses("批准行政检查")
    chief.sees("缺少执法权委托", "东镇安监站", "“煤矿”行业的现场检查权", "须先由应急管理局出具并公布执法委托书")
    visit.refresh_from_db()
    assert visit.state == "applied"

    officer.opens(f"/dangers/{graded.pk}/order/")
    officer.fills({"整改措施": "恢复主扇", "整改责任人": "吴刚"})
    officer.presses("下达整改指令")
    officer.sees("缺少执法权委托", "须先由应急管理局出具并公布执法委托书")
    graded.refresh_from_db()
    assert graded.state == "graded"


def test_what_law_keeps_back_is_refused_by_the_word_and_nothing_is_written(as_):
    department = as_("department")
    before = Delegation.objects.count()

    paper(department)
    department.page.get_by_label("现场检查", exact=True).check()
    department.fills({"其他委托事项": "查封违法生产的设备"})
    department.presses("委托执法权")

    department.sees("法律禁止委托的事项", "“查封违法生产的设备”含“查封”", "《行政强制法》第十七条")
    assert Delegation.objects.count() == before


def test_a_published_paper_gives_the_power_and_the_station_acts_again(as_, city):
    department, officer = as_("department"), as_("officer")

    paper(department)
    department.page.get_by_label("现场检查", exact=True).check()
    department.page.get_by_label("责令限期整改").check()
    department.presses("委托执法权")
    department.sees("应急管理局委托东镇安监站", "应急委〔2026〕77号", "煤矿", "现场检查权", "市政府门户网站公告栏")
    expect(department.main.locator(".status").first).to_have_text("有效")

    graded = dangers.graded(city)
    officer.opens(f"/dangers/{graded.pk}/order/")
    officer.fills({"整改措施": "恢复主扇", "整改责任人": "吴刚"})
    officer.presses("下达整改指令")
    graded.refresh_from_db()
    assert graded.state == "ordered"


def test_the_paper_is_taken_back_with_a_reason_and_only_by_its_department(as_):
    department, chief, west = as_("department"), as_("chief"), as_("west")
    made = Delegation.objects.get(number="应急委〔2026〕77号")

    assert chief.opens(f"/delegations/{made.pk}/revoke/") == 403
    assert chief.opens("/delegations/new/") == 403
    assert west.opens(made.get_absolute_url()) == 404
    department.opens(made.get_absolute_url())
    department.presses("撤回执法权委托")
    department.fills({"撤回日期": today(), "理由": "安监站机构改革"})
    department.presses("撤回执法权委托")

    expect(department.main.locator(".status").first).to_have_text("已撤回")
    department.sees("安监站机构改革")
    department.opens("/delegations/?standing=revoked&q=77号")
    department.sees("应急委〔2026〕77号")

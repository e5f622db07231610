"""Training comes first in every inspection, and cannot be left out, by a page or by a program."""

import pytest

from sanze.perform.inspections.tests import factories as make

pytestmark = pytest.mark.capability("P6")

ANSWERS = {"未选择结果的项目均已检查，合格": True, "被检查单位签字人": "吴刚"}


def test_an_inspection_without_answers_about_training_is_not_recorded(as_, city):
    visit = make.approved(city)
    officer = as_("officer")

    officer.opens(f"/visits/{visit.pk}/record/")
    officer.fills(ANSWERS)
    officer.presses("记录行政检查")

    group = officer.page.get_by_role("region", name="培训首查")
    assert group.locator(".field-error").count() == 4
    visit.refresh_from_db()
    assert visit.state == "approved"


def test_a_program_cannot_leave_training_out_either(as_, city):
    visit = make.approved(city)
    officer = as_("officer")
    officer.opens("/")
    token = officer.page.evaluate("JSON.parse(document.body.getAttribute('hx-headers'))['X-CSRFToken']")
    facts = {
        "started_at": make.now().isoformat(),
        "ended_at": make.now().isoformat(),
        "results": [{"item_code": each.item_code, "text": each.text, "result": "ok"} for each in make.results()],
        "signature": "吴刚",
    }

    answer = officer.page.request.post(
        f"/api/v1/inspections/record/{visit.pk}", data=facts, headers={"X-CSRFToken": token}
    )

    assert (answer.status, answer.json()["code"]) == (409, "TrainingNotAsked")


def test_untrained_people_are_a_danger_that_must_be_found(as_, city):
    visit = make.approved(city)
    officer = as_("officer")

    officer.opens(f"/visits/{visit.pk}/record/")
    officer.fills(
        {
            "主要负责人安全合格证": "有效",
            "安全管理人员安全合格证": "失效或者缺少",
            "特种作业操作证": "没有此类人员",
            "未经培训合格上岗人数": "3",
            **ANSWERS,
        }
    )
    officer.presses("记录行政检查")
    officer.sees("教育培训检查不合格，须登记为隐患")

    officer.clicks("登记隐患")
    officer.fills({"隐患": "3 名工人未经培训上岗"}, ".phone-card")
    officer.presses("记录行政检查")
    officer.sees("培训首查", "失效或者缺少", "3 名工人未经培训上岗")

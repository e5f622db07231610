"""The office of the first licence handles illegal operation: by industry, and by the licence on record."""

import pytest

from sanze.know.responsibility.tests.factories import post

pytestmark = pytest.mark.capability("K13")


@pytest.fixture(scope="module", autouse=True)
def issuer(city):
    """The office that issues the first licence of mines."""
    return post("department", "自然资源局", "矿管科科长")


def test_a_report_of_an_industry_is_routed_with_the_reason_shown(as_):
    chief = as_("chief")

    chief.opens("/responsibility/first-handlers/")
    chief.sees("各行业打非责任部门", "采矿许可证")
    chief.fills({"非法生产经营的行业": "煤矿"})
    chief.presses("查询")
    chief.sees("自然资源局（自然资源局矿管科科长）", "首张许可为采矿许可证，由自然资源局受理审批发证")


def test_the_licence_on_record_decides_for_an_enterprise(as_, city):
    department = as_("department")

    department.opens(city.mine.get_absolute_url())
    department.sees("首办负责：煤矿首张许可为采矿许可证")
    department.presses("登记许可")
    department.fills({"许可名称": "煤炭生产许可证", "发证部门": "应急管理局", "发证日期": "2025-05-01"})
    department.presses("登记许可")
    department.sees("煤炭生产许可证")
    department.opens(city.mine.get_absolute_url())
    department.sees("首办负责：首张许可为煤炭生产许可证（2025-05-01，应急管理局）")


def test_a_paper_of_the_committee_goes_before_the_rule(as_):
    committee = as_("committee")
    committee.opens("/areas/")
    committee.follows("云河市", "指定责任岗位")
    told = {"责任种类": "打非责任部门", "责任岗位": "应急管理局矿山科科员", "依据文件": "云安委〔2026〕7号"}
    committee.fills(told)
    committee.presses("指定责任岗位")

    committee.opens("/responsibility/first-handlers/?industry=coal")
    committee.sees("应急管理局矿山科科员", "指定：云安委〔2026〕7号")


def test_others_record_no_licence_and_an_enterprise_does_not_see_the_table(as_, city):
    assert as_("officer").gets(f"/responsibility/licences/at/{city.mine.pk}/record_licence/") == 403
    assert as_("department").gets(f"/responsibility/licences/at/{city.garage.pk}/record_licence/") == 404
    assert as_("manager").gets("/responsibility/first-handlers/") == 403

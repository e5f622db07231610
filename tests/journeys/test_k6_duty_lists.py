"""One post, two responsibilities: a printable duty list for each post of leadership; three things settled a firm."""

import pytest

from sanze.know.responsibility.models import DutyItem
from tests import cast

pytestmark = pytest.mark.capability("K6")


@pytest.fixture(scope="module", autouse=True)
def mayor(people, city):
    """A leader of the city who signs in."""
    people["mayor"] = cast.role("mayor", "高明", kind="leader", unit="市政府", title="副市长")
    people["bureau"] = cast.role(
        "bureau", "石坚", kind="department_leader", unit="应急管理局", title="副局长", industries=["coal"]
    )
    return people["mayor"]


def test_a_leader_finds_the_list_and_adds_a_duty_of_their_own(as_, mayor):
    leader = as_("mayor")

    leader.opens("/responsibility/duty-lists/")
    row = leader.main.get_by_role("row", name="市政府副市长")
    with leader.page.expect_navigation():
        row.get_by_role("link", name="查看清单").click()
    leader.sees("管业务必须管安全", "挂牌领导到所挂企业检查指导", "没有自列职责")
    leader.presses("增列安全职责")
    leader.fills({"职责": "每月主持一次工业领域安全形势分析"})
    leader.presses("增列安全职责")
    leader.sees("每月主持一次工业领域安全形势分析")

    leader.opens(f"/responsibility/duty-lists/{mayor.post.pk}/print/")
    leader.sees("一岗双责", "高明", "每月主持一次工业领域安全形势分析", "签字")


def test_a_duty_is_taken_off_the_list_and_stays_on_record(as_, mayor):
    leader = as_("mayor")

    leader.opens(f"/responsibility/duty-lists/{mayor.post.pk}/")
    leader.presses("撤去自列职责")
    leader.presses("撤去自列职责")
    leader.sees("没有自列职责")
    assert DutyItem.objects.get().until is not None


def test_each_enterprise_has_its_department_leader_and_officer_on_the_offices_sheet(as_):
    committee = as_("committee")

    committee.opens("/responsibility/settled/")
    committee.sees("东山煤矿", "应急管理局", "应急管理局副局长 石坚", "东镇安监站安监员", "（空档）")
    assert committee.downloads("导出 Excel").suggested_filename.endswith(".xlsx")


def test_nobody_writes_in_the_list_of_another(as_, people):
    bureau = as_("bureau")
    mayor = people["mayor"].post

    answer = bureau.opens(f"/responsibility/duty-lists/{mayor.pk}/")
    assert answer == 200
    assert as_("village").gets(f"/responsibility/duty-lists/{mayor.pk}/") == 404
    assert as_("west").gets(f"/responsibility/duty-lists/{mayor.pk}/add_item/") in (403, 404)

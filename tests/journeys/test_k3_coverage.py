"""Who answers for every enterprise: the chain of any day, gaps found with who must mend them, mended one or many."""

import pytest

from sanze.know.responsibility.models import Finding
from sanze.know.responsibility.tests.factories import post
from tests import cast

pytestmark = pytest.mark.capability("K3")


@pytest.fixture(scope="module", autouse=True)
def offices(city):
    """Somebody for the leaders' and the second village's posts; the rest of the gaps stays."""
    post("leader", "市政府", "副市长")
    post("department_leader", "应急管理局", "副局长", industries=["coal", "hazchem"])
    post("village", "西镇桥头村", "网格员", cast.WEST_VILLAGE)


def test_the_page_of_an_enterprise_shows_everybody_who_answers_and_why(as_, city):
    officer = as_("officer")

    officer.opens(city.mine.get_absolute_url())
    chain = officer.main.get_by_role("region", name="责任链").first
    for words in (
        "监管部门·行业安全",
        "应急管理局矿山科科员",
        "孙伟",
        "按行业：煤矿",
        "东山村网格员",
        "按属地：东镇桥头村",
        "空档",
    ):
        assert words in chain.inner_text()
    officer.follows("查看其他日期和指定文件")
    officer.fills({"日期": "2026-02-01"})
    officer.presses("查看")
    officer.sees("陈静", "属地乡镇（街道）")


def test_the_county_is_proven_and_each_number_opens_its_gaps(as_):
    committee = as_("committee")

    committee.opens("/responsibility/")
    committee.sees("还没有做过审计")
    committee.presses("立即审计 云河市")
    committee.sees("审计完成", "审计摘要")
    committee.opens("/responsibility/")
    committee.main.get_by_role("region", name="乡镇与责任种类").get_by_role("row", name="东镇").get_by_role(
        "link"
    ).first.click()
    committee.sees("空档", "整改岗位")
    assert Finding.objects.filter(gone_on=None).count() > 5


def test_gaps_are_mended_one_and_many_at_once(as_):
    committee = as_("committee")
    finding = Finding.objects.get(kind="township_leader", cause_name="东镇")

    committee.opens(finding.get_absolute_url())
    committee.sees("指定“市政府副市长”为包乡镇领导", "安委办科员")
    committee.presses("消除空档")
    committee.sees("将要做的改动")
    committee.presses("消除空档")
    committee.sees("已消除")

    committee.opens("/responsibility/mend/")
    committee.page.get_by_label("选择 西镇（包乡镇领导）").check()
    committee.presses("按最小整改办理所选")
    committee.sees("已消除 1 处问题")
    assert not Finding.objects.filter(gone_on=None, kind="township_leader").exists()


def test_what_must_be_mended_stands_on_the_workbench_of_whoever_owes_it(as_, city):
    committee = as_("committee")
    open_findings = Finding.objects.filter(gone_on=None, mender_id=city.committee.post.pk)

    committee.opens("/")
    committee.sees("我的履责", open_findings.earliest("due_on", "pk").mend)
    committee.opens("/duties/?q=责任")
    assert committee.opens("/responsibility/mend/") == 200


def test_others_may_look_within_their_area_and_mend_nothing(as_, city):
    village, west = as_("village"), as_("west")

    assert village.opens("/responsibility/mend/") == 403
    assert west.opens(f"/responsibility/of/parties.enterprise:{city.mine.pk}/") == 404
    east = Finding.objects.filter(area_code__startswith=cast.EAST).first()
    assert west.opens(east.get_absolute_url()) == 404
    village.opens("/responsibility/")
    village.misses("立即审计")

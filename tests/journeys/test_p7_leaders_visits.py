"""A leader goes down a mine and puts it on record; the quarter's duty ends; whoever was not visited is seen."""

from datetime import datetime, time, timedelta

import pytest
from playwright.sync_api import expect

from sanze.foundation.moment import SHANGHAI, fixed, today
from sanze.foundation.regime import commands as regime
from sanze.foundation.regime.reading import packaged, read
from sanze.foundation.scope.actor import INSTALLER
from sanze.perform.dangers.models import Danger
from sanze.perform.duties.commands import creating
from sanze.perform.duties.models import Obligation
from sanze.perform.leaders.models import LeaderVisit
from sanze.perform.leaders.queries import quarter_of, quarter_span
from tests import cast
from tests.browser import PHONE
from tests.journeys.things import photograph

pytestmark = pytest.mark.capability("P7")


@pytest.fixture(scope="module", autouse=True)
def listed(city, people):
    """Two listed mines, a leader, and everything owed since the last quarter began."""
    people["leader"] = cast.role("gaoyuan", "高远", kind="leader", unit="云河市人民政府", title="分管副市长")
    found = [
        cast.enterprise(name, area=cast.EAST_VILLAGE, industry="coal", listed=True) for name in ("东岭煤矿", "东峰煤矿")
    ]
    first, _ = quarter_span(today().year, quarter_of(today()))
    content = read(packaged("yunhe-2026")).model_dump(mode="json") | {"version": "in-time"}
    with fixed(datetime.combine(first - timedelta(days=2), time(9), SHANGHAI)):
        regime.enforce(INSTALLER, None, content=content, on=first)
    for day in (first, today()):
        with fixed(datetime.combine(day, time(0, 5), SHANGHAI)):
            creating.keep_up(day)
    return found


def test_a_leader_records_a_visit_with_photo_and_its_problem_becomes_a_danger(as_, city, tmp_path):
    leader = as_("leader")
    leader.opens("/")
    leader.sees("本季度待走访挂牌企业")
    leader.presses("记录领导走访")
    leader.presses("记录领导走访：东岭煤矿")
    leader.fills({"走访方式": "下矿井", "陪同人员": "冯涛、孙伟", "提出问题": "备用主扇不能启动"})
    leader.fills({"工作要求": "三日内更换备用主扇，整改前停止作业"})
    leader.presses("记录领导走访")
    leader.sees("请上传照片或文件")
    leader.fills({"现场照片": photograph(tmp_path)})
    leader.clicks("登记隐患")
    card = leader.main.locator(".phone-card")
    leader.fills({"隐患": "备用主扇不能启动", "部位": "主扇房"}, card)
    leader.presses("记录领导走访")
    leader.sees("东岭煤矿 领导走访", "下矿井", "冯涛、孙伟", "三日内更换备用主扇", "转为隐患的问题", "备用主扇不能启动")
    expect(leader.main.locator(".evidence img")).to_have_count(1)
    assert Danger.objects.get(title="备用主扇不能启动").state == "reported"

    roots = Obligation.objects.get(duty="leader-grass-roots", period_first__lte=today(), period_last__gte=today())
    assert roots.discharged_on == today()
    made = LeaderVisit.objects.get()
    officer = as_("officer")
    officer.opens(city.mine.get_absolute_url().replace(str(city.mine.pk), str(made.enterprise_id)))
    officer.sees("领导走访", "三日内更换备用主扇")
    assert as_("west").opens(made.get_absolute_url()) == 404


def test_the_page_says_who_was_visited_and_who_was_not(as_, city):
    office = as_("committee")
    office.opens("/leaders/rounds/")
    office.sees(
        "领导包保走访", "挂牌企业每季度走访", "下基层、下矿井、进车间、上工地", "分管副市长", "东岭煤矿", "东峰煤矿"
    )
    rows = office.main.get_by_role("region", name="本季度挂牌企业列表").get_by_role("row")
    expect(rows.filter(has_text="东岭煤矿")).to_contain_text("高远")
    expect(rows.filter(has_text="东峰煤矿")).to_contain_text("—")
    roots = office.main.get_by_role("region", name="下基层、下矿井、进车间、上工地列表")
    expect(roots).to_contain_text("已访 1")
    leader = as_("leader")
    leader.opens("/leaders/rounds/")
    leader.sees("东峰煤矿")
    with leader.page.expect_navigation():
        leader.main.get_by_role("region", name="下基层、下矿井、进车间、上工地列表").get_by_role(
            "link", name="1"
        ).last.click()
    leader.sees("领导下基层、下矿井、进车间、上工地")


def test_a_visit_can_be_recorded_on_a_telephone(as_, city, tmp_path):
    leader = as_("leader")
    leader.page.set_viewport_size(PHONE)
    leader.opens("/leaders/new/?q=东峰")
    leader.presses("记录领导走访：东峰煤矿")
    leader.fills(
        {"走访方式": "进车间", "陪同人员": "孙伟", "工作要求": "落实值班值守", "现场照片": photograph(tmp_path)}
    )
    leader.presses("记录领导走访")
    leader.sees("东峰煤矿 领导走访", "落实值班值守")
    assert leader.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") == 0


def test_nobody_but_a_leader_records_such_a_visit(as_, city):
    assert as_("officer").opens(f"/leaders/at/{city.mine.pk}/visit/") == 403
    assert as_("officer").opens("/leaders/rounds/") == 403
    assert as_("expert").opens("/leaders/new/") == 403

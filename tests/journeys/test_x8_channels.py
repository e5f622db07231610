"""Message channels: a robot is set up and tried on the pages; whoever has something late reads it in a digest."""

import json
from datetime import datetime, time, timedelta

import pytest
from django.conf import settings
from django.test import override_settings

from sanze.foundation.moment import SHANGHAI, fixed, now, today
from sanze.foundation.notices import digest, outbox
from sanze.foundation.notices.models import ChannelSetting, Message, Notice
from sanze.foundation.notices.tests.gateway import gateway
from sanze.perform.dangers.tests import factories as dangers
from sanze.perform.duties.commands.creating import keep_up
from tests import cast

pytestmark = pytest.mark.capability("X8")
KEY = "ROBOT-KEY-NEVER-SHOWN"


@pytest.fixture(scope="module", autouse=True)
def _since_last_week():
    """The city stands since last week, so that some days of patrols have gone by."""
    build = cast.city

    def earlier() -> cast.City:
        with fixed(now() - timedelta(days=7)):
            return build()

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(cast, "city", earlier)
        yield


@pytest.fixture(scope="module")
def away():
    """The other side: a server on this machine that keeps what came."""
    with gateway() as side:
        yield side


@pytest.fixture
def system(as_, administrators):
    return as_("admin_system")


def said(side) -> list[str]:
    return [json.loads(each)["text"]["content"] for each in side.bodies()]


def test_a_robot_is_set_up_and_its_test_message_arrives(system, away):
    system.opens("/system/channels/")
    system.sees("还没有设置发送渠道")
    system.follows("增设企业微信群机器人")
    system.fills({"名称": "东镇安监群", "接口地址": f"{away.address}/cgi-bin/webhook/send?key={KEY}"})
    system.presses("增设发送渠道")
    system.sees("东镇安监群", "其余部分已保存，不再显示")
    system.misses(KEY)

    system.presses("发送测试消息")
    system.presses("发送测试消息")
    system.sees("已发送", "测试消息")
    assert [each.splitlines()[0] for each in said(away)] == ["测试消息"]
    system.opens("/system/messages/")
    system.sees("东镇安监群", "已发送")


def test_a_wrong_address_is_told_in_a_sentence(system, away):
    system.opens("/system/channels/add/dingtalk/")
    system.fills({"名称": "钉钉群", "接口地址": "https://oapi.dingtalk.com/robot/send"})
    system.presses("增设发送渠道")
    system.sees("地址里应有 access_token=")

    system.opens("/system/channels/add/sms/")
    system.fills({"名称": "短信网关", "接口地址": "http://no-such-gateway.invalid/send"})
    system.presses("增设发送渠道")
    system.presses("发送测试消息")
    system.fills({"接收手机号": "13812345678"})
    system.presses("发送测试消息")
    system.sees("找不到主机 no-such-gateway.invalid", "待发送", "138****5678")
    system.misses("13812345678")


@pytest.fixture(scope="module")
def morning(city, away):
    """Days of patrols that nobody made, and this morning's reminders of them, sent with the platform's own secret."""
    at = datetime.combine(today(), time(8), SHANGHAI)
    with fixed(at), override_settings(SECRET_KEY=(settings.SANZE_KEYS / "django.key").read_text()):
        keep_up(today())
        digest.gather(at)
        outbox.send_due()


@pytest.mark.usefixtures("morning")
def test_who_has_something_late_reads_it_in_one_digest(as_):
    village = as_("village")

    village.opens("/inbox/")
    village.follows("今日提醒：已逾期 1 项，今日到期 1 项")
    village.sees("已逾期（1）", "今日到期（1）", str(today() - timedelta(days=1)))
    village.main.get_by_role("link", name="村（社区）每日巡查").first.click()
    village.sees("提醒责任岗位", "东山村网格员")


@pytest.mark.usefixtures("morning")
def test_the_post_above_reads_what_its_people_left_undone(as_):
    chief = as_("chief")

    chief.opens("/inbox/")
    chief.main.get_by_role("link").filter(has_text="下级逾期 1 项").first.click()
    chief.sees("下级逾期（1）", "东山村网格员", str(today() - timedelta(days=3)))


@pytest.mark.usefixtures("morning")
def test_the_group_hears_counts_and_no_names(system, away):
    system.opens("/system/messages/?state=sent")
    system.sees("今日提醒：已逾期", "东镇安监群")
    [told] = [each for each in said(away) if "今日提醒" in each]

    assert "东山村网格员：已逾期 1 项" in told
    assert Message.objects.filter(setting=ChannelSetting.objects.get(kind="wecom"), state="sent").count() == 2


def test_what_may_be_a_major_danger_is_said_in_the_group_at_any_hour(as_, city, away):
    with override_settings(SECRET_KEY=(settings.SANZE_KEYS / "django.key").read_text()):
        dangers.reported(city, title="瓦斯超限仍在作业", major_suspected=True)
        outbox.send_due()

    first_lines = [each.splitlines()[0] for each in said(away)]
    assert first_lines.count("疑似重大隐患待定级：瓦斯超限仍在作业") == 1
    officer = as_("officer")
    officer.opens("/inbox/")
    officer.sees("紧急", "疑似重大隐患待定级：瓦斯超限仍在作业")


@pytest.mark.usefixtures("morning")
def test_the_neighbour_and_the_officer_do_not_get_at_channels(as_, city):
    for name in ("west", "officer"):
        assert as_(name).gets("/system/channels/") == 403
        assert as_(name).gets("/system/messages/") == 403
    notice = Notice.objects.get(post_id=city.village.post.pk, day=today())
    assert as_("west").gets(f"/inbox/{notice.pk}/") == 404

"""Channels: set up by the system administrator, their secrets never told again, tried by a real message."""

import base64
import hashlib
import hmac
import json

import pytest
from pydantic import SecretStr

from sanze.foundation.acts.models import Act
from sanze.foundation.acts.refusal import NotGranted
from sanze.foundation.notices import commands
from sanze.foundation.notices.keeping import Unreadable, lock, unlock
from sanze.foundation.notices.models import ChannelSetting, Message
from sanze.foundation.notices.outbox import claim, hand_over
from sanze.foundation.notices.sending.sms import FORM, JSON
from sanze.foundation.notices.tests.gateway import mail_server
from sanze.foundation.scope.actor import INSTALLER
from tests.cast import EAST, role, sign_in

pytestmark = pytest.mark.django_db
SECRETS = ("K-SECRET", "T-SECRET", "S-SECRET", "H-SECRET")


@pytest.fixture
def system(_regime):
    return role("xitong", "钱进", kind="admin_system", unit="大数据中心", title="系统管理员")


def tried(channel: ChannelSetting, to: str = "") -> Message:
    message = commands.try_channel(INSTALLER, channel, to=to)
    hand_over(claim(message.pk))
    return Message.objects.get(pk=message.pk)


def test_the_robot_of_wecom_hears_json_of_its_shape(robot, away):
    message = tried(robot())

    assert (message.state, message.tries, message.error) == ("sent", 1, "")
    [came] = away.came
    assert (came["path"], came["query"]) == ("/cgi-bin/webhook/send", {"key": "K-SECRET"})
    told = json.loads(came["body"])
    assert told["msgtype"] == "text"
    assert told["text"]["content"].startswith("测试消息\n收到这条消息")


def test_the_robot_of_dingtalk_is_told_with_its_signature(robot, away):
    message = tried(robot("dingtalk", secret=SecretStr("S-SECRET")))

    assert message.state == "sent"
    [came] = away.came
    stamp = came["query"]["timestamp"]
    digest = hmac.new(b"S-SECRET", f"{stamp}\nS-SECRET".encode(), hashlib.sha256).digest()
    assert came["query"]["sign"] == base64.b64encode(digest).decode()
    assert came["query"]["access_token"] == "T-SECRET"
    assert json.loads(came["body"])["at"] == {"isAtAll": False}


def test_the_gateway_of_text_messages_is_asked_in_its_own_form(sms, away):
    away.answers.append((200, '{"code":"OK"}', {}))

    message = tried(sms, "13812345678")

    assert message.state == "sent"
    [came] = away.came
    told = json.loads(came["body"])
    assert (told["to"], told["no"]) == ("13812345678", message.key)
    assert told["content"].startswith("测试消息")
    assert came["headers"]["Authorization"] == "AppCode H-SECRET"
    assert came["headers"]["Idempotency-Key"] == message.key


@pytest.mark.usefixtures("_regime")
def test_a_gateway_asked_by_get_has_everything_in_its_address(away):
    channel = commands.add_channel(
        INSTALLER, None, kind="sms", name="老网关", url=SecretStr(f"{away.address}/mt?account=a"), method="GET",
        content_type=FORM, body="m={mobile}&c={text}",
    )  # fmt: skip

    assert tried(channel, "13800000001").state == "sent"
    [came] = away.came
    assert came["query"]["account"] == "a"
    assert came["query"]["m"] == "13800000001"
    assert "测试消息" in came["query"]["c"]


def test_a_gateway_that_says_no_in_its_answer_has_not_sent(sms, away):
    away.answers.append((200, '{"code":"BALANCE"}', {}))

    message = tried(sms, "13812345678")

    assert message.state == "failed"
    assert "BALANCE" in message.error


@pytest.mark.usefixtures("_regime")
def test_mail_goes_by_the_server_of_the_environment(settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    channel = commands.add_channel(INSTALLER, None, kind="email", name="邮件")
    settings.EMAIL_HOST = ""
    assert tried(channel, "a@yunhe.example").error == "服务器没有设置发信邮箱（SANZE_EMAIL_HOST）"

    with mail_server() as server:
        settings.EMAIL_HOST, settings.EMAIL_PORT = server.server_address
        settings.DEFAULT_FROM_EMAIL = "safety@yunhe.example"
        message = tried(channel, "a@yunhe.example")
        refused = tried(channel, "nobody@yunhe.example")

    assert message.state == "sent"
    [letter] = server.letters
    assert f"Message-ID: <{message.key.replace(':', '.')}@yunhe.example>" in letter
    assert (refused.state, refused.error) == ("failed", "邮件服务器不接受该收件地址")
    assert tried(channel, "a@yunhe.example").error == "连不上邮件服务器"


@pytest.mark.parametrize(
    ("kind", "url", "sentence"),
    [
        ("wecom", "qyapi.weixin.qq.com/send?key=1", "须以 http"),
        ("wecom", "https://qyapi.weixin.qq.com/cgi-bin/webhook/send", "地址里应有 key="),
        ("dingtalk", "https://oapi.dingtalk.com/robot/send?key=1", "地址里应有 access_token="),
        ("wecom", "https://user:word@example.cn/send?key=1", "不能写用户名和密码"),
        ("wecom", "", "须以 http"),
    ],
)
@pytest.mark.usefixtures("_regime")
def test_a_wrong_address_gets_a_sentence_and_nothing_is_kept(kind, url, sentence):
    with pytest.raises(commands.BadChannel, match=sentence):
        commands.add_channel(INSTALLER, None, kind=kind, name="群", url=SecretStr(url))
    assert not ChannelSetting.objects.exists()


@pytest.mark.usefixtures("_regime")
def test_a_template_that_is_no_json_gets_a_sentence():
    told = {"kind": "sms", "name": "网关", "url": SecretStr("https://sms.example.cn/"), "content_type": JSON}
    with pytest.raises(commands.BadChannel, match="不是正确的 JSON"):
        commands.add_channel(INSTALLER, None, **told, body='{"to": {mobile}, "text": {text}')
    with pytest.raises(commands.BadChannel, match=r"缺少 \{text\}"):
        commands.add_channel(INSTALLER, None, **told, body='{"to": "{mobile}"}')


def test_one_gateway_of_a_kind_is_in_use(sms, away):
    told = {"kind": "sms", "name": "第二个", "url": SecretStr(away.address), "body": '["{mobile}", "{text}"]'}
    with pytest.raises(commands.GatewayTaken):
        commands.add_channel(INSTALLER, None, **told)

    commands.switch_channel(INSTALLER, sms, enabled=False)
    second = commands.add_channel(INSTALLER, None, **told)
    with pytest.raises(commands.GatewayTaken):
        commands.switch_channel(INSTALLER, sms, enabled=True)
    with pytest.raises(commands.SameStanding):
        commands.switch_channel(INSTALLER, second, enabled=True)
    with pytest.raises(commands.ChannelOff):
        commands.try_channel(INSTALLER, sms, to="13800000000")


def test_a_secret_that_is_not_told_again_stays(robot):
    channel = robot("dingtalk", secret=SecretStr("S-SECRET"))

    commands.amend_channel(INSTALLER, channel, name="新名称", area_code=EAST)

    channel.refresh_from_db()
    assert (channel.name, channel.area_code, channel.has_secret) == ("新名称", EAST, True)
    assert unlock(channel.kept)["secret"] == "S-SECRET"


def test_no_act_and_no_page_tells_a_secret(robot, sms, system, client, away):
    tried(robot("dingtalk", secret=SecretStr("S-SECRET")))
    tried(robot("wecom"))
    sign_in(client, system)

    shown = [repr(list(Act.objects.values())), repr(list(Message.objects.values()))]
    for each in ChannelSetting.objects.all():
        assert not any(word in each.kept for word in SECRETS)
        for place in ("", "amend_channel/", "try_channel/", "switch_channel/"):
            answer = client.get(f"/system/channels/{each.pk}/{place}")
            assert answer.status_code == 200
            shown.append(answer.content.decode())
    shown.append(client.get("/system/channels/").content.decode())

    assert [word for word in SECRETS for text in shown if word in text] == []


def test_what_was_locked_with_another_key_cannot_be_read_and_says_so(robot, settings):
    channel = robot()
    settings.SECRET_KEY = "another"

    with pytest.raises(Unreadable):
        unlock(channel.kept)
    assert tried(channel).error == "渠道密钥读不出来（服务器密钥已更换），请重新填写"
    assert unlock(lock({"url": "x"})) == {"url": "x"}


def test_the_administrator_sets_up_a_robot_and_tries_it_on_the_pages(system, client, away):
    sign_in(client, system)
    url = f"{away.address}/cgi-bin/webhook/send?key=K-SECRET"

    wrong = client.post("/system/channels/add/wecom/", {"name": "东镇群", "url": "http://x/"})
    assert wrong.status_code == 409
    assert "地址里应有 key=" in wrong.content.decode()
    made = client.post("/system/channels/add/wecom/", {"name": "东镇群", "url": url})
    channel = ChannelSetting.objects.get()
    assert made.url == f"/system/channels/{channel.pk}/"
    sent = client.post(f"/system/channels/{channel.pk}/try_channel/", {})

    message = Message.objects.get()
    assert sent.url == f"/system/messages/{message.pk}/"
    assert len(away.came) == 1
    assert "已发送" in client.get(sent.url).content.decode()
    assert "测试消息" in client.get("/system/messages/").content.decode()


def test_nobody_else_sees_or_sets_a_channel(robot, east, visit):
    channel = robot()
    message = commands.try_channel(INSTALLER, channel)
    client = visit(east)

    for place in ("channels/", f"channels/{channel.pk}/", "messages/", f"messages/{message.pk}/", "channels/add/sms/"):
        assert client.get(f"/system/{place}").status_code == 403
    with pytest.raises(NotGranted):
        commands.add_channel(east.actor, None, kind="email", name="邮件")
    with pytest.raises(NotGranted):
        commands.resend(east.actor, message)

"""The outbox: with the transaction, retried, never twice, not at night, not to those who left."""

import socket
import threading
from datetime import datetime, timedelta

import pytest
from django.db import connections, transaction
from procrastinate.contrib.django.models import ProcrastinateJob
from pydantic import SecretStr

from sanze.foundation.identity import commands as identity
from sanze.foundation.identity.models import Holding
from sanze.foundation.jobs.worker import work_off
from sanze.foundation.moment import SHANGHAI, fixed, now
from sanze.foundation.notices import commands, outbox
from sanze.foundation.notices.models import ChannelSetting, Level, Message
from sanze.foundation.notices.sending import web
from sanze.foundation.notices.tell import notify
from sanze.foundation.scope.actor import INSTALLER
from tests.cast import EAST, WEST

NOON = datetime(2026, 3, 2, 12, tzinfo=SHANGHAI)
NIGHT = datetime(2026, 3, 2, 23, tzinfo=SHANGHAI)
OF_SMS = '"code":"OK"'


def alarm(*roles, level=Level.URGENT, channels=("sms", "webhook", "email")) -> None:
    notify([each.post.pk for each in roles], title="瓦斯超限", link="/", level=level, channels=channels)


def bad_answers(away, *statuses) -> None:
    away.answers += [(each, "{}", {}) for each in statuses]


@pytest.mark.django_db
def test_an_alarm_leaves_by_every_channel_that_is_there(east, robot, sms, away):
    robot(area=EAST)
    away.answers += [(200, "{" + OF_SMS + "}", {})]
    with fixed(NOON):
        alarm(east)
        told = {each.channel: each for each in Message.objects.all()}
        assert set(told) == {"sms", "webhook"}  # no mailbox is set up
        assert (told["sms"].address, told["sms"].recipient) == ("13800000000", "李强")
        assert outbox.send_due() == 2
        assert outbox.send_due() == 0

    assert len(away.came) == 2
    assert all("瓦斯超限" in each for each in away.bodies())
    assert set(Message.objects.values_list("state", "tries")) == {("sent", 1)}


@pytest.mark.django_db(transaction=True)
def test_what_is_rolled_back_is_never_sent_and_what_is_committed_is_sent_by_a_worker(east, robot, away):
    robot(area=EAST)
    with transaction.atomic():
        alarm(east)
        transaction.set_rollback(True)
    ProcrastinateJob.objects.all().delete()
    work_off()
    assert (Message.objects.count(), away.came) == (0, [])

    alarm(east)
    work_off()

    assert Message.objects.get().state == "sent"
    assert len(away.texts()) == 1


@pytest.mark.django_db
def test_a_robot_speaks_in_the_nearest_group_once(east, west, robot, away):
    robot(area="", name="全市群")
    nearest = robot(area=EAST, name="东镇群")
    with fixed(NOON):
        alarm(east, east)
        alarm(west)

    assert list(Message.objects.order_by("pk").values_list("recipient", flat=True)) == ["东镇群", "全市群"]
    commands.switch_channel(INSTALLER, nearest, enabled=False)
    with fixed(NOON):
        outbox.send_due()
    assert sorted(Message.objects.values_list("recipient", "state")) == [("东镇群", "failed"), ("全市群", "sent")]


@pytest.mark.django_db
def test_a_try_that_surely_failed_is_made_again_later_and_later(robot, away):
    message = commands.try_channel(INSTALLER, robot())
    bad_answers(away, 503, 429)
    waits = []
    at = now()
    for _ in range(3):
        with fixed(at):
            outbox.send_due()
            message.refresh_from_db()
            assert outbox.send_due() == 0  # not before its time
        if message.state == "waiting":
            assert "没有接受，应答状态" in message.error
            waits.append(message.due_at - at)
            at = message.due_at

    assert waits == [timedelta(minutes=1), timedelta(minutes=5)]
    assert (message.state, message.tries, message.error) == ("sent", 3, "")
    assert len(away.came) == 3


@pytest.mark.django_db
def test_after_the_last_try_it_is_given_up_and_sent_again_by_hand_with_the_same_id(sms, away):
    message = commands.try_channel(INSTALLER, sms, to="13812345678")
    bad_answers(away, *[500] * 6)
    while message.state == "waiting":
        with fixed(max(message.due_at, now())):
            outbox.send_due()
        message.refresh_from_db()
    assert (message.state, message.tries, len(away.came)) == ("failed", 6, 6)

    away.answers.append((200, "{" + OF_SMS + "}", {}))
    commands.resend(INSTALLER, message)
    with fixed(now() + timedelta(hours=12)):
        outbox.send_due()

    message.refresh_from_db()
    assert message.state == "sent"
    assert len({each["headers"]["Idempotency-Key"] for each in away.came}) == 1
    with pytest.raises(commands.NotToResend):
        commands.resend(INSTALLER, message)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("answer", "state", "sentence"),
    [
        ((404, "", {}), "failed", "没有接受，应答状态 404"),
        ((302, "", {"Location": "http://169.254.169.254/"}), "failed", "要求转到别的地址（状态 302），没有跟随"),
        ((200, '{"errcode":93000,"errmsg":"invalid webhook url"}', {}), "failed", "机器人地址不对"),
        ((200, '{"errcode":45009,"errmsg":"freq"}', {}), "waiting", "发送太频繁"),
        ((200, "<html>登录</html>", {}), "unsure", "不是群机器人的格式"),
        ((504, "", {}), "unsure", "不能确定是否收到"),
        ((0, "", {}), "unsure", "连接中断，没有收到应答"),
    ],
)
def test_what_the_other_side_answers_decides(robot, away, answer, state, sentence):
    message = commands.try_channel(INSTALLER, robot())
    away.answers.append(answer)

    outbox.send_due()
    outbox.send_due()

    message.refresh_from_db()
    assert message.state == state
    assert sentence in message.error
    assert "K-SECRET" not in message.error
    assert len(away.came) == 1


@pytest.mark.django_db
@pytest.mark.parametrize("host", ["no-such-host.invalid", "closed"])
@pytest.mark.usefixtures("_regime")
def test_an_address_where_nobody_answers_gets_a_sentence_and_another_try(host):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port = taken.getsockname()[1]
    place = f"127.0.0.1:{port}" if host == "closed" else host
    url = SecretStr(f"http://{place}/send?key=K-SECRET")
    message = commands.try_channel(
        INSTALLER, commands.add_channel(INSTALLER, None, kind="wecom", name="群", url=url)
    )

    outbox.send_due()

    message.refresh_from_db()
    assert (message.state, message.tries) == ("waiting", 1)
    assert message.error in ("连不上 127.0.0.1，请核对地址和网络", "找不到主机 no-such-host.invalid，请核对地址")


@pytest.mark.django_db
def test_a_side_that_takes_it_and_stays_silent_is_not_asked_twice(robot, away, monkeypatch):
    monkeypatch.setattr(web, "SECONDS", 0.3)
    message = commands.try_channel(INSTALLER, robot())
    away.wait.clear()

    outbox.send_due()
    away.wait.set()
    with fixed(now() + timedelta(days=1)):
        outbox.send_due()

    message.refresh_from_db()
    assert (message.state, len(away.came)) == ("unsure", 1)
    assert "没有应答" in message.error


@pytest.mark.django_db
def test_what_a_killed_worker_had_in_hand_is_told_as_unsure_and_not_sent_by_itself(robot, away):
    message = commands.try_channel(INSTALLER, robot())
    assert outbox.claim().pk == message.pk  # and then the worker dies, before or after it sent

    assert outbox.send_due() == 0
    with fixed(now() + timedelta(minutes=4)):
        assert outbox.send_due() == 0

    message.refresh_from_db()
    assert (message.state, message.error, away.came) == ("unsure", outbox.CUT_OFF, [])


@pytest.mark.django_db(transaction=True)
def test_four_workers_at_once_send_nothing_twice(robot, away):
    channel = robot()
    for _ in range(25):
        commands.try_channel(INSTALLER, channel)
    begin = threading.Barrier(4)

    def work() -> None:
        begin.wait()
        outbox.send_due()
        connections.close_all()

    workers = [threading.Thread(target=work) for _ in range(4)]
    for each in workers:
        each.start()
    for each in workers:
        each.join()

    assert len(away.came) == 25
    assert set(Message.objects.values_list("state", "tries")) == {("sent", 1)}


@pytest.mark.django_db
def test_at_night_only_alarms_go_and_the_rest_in_the_morning(east, robot, away):
    robot(area=EAST)
    with fixed(NIGHT):
        alarm(east, level=Level.WARN)
        alarm(east, level=Level.URGENT)
        assert outbox.send_due() == 1
    with fixed(NIGHT + timedelta(hours=7, minutes=59)):
        assert outbox.send_due() == 0
    with fixed(NIGHT + timedelta(hours=8)):
        assert outbox.send_due() == 1

    assert [each.due_at for each in Message.objects.filter(urgent=False)] == [NIGHT + timedelta(hours=8)]


@pytest.mark.django_db
def test_what_is_urgent_leaves_by_the_regimes_channels_without_being_told(east, robot, sms):
    robot(area=EAST)
    with fixed(NIGHT):
        notify([east.post.pk], title="疑似重大隐患", link="/", level=Level.URGENT)
        notify([east.post.pk], title="准予延期", link="/", level=Level.INFO)

    assert sorted(Message.objects.values_list("channel", "title", "urgent")) == [
        ("sms", "疑似重大隐患", True), ("webhook", "疑似重大隐患", True),
    ]  # fmt: skip


@pytest.mark.django_db
def test_a_try_in_the_evening_is_not_repeated_at_night(east, robot, away):
    robot(area=EAST)
    evening = NIGHT.replace(hour=21, minute=29)
    bad_answers(away, 503)
    with fixed(evening):
        alarm(east, level=Level.WARN)
        outbox.send_due()
    with fixed(evening + timedelta(minutes=5)):
        assert outbox.send_due() == 0
    with fixed(evening + timedelta(hours=10)):
        assert outbox.send_due() == 1


@pytest.mark.django_db
def test_whoever_left_or_is_shut_out_meanwhile_gets_nothing(east, west, sms, away):
    with fixed(NIGHT):
        alarm(east, west, level=Level.WARN, channels=["sms"])
        assert Message.objects.count() == 2
        identity.release(INSTALLER, Holding.objects.get(post=east.post), on=NIGHT.date(), reason="调离")
        identity.suspend(INSTALLER, west.person, reason="停用")
    with fixed(NIGHT + timedelta(days=1, hours=-10)):
        assert outbox.send_due() == 0

    assert away.came == []
    assert set(Message.objects.values_list("state", "error")) == {("dropped", "接收人已离任或者停用")}


@pytest.mark.django_db
def test_a_person_without_a_number_is_told_of_in_the_ledger(east, sms):
    with fixed(NOON):
        identity.amend_own_contact(east.actor, None, phone="", email="")
        alarm(east, channels=["sms"])

    message = Message.objects.get()
    assert (message.state, message.error) == ("dropped", "没有登记手机号")


@pytest.mark.django_db
def test_without_any_channel_nothing_waits_for_ever(east):
    alarm(east)

    assert not Message.objects.exists()
    assert not ChannelSetting.objects.exists()


@pytest.mark.django_db
def test_the_neighbours_group_hears_nothing(east, robot):
    robot(area=WEST, name="西镇群")
    with fixed(NOON):
        alarm(east)

    assert not Message.objects.exists()

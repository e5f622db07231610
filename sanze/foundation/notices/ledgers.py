"""The ledgers of channels and of what left the house by them."""

from sanze.foundation.capabilities import Capability
from sanze.foundation.ledgers.column import Column
from sanze.foundation.ledgers.filters import PickFilter, SpanFilter, YesNoFilter
from sanze.foundation.ledgers.ledger import Action, Ledger, Q, Tally
from sanze.foundation.notices.models import ChannelSetting, Message
from sanze.foundation.notices.states import Channel, ChannelKind, MessageState

OUTWARD = [each for each in Channel.choices if each[0] != Channel.IN_APP]


class ChannelLedger(Ledger):
    name, title, capability, model = "channels", "发送渠道", Capability.OPEN_INTERFACE, ChannelSetting
    grant = "notices.add_channel"
    columns = [
        Column("name", "名称", link=True, wide=True, width=30),
        Column("kind", "类型", width=18),
        Column("area_code", "辖区编码"),
        Column("host", "地址", width=30),
        Column("standing", "状态", kind="status", tones=lambda each: "done" if each.enabled else "off"),
    ]
    filters = {
        "kind": PickFilter("类型", ChannelKind.choices),
        "standing": YesNoFilter("状态", lambda: Q(enabled=True), words=("启用", "停用")),
    }
    search = ["name"]
    search_hint = "名称"
    tallies = [Tally("全部渠道"), Tally("停用", {"standing": "0"})]
    actions = [
        Action(f"增设{kind.label}", f"channel-{kind.value}", "notices.add_channel") for kind in ChannelKind
    ]
    empty = "还没有设置发送渠道，提醒只在站内显示"


class MessageLedger(Ledger):
    name, title, capability, model = "messages", "外发消息", Capability.OPEN_INTERFACE, Message
    grant = "notices.resend"
    columns = [
        Column("made_at", "生成时间", width=18),
        Column("title", "标题", link=True, wide=True, width=40),
        Column("channel", "渠道"),
        Column("recipient", "接收人", width=18),
        Column("masked", "地址", width=22),
        Column("state", "状态", kind="status", tones=Message.tone),
        Column("tries", "发送次数", kind="number"),
        Column("sent_at", "送出时间", width=18),
        Column("error", "最近一次错误", wide=True, width=40),
    ]
    filters = {
        "channel": PickFilter("渠道", OUTWARD),
        "state": PickFilter("状态", MessageState.choices),
        "span": SpanFilter("生成日期", "made_at__date"),
    }
    search = ["title", "recipient"]
    search_hint = "标题 / 接收人"
    tallies = [
        Tally("全部"),
        Tally("待发送", {"state": MessageState.WAITING}, tone="wait"),
        Tally("已发送", {"state": MessageState.SENT}, tone="done"),
        Tally("去向不明", {"state": MessageState.UNSURE}, tone="late"),
        Tally("发送失败", {"state": MessageState.FAILED}, tone="late"),
    ]
    empty = "没有符合条件的消息"

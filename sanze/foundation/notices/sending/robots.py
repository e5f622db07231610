"""Robots in groups of WeCom (企业微信) and DingTalk (钉钉): two shapes of JSON, and DingTalk's signature."""

import base64
import hashlib
import hmac
import json
from urllib.parse import parse_qs, quote, urlsplit

from sanze.foundation.moment import now
from sanze.foundation.notices.rules import cut_to_bytes
from sanze.foundation.notices.sending.outcome import NotTaken, Unsure
from sanze.foundation.notices.sending.web import address_fault, ask
from sanze.foundation.notices.states import ChannelKind

# What either accepts of a text at most, in bytes.
MOST = {ChannelKind.WECOM: 2048, ChannelKind.DINGTALK: 18_000}
# Answers that mean "too many at once" or "busy": the same message may be sent later.
LATER = {-1, 45009, 45033, 130101, 660026, 43004}
WORDS = {
    93000: "机器人地址不对，或者机器人已被移出群",
    300001: "机器人地址里的 access_token 不对",
    310000: "钉钉没有接受：加签密钥、关键词或者来源地址不符",
    45009: "发送太频繁",
    130101: "发送太频繁",
}
KEY_OF_ADDRESS = {ChannelKind.WECOM: "key", ChannelKind.DINGTALK: "access_token"}


def robot_address_fault(kind: str, url: str) -> str:
    """What is wrong with a robot's address, as a sentence; empty if nothing."""
    if fault := address_fault(url):
        return fault
    name = KEY_OF_ADDRESS[ChannelKind(kind)]
    held = parse_qs(urlsplit(url).query).get(name)
    return "" if held else f"{ChannelKind(kind).label}的地址里应有 {name}=…，请从群里重新复制"


def speak(kind: str, url: str, secret: str, text: str) -> None:
    """Let the robot say the text in its group. Raises NotTaken, Unsure."""
    said = cut_to_bytes(text, MOST[ChannelKind(kind)])
    told: dict = {"msgtype": "text", "text": {"content": said}}
    if kind == ChannelKind.DINGTALK:
        told["at"] = {"isAtAll": False}
        url = signed(url, secret, int(now().timestamp() * 1000)) if secret else url
    headers = {"Content-Type": "application/json; charset=utf-8"}
    answer = ask(url, method="POST", body=json.dumps(told, ensure_ascii=False).encode(), headers=headers)
    _check(answer.text)


def signed(url: str, secret: str, milliseconds: int) -> str:
    """The address with DingTalk's signature of that moment."""
    digest = hmac.new(secret.encode(), f"{milliseconds}\n{secret}".encode(), hashlib.sha256).digest()
    return f"{url}&timestamp={milliseconds}&sign={quote(base64.b64encode(digest), safe='')}"


def _check(text: str) -> None:
    try:
        told = json.loads(text)
        code = int(told["errcode"])
    except (ValueError, KeyError, TypeError):
        raise Unsure("对方的应答不是群机器人的格式，请核对地址") from None
    if code:
        words = WORDS.get(code) or str(told.get("errmsg", ""))[:100]
        raise NotTaken(f"群机器人没有接受（错误码 {code}）：{words}", again=code in LATER)

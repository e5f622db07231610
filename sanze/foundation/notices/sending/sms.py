"""Text messages (短信) through a gateway that is asked by HTTP, in whatever form the gateway wants."""

import json
from urllib.parse import quote

from sanze.foundation.notices.sending.outcome import NotTaken
from sanze.foundation.notices.sending.web import ask

JSON, FORM = "application/json", "application/x-www-form-urlencoded"
BLANKS = ("{mobile}", "{text}", "{id}")


def filled(template: str, content_type: str, told: dict[str, str]) -> str:
    """The template with its blanks filled, each value written as the format asks."""
    for name, value in told.items():
        written = json.dumps(value, ensure_ascii=False)[1:-1] if content_type == JSON else quote(value, safe="")
        template = template.replace(f"{{{name}}}", written)
    return template


def template_fault(template: str, content_type: str) -> str:
    """What is wrong with a template, as a sentence; empty if nothing."""
    if missing := [each for each in BLANKS[:2] if each not in template]:
        return f"内容模板里缺少 {'、'.join(missing)}"
    if content_type == JSON:
        try:
            json.loads(filled(template, JSON, {"mobile": "1", "text": "文\"字", "id": "1"}))
        except ValueError:
            return "内容模板不是正确的 JSON；占位符要写在引号里，例如 \"{text}\""
    return ""


def text_out(told: dict[str, str], kept: dict[str, str], *, method: str, content_type: str, body: str, header: str,
             expects: str) -> None:  # fmt: skip
    """Ask the gateway to send one text message. Raises NotTaken, Unsure."""
    url, written = kept["url"], filled(body, content_type, told)
    headers = {"Idempotency-Key": told["id"]} | ({header: kept.get("header_value", "")} if header else {})
    if method == "GET":
        answer = ask(f"{url}{'&' if '?' in url else '?'}{written}", method="GET", body=None, headers=headers)
    else:
        headers["Content-Type"] = f"{content_type}; charset=utf-8"
        answer = ask(url, method="POST", body=written.encode(), headers=headers)
    if expects and expects not in answer.text:
        raise NotTaken(f"短信网关没有接受：{answer.text[:120]}", again=False)

"""A small sound regime as YAML, for tests to break in one place."""

from sanze.foundation.regime.reading import compose
from sanze.foundation.regime.schema import Regime

HEAD = """\
code: small-1
version: "1"
title: 小城意见
issuer: 小城
paragraphs:
  - { id: "1", article: "1", chapter: 一, sentences: [排查, 宣示] }
articles:
  - number: "1"
    title: 监管
    clauses:
      - { id: "1.1", text: 各村每日巡查一次。, capabilities: [P1] }
      - { id: "1.2", text: 坚持预防为主。, declaratory: true }
limits:
  grade: { value: 2, unit: working_days, title: 定级期限, source: 本市 }
posts:
  warden: { title: 网格员, grants: [regime.read] }
  chief: { title: 站长 }
lists:
  some: [coal, hazchem]
reminders:
  plain: { title: 提醒, steps: [{ offset: 1 }] }
"""
DUTY = """\
duties:
  - id: daily
    clause: "1.1"
    title: 每日巡查
    holder: { kind: warden }
    subject: { what: village }
    cadence: { every: daily, days: working_days }
    reminders: plain
    discharged_by:
      - { command: regime.enforce }
"""


def small(head: str = HEAD, duty: str = DUTY, *, strict: bool = False) -> Regime:
    return compose({"head.yaml": head, "duties.yaml": duty}, strict=strict)

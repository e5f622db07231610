"""Pages: the regimes in force and their history, one regime, two compared."""

from collections import defaultdict
from datetime import date, timedelta
from itertools import groupby

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from sanze.foundation.ledgers.filters import days_of
from sanze.foundation.moment import today
from sanze.foundation.notices.states import Channel
from sanze.foundation.pages.act import ActPage, buttons
from sanze.foundation.pages.timeline import steps_of
from sanze.foundation.regime.comparing import Turn, differences
from sanze.foundation.regime.completeness import doubtful, gaps, standing
from sanze.foundation.regime.entries.strict import CERTAINTY_WORDS
from sanze.foundation.regime.models import Draft, Enforcement
from sanze.foundation.regime.queries import content_of, current
from sanze.foundation.regime.schema import Regime
from sanze.foundation.regime.writing import written
from sanze.foundation.scope.access import signed_in
from sanze.perform.duties import rehearsal
from sanze.portals.regimes import reminding, shelf
from sanze.portals.regimes.forms import AdjustForm, EnforceForm, ReceiveForm, WithdrawForm
from sanze.portals.regimes.tables import PARTS, STATE_TONES

TURN_TONES = {Turn.ADDED: "blue", Turn.REMOVED: "red", Turn.CHANGED: "orange"}


def _rehearsal_of(draft: Draft) -> str:
    return f"{reverse('regimes-rehearse')}?after=draft:{draft.pk}"


PAGES = [
    ActPage("regime.receive", ReceiveForm, then=lambda record, made: made.get_absolute_url()),
    ActPage("regime.adjust", AdjustForm, then=lambda record, made: _rehearsal_of(made)),
    ActPage(
        "regime.enforce",
        EnforceForm,
        template="regimes/enforce.html",
        then=lambda record, made: made.get_absolute_url(),
    ),
    ActPage(
        "regime.withdraw",
        WithdrawForm,
        when=lambda record, actor: record.withdrawn_at is None and record.in_force_from > today(),
        tone="outline-danger",
    ),
]


@signed_in(grant="regime.read")
def regimes(request: HttpRequest) -> HttpResponse:
    """What is in force, what was and will be, and the drafts."""
    now_standing = current()
    rows, end = [], None
    for each in Enforcement.objects.order_by("-in_force_from", "-pk"):
        rows.append({"record": each, "until": end, **_word(each, now_standing)})
        end = end if each.withdrawn_at else each.in_force_from
    actor = request.actor
    context = {
        "rows": rows,
        "drafts": Draft.objects.order_by("-pk")[: shelf.DRAFTS],
        "current": now_standing,
        "may_receive": actor.may("regime.receive"),
        "may_enforce": actor.may("regime.enforce"),
    }
    return render(request, "regimes/regimes.html", context)


def _word(each: Enforcement, now_standing: Enforcement | None) -> dict:
    if each.withdrawn_at:
        return {"word": "已撤回", "tone": "off"}
    if now_standing and each.pk == now_standing.pk:
        return {"word": "施行中", "tone": "done"}
    return {"word": "待施行", "tone": "wait"} if each.in_force_from > today() else {"word": "已失效", "tone": "off"}


@signed_in(grant="regime.read")
def regime(request: HttpRequest, pk: int) -> HttpResponse:
    """One regime that was put in force."""
    record = get_object_or_404(Enforcement.objects.visible_to(request.actor), pk=pk)
    facts = [("施行日期", f"{record.in_force_from:%Y-%m-%d}")]
    if record.withdrawn_at:
        facts.append(("撤回理由", record.withdrawn_reason))
    return _page(request, record, content_of(record), facts, f"enforcement:{pk}")


@signed_in(grant="regime.read")
def draft(request: HttpRequest, pk: int) -> HttpResponse:
    """One draft that was sent in."""
    record = get_object_or_404(Draft.objects.visible_to(request.actor), pk=pk)
    facts = [("来源文件", record.source), ("提交人", record.received_by)]
    return _page(request, record, shelf.draft_content(pk), facts, f"draft:{pk}")


def _page(request: HttpRequest, record, content: Regime, facts: list, token: str) -> HttpResponse:
    part = next((each for each in PARTS if each.key == request.GET.get("part")), PARTS[0])
    state, unsure = request.GET.get("state", ""), request.GET.get("doubtful") == "1"
    tables = [_narrowed(each, state, unsure) for each in part.tables(content)]
    now_standing = current()
    context = {
        "record": record,
        "content": content,
        "facts": [("发文机关", content.issuer), ("文号", content.document), ("版本", content.full_version), *facts],
        "missing": list(gaps(content)),
        "counts": _counts(content, state, unsure),
        "parts": [{"key": each.key, "face": each.face, "current": each is part} for each in PARTS],
        "unsure": unsure,
        "tables": [each for each in tables if each["rows"]],
        "buttons": buttons(record, request.actor),
        "token": token,
        "against": f"enforcement:{now_standing.pk}" if now_standing else "",
        "rehearsable": request.actor.may("regime.receive"),
        "steps": steps_of(record),
    }
    return render(request, "regimes/regime.html", context)


def _narrowed(table, state: str, unsure: bool) -> dict:
    kept = [each for each in table.rows if (not state or each.state == state) and (not unsure or each.doubtful)]
    rows = [
        {
            "cells": list(zip(table.headings, each.cells, strict=True)),
            "state": each.state,
            "tone": each.tone,
            "badge": each.doubtful and each.state != CERTAINTY_WORDS["?"],
        }
        for each in kept
    ]
    return {"title": table.title, "headings": table.headings, "rows": rows, "states": any(row["state"] for row in rows)}


def _counts(content: Regime, state: str, unsure: bool) -> list[dict]:
    found = [{"label": "全部条款", "value": len(content.clauses), "url": "?", "current": not state and not unsure}]
    for each, number in standing(content).items():
        tone = STATE_TONES[each] if STATE_TONES[each] in ("done", "wait") else ""
        found.append({"label": each, "value": number, "tone": tone, "url": f"?state={each}", "current": state == each})
    number, url = len(doubtful(content)), "?part=duties&doubtful=1"
    found.append({"label": "待核实事项", "value": number, "tone": "wait", "url": url, "current": unsure})
    return found


@signed_in(grant="regime.read")
def compare(request: HttpRequest) -> HttpResponse:
    """Two regimes side by side: what is new, gone, changed."""
    choices = shelf.copies()
    before, after = request.GET.get("before", ""), request.GET.get("after", "")
    context: dict = {"choices": choices, "before": before, "after": after, "groups": None}
    if before and after:
        old, new = shelf.taken(before), shelf.taken(after)
        if old is None or new is None:
            raise Http404
        found = differences(old, new)
        context |= {
            "old": old,
            "new": new,
            "total": len(found),
            "reminders": reminding.side_by_side(("原制度", old, before), ("新制度", new, after)),
            "counts": [{"label": turn, "value": sum(each.turn == turn for each in found)} for turn in Turn],
            "groups": [
                {"part": part, "rows": [{"each": each, "tone": TURN_TONES[each.turn]} for each in rows]}
                for part, rows in groupby(found, key=lambda each: each.part)
            ],
        }
    return render(request, "regimes/compare.html", context)


@signed_in(grant="regime.receive")
def rehearse(request: HttpRequest) -> HttpResponse:
    """The past under another regime: what would be owed, and what of it the acts on record did. Writes nothing."""
    after, now_standing = request.GET.get("after", ""), current()
    first, last, fault = _span(request.GET.get("span", ""))
    content = shelf.taken(after) if after else None
    if after and content is None:
        raise Http404
    played = None
    if content and not fault:
        try:
            played = rehearsal.rehearse(content_of(now_standing) if now_standing else None, content, first, last)
        except rehearsal.BadSpan as bad:
            fault = str(bad)
    context = {
        "choices": shelf.copies(),
        "after": after,
        "span": f"{first} 至 {last}",
        "fault": fault,
        "played": played,
        "lines": [_line(played, each) for each in played.changed] if played else [],
        "weeks": _weeks(played) if played else [],
        "current": now_standing,
        "may_enforce": request.actor.may("regime.enforce") and after.startswith(("draft:", "package:")),
        "tomorrow": today() + timedelta(days=1),
    }
    return render(request, "regimes/rehearse.html", context)


def _span(text: str) -> tuple[date, date, str]:
    """The days asked for and what is wrong with them; without any the ninety days until yesterday."""
    yesterday = today() - timedelta(days=1)
    usual = (yesterday - timedelta(days=89), yesterday)
    if not text:
        return *usual, ""
    try:
        return *days_of(text), ""
    except ValueError:
        return *usual, "请写明起止日期，如 2026-01-01 至 2026-03-31"


def _line(played: rehearsal.Rehearsal, line: rehearsal.Line) -> dict:
    before, after = played.weekly(line.owed_before), played.weekly(line.owed_after)
    return {"line": line, "before": before, "after": after, "more": after - before}


def _weeks(played: rehearsal.Rehearsal) -> list[dict]:
    """Monday → owed in that week before and after, over the duties that changed."""
    sums: dict[date, list[int]] = defaultdict(lambda: [0, 0])
    for line in played.changed:
        for monday, (before, after) in line.weeks.items():
            sums[monday][0] += before
            sums[monday][1] += after
    return [{"monday": monday, "before": sums[monday][0], "after": sums[monday][1]} for monday in sorted(sums)]


@signed_in(grant="regime.read")
def reminders(request: HttpRequest) -> HttpResponse:
    """How many messages a regime's rules of reminders would send, day by day."""
    token, text = request.GET.get("regime", ""), request.GET.get("days", "")
    content = shelf.taken(token)
    if content is None:
        raise Http404
    days = next((each for each in reminding.SPANS if str(each) == text), reminding.USUAL)
    found = reminding.counted(content, days)
    spans = [
        {"face": face, "url": reminding.url_of(token, each), "current": each == days}
        for each, face in reminding.SPANS.items()
    ]
    context = {
        "content": content,
        "found": found,
        "spans": spans,
        "channels": [each.label for each in Channel],
        "rows": reminding.table_of(found),
    }
    return render(request, "regimes/reminders.html", context)


@signed_in(grant="regime.read")
def file(request: HttpRequest, token: str) -> HttpResponse:
    """The regime as one YAML file, to be changed and sent in again."""
    found = shelf.taken(token)
    if found is None:
        raise Http404
    response = HttpResponse(written(found), content_type="application/yaml; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{found.code}-{found.version}.yaml"'
    return response

"""What the page of one key period shows: facts, tiles, today's units, the rota, and the comparison."""

from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.urls import reverse

from sanze.foundation.scope.actor import Actor
from sanze.perform.keyperiods.figures import MEASURES, Comparison
from sanze.perform.keyperiods.models import DutyShift, KeyPeriodRun, ZeroReport
from sanze.perform.keyperiods.queries import seen_units

# Codes of that length or less are the county's own; the ledgers cannot be narrowed to its offices alone.
COUNTY_DIGITS = 6
WORDS = {key: face for key, face, _ in MEASURES}
# Where the records behind a measure stand: route, the name of its filter of days, and what else narrows it.
BEHIND = {
    "owed": ("obligations", "span", {}),
    "done": ("obligations", "span", {"state": "done"}),
    "late": ("obligations", "span", {"overdue": "1"}),
    "missed": ("obligations", "span", {"missed": "1"}),
    "inspections": ("visits", "span", {"kind": "admin", "state": "recorded"}),
    "patrols": ("visits", "span", {"kind": "patrol"}),
    "services": ("visits", "span", {"kind": "service"}),
    "found": ("dangers", "span", {}),
    "major": ("dangers", "span", {"major": "1"}),
}
OF_RUN = {
    "reports_due": ("zero-reports", {}),
    "reports_in_time": ("zero-reports", {"state": "reported", "late": "0"}),
    "incidents": ("zero-reports", {"incident": "1"}),
    "shifts": ("duty-shifts", {}),
}


@dataclass(frozen=True)
class SheetRow:
    """One line of the sheet: a measure of a township."""

    name: str
    measure: str
    before: object
    during: int


def facts_of(run: KeyPeriodRun) -> list[tuple]:
    """What stands on record of the period itself."""
    asked = [("每日零报告", f"每日 {run.report_by} 前" if run.zero_report else "不要求")]
    asked += [("值班带班表", "要求" if run.rota else "不要求"), ("大检查计划", "要求" if run.plan else "不要求")]
    sure = "" if run.certain else "放假安排尚未公布，按法定节假日推算，公布后自动调整"
    rows = [
        ("起止", f"{run.first_day} 至 {run.last_day}（{run.length} 天）"),
        ("启动方式", "人工启动" if run.by_hand else "按制度自动启动"),
        ("公布日期", run.announced_on),
        ("条款", run.clause),
        *asked,
        ("制度版本", run.regime),
        ("放假安排", sure, "full"),
        ("依据和理由", run.reason, "full"),
    ]
    return [row for row in rows if row[1] != ""]


def tiles_of(actor: Actor, run: KeyPeriodRun, told: Comparison) -> list[dict]:
    """The main figures of the period so far, each opening its records."""
    sums = told.total.during
    keys = ["owed", "done", "missed", "found", "closed"]
    if run.zero_report:
        keys += ["reports_in_time", "incidents"]
    tones = {"missed": "late", "done": "done"}
    return [
        {
            "label": WORDS[key],
            "value": sums.get(key, 0),
            "tone": tones.get(key, ""),
            "url": _behind(run, key, told.first, told.last),
        }
        for key in keys
    ]


def measures_of(run: KeyPeriodRun, told: Comparison) -> list[dict]:
    """The comparison line by line: the sum first, then each township; every figure with where its records are."""
    lines = [told.total, *told.lines]
    return [
        {
            "name": "合计" if each is lines[0] else each.name,
            "cells": [
                {
                    "label": WORDS[key],
                    "before": before,
                    "during": during,
                    "before_url": _behind(run, key, told.before_first, told.before_last, each.area_code),
                    "url": _behind(run, key, told.first, told.last, each.area_code),
                }
                for key, before, during in each.pairs()
            ],
        }
        for each in lines
    ]


def sheet_rows(told: Comparison) -> list[SheetRow]:
    """The comparison as rows of a sheet."""
    rows = []
    for name, line in [("合计", told.total), *((each.name, each) for each in told.lines)]:
        rows += [
            SheetRow(name, WORDS[key], "—" if before is None else before, during)
            for key, before, during in line.pairs()
        ]
    return rows


def units_of(actor: Actor, run: KeyPeriodRun, day: date) -> list[ZeroReport]:
    """Each unit's report of a day, those that are missing first."""
    rows = ZeroReport.objects.visible_to(actor).filter(run=run, day=day)
    return sorted(rows, key=lambda each: (each.reported_at is not None, each.area_code, each.unit))


def rota_of(actor: Actor, run: KeyPeriodRun, days: list[date]) -> dict:
    """The rota of some days: a line for each unit, an empty place where nobody is on duty."""
    rows = DutyShift.objects.visible_to(actor).filter(run=run, day__gte=days[0], day__lte=days[-1])
    there = {(each.unit, each.area_code, each.day): each for each in rows}
    units = seen_units(actor, days[0])
    lines = [(unit.name, [there.get((unit.name, unit.area_code, day)) for day in days]) for unit in units]
    gaps = sum(each is None for _, shifts in lines for each in shifts)
    return {"days": days, "lines": lines, "gaps": gaps, "all_url": f"{reverse('duty-shifts')}?run={run.pk}"}


def links_of(run: KeyPeriodRun) -> dict[str, str]:
    """Where the lists of the period are."""
    own = urlencode({"key_period": run.entry, "span": f"{run.first_day} 至 {run.last_day}"})
    return {
        "reports": f"{reverse('zero-reports')}?run={run.pk}",
        "overdue": f"{reverse('zero-reports')}?run={run.pk}&overdue=1",
        "rota_print": f"{reverse('duty-shifts-print')}?run={run.pk}",
        "raised": f"{reverse('obligations')}?{own}",
    }


def _behind(run: KeyPeriodRun, key: str, first: date, last: date, area: str = "") -> str:
    if key in OF_RUN:
        route, more = OF_RUN[key]
        query = {"run": run.pk, **more}
    elif key in BEHIND:
        route, span, more = BEHIND[key]
        query = {span: f"{first} 至 {last}", **more}
    else:
        return ""
    return f"{reverse(route)}?{urlencode(query | ({'area': area} if len(area) > COUNTY_DIGITS else {}))}"

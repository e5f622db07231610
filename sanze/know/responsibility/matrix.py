"""The matrix of a proof: townships down, responsibilities across, each figure with where it leads."""

from collections import Counter
from collections.abc import Iterable
from urllib.parse import urlencode

from django.urls import reverse

from sanze.foundation.regime.queries import regime
from sanze.know.jurisdictions.models import Level
from sanze.know.jurisdictions.queries import path_of
from sanze.know.responsibility.models import Finding
from sanze.know.responsibility.states import Flaw

OTHERS = "岗位与位置"


def matrix(findings: Iterable[Finding]) -> dict:
    """Headings and rows of (township, cells of value and url); findings without a kind stand in the last column."""
    rules, sums, rows = regime(), Counter(), set()
    for each in findings:
        for township in each.reach:
            sums[township, each.kind] += 1
            rows.add(township)
    kinds = sorted({kind for _, kind in sums}, key=lambda kind: (not kind, _order(rules, kind)))
    titles = [
        rules.responsibilities[kind].title if kind in rules.responsibilities else kind or OTHERS for kind in kinds
    ]
    return {
        "headings": titles,
        "rows": [
            {
                "name": path_of(code, [Level.TOWNSHIP]) or path_of(code, [Level.COUNTY]),
                "cells": [
                    (title, sums[code, kind], _url(code, kind)) for kind, title in zip(kinds, titles, strict=True)
                ],
                "sum": sum(sums[code, kind] for kind in kinds),
                "url": _url(code, None),
            }
            for code in sorted(rows)
        ],
    }


def tallies(findings: Iterable[Finding]) -> list[dict]:
    """How many of each flaw stand, each with its list."""
    sums = Counter(each.flaw for each in findings)
    url = reverse("findings")
    return [
        {"label": Flaw(flaw).label, "value": sums[flaw], "url": f"{url}?{urlencode({'open': 1, 'flaw': flaw})}"}
        for flaw in Flaw.values
        if sums[flaw]
    ]


def _order(rules, kind: str) -> int:
    return rules.responsibilities[kind].order if kind in rules.responsibilities else 1000


def _url(township: str, kind: str | None) -> str:
    query = {"open": 1, "township": township} | ({"kind": kind} if kind else {})
    return f"{reverse('findings')}?{urlencode(query)}"

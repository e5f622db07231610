"""The public board of listed leadership (挂牌责任公示牌): who answers for each key enterprise, and whom to call."""

from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from sanze.foundation.acts import entry
from sanze.foundation.moment import today
from sanze.foundation.regime.queries import regime
from sanze.foundation.regime.selecting import selected
from sanze.know.parties.models import Enterprise
from sanze.know.responsibility.queries import Answer, answers_for

SHOWN = 200
LONGEST_ASKED = 40


@require_safe
def board(request: HttpRequest) -> HttpResponse:
    """Key enterprises with their listed leaders, the same for everybody; no telephone number of any person."""
    asked = request.GET.get("q", "").strip()[:LONGEST_ASKED]
    rules = regime()
    kinds = sorted(
        (name for name, each in rules.responsibilities.items() if each.public and not each.awaits),
        key=lambda name: rules.responsibilities[name].order,
    )
    kinds = [name for name in kinds if _of_enterprises(name)]
    rows = _listed(kinds[0]) if kinds else Enterprise.objects.none()
    if asked:
        rows = rows.filter(Q(name__icontains=asked) | Q(address__icontains=asked))
    firms = list(rows.order_by("name", "pk")[:SHOWN])
    told = answers_for(kinds, only=[each.pk for each in firms]) if firms else {}
    found = [
        {
            "name": each.name,
            "place": each.area_name(),
            "industry": each.industry_name(),
            "leaders": [_leader(one) for one in _in_order(told.get(entry.label(each), []), kinds)],
        }
        for each in firms
    ]
    context = {
        "found": found,
        "asked": asked,
        "cut": len(firms) == SHOWN,
        "day": today(),
        "phone": rules.texts.get("responsibility.phone", ""),
        "duty": rules.texts.get("responsibility.leaders_duty", ""),
    }
    return render(request, "public/board.html", context)


def _of_enterprises(name: str) -> bool:
    rules = regime()
    return rules.selection(rules.responsibilities[name].subject).what == "enterprise"


def _listed(kind: str) -> QuerySet[Enterprise]:
    rules = regime()
    return selected(rules, rules.responsibilities[kind].subject)


def _in_order(answers: list[Answer], kinds: list[str]) -> list[Answer]:
    return sorted(answers, key=lambda each: kinds.index(each.kind))


def _leader(answer: Answer) -> dict:
    post = "" if answer.closed else answer.post
    return {"title": answer.title, "post": post or "暂缺", "person": answer.person}

"""The first page after signing in."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from sanze.foundation.moment import SHANGHAI, now, today
from sanze.foundation.scope.access import signed_in
from sanze.portals.workbench.desk import WEEKDAYS, desk_of

HOURS = [(6, "夜深了"), (11, "上午好"), (13, "中午好"), (18, "下午好"), (24, "晚上好")]


@signed_in
def home(request: HttpRequest) -> HttpResponse:
    """What I owe, what is late, what waits for my decision, my month, my area."""
    hour = now().astimezone(SHANGHAI).hour
    context = {
        "desk": desk_of(request.actor, today()),
        "greeting": next(word for until, word in HOURS if hour < until),
        "today": today(),
        "weekday": WEEKDAYS[today().weekday()],
        "weekdays": WEEKDAYS,
    }
    return render(request, "workbench/home.html", context)

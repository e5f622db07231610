"""The inbox of the post in which a person acts."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_POST, require_safe

from sanze.foundation.notices.queries import lines_of, mark_read, notices_of, unread_count
from sanze.foundation.notices.states import Section
from sanze.foundation.scope.access import signed_in

PAGE_SIZE = 30
LINES_SHOWN = 200
LOUD = (Section.LATE, Section.BELOW)


@require_safe
@signed_in(grant="notices.read")
def inbox(request: HttpRequest) -> HttpResponse:
    """The notices of the actor's post, newest first; ?unread=1 leaves only those not read."""
    unread = request.GET.get("unread") == "1"
    rows = notices_of(request.actor)
    pages = Paginator(rows.filter(read_at=None) if unread else rows, PAGE_SIZE)
    page = pages.get_page(request.GET.get("page"))
    context = {
        "page": page,
        "unread": unread,
        "count": unread_count(request.actor),
        "pager": _pager(page, unread),
        "jump_fields": [("unread", "1")] if unread else [],
    }
    return render(request, "notices/inbox.html", context)


@require_safe
@signed_in(grant="notices.read")
def opened(request: HttpRequest, pk: int) -> HttpResponse:
    """Follow a notice to what it is about, or read the digest that it is; that also marks it as read."""
    notice = get_object_or_404(notices_of(request.actor), pk=pk)
    mark_read(request.actor, pk)
    if notice.day:
        sections = [
            {"face": section.label, "late": section in LOUD, "count": len(lines), "lines": lines[:LINES_SHOWN]}
            for section, lines in lines_of(notice)
        ]
        return render(request, "notices/digest.html", {"notice": notice, "sections": sections, "most": LINES_SHOWN})
    return redirect(notice.link or reverse("inbox"))


@require_POST
@signed_in(grant="notices.read")
def read(request: HttpRequest, pk: int) -> HttpResponse:
    """Mark one notice as read."""
    get_object_or_404(notices_of(request.actor), pk=pk)
    mark_read(request.actor, pk)
    return redirect(_back(request))


@require_POST
@signed_in(grant="notices.read")
def read_all(request: HttpRequest) -> HttpResponse:
    """Mark everything in the inbox as read."""
    mark_read(request.actor)
    return redirect(_back(request))


def _back(request: HttpRequest) -> str:
    return reverse("inbox") + ("?unread=1" if request.POST.get("unread") else "")


def _pager(page, unread: bool) -> dict:
    def url(number: int) -> str:
        return "?" + urlencode({"page": number} | ({"unread": 1} if unread else {}))

    return {
        "total": page.paginator.count,
        "size": page.paginator.per_page,
        "number": page.number,
        "pages": page.paginator.num_pages,
        "previous_url": url(page.number - 1) if page.has_previous() else "",
        "next_url": url(page.number + 1) if page.has_next() else "",
    }

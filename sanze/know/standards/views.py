"""Pages of the library: three shelves, one entry of each, what the county adds, and its sheet of own items."""

from tempfile import TemporaryFile

from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import urlencode

from sanze.foundation.acts.command import COMMANDS
from sanze.foundation.acts.refusal import Refused
from sanze.foundation.ledgers.commands import export as export_command
from sanze.foundation.moment import today
from sanze.foundation.pages.act import ActForm, ActPage, buttons
from sanze.foundation.pages.timeline import steps_of
from sanze.foundation.scope.access import signed_in
from sanze.foundation.scope.actor import Actor
from sanze.foundation.scope.models import sees
from sanze.foundation.sheets.write import write_table
from sanze.know.standards import queries, shelves
from sanze.know.standards.forms import CriterionForm, EndForm, ItemForm, SetAsideForm, areas_of
from sanze.know.standards.models import CRITERION_PREFIX, ITEM_PREFIX, Category, OwnCriterion, OwnItem, OwnRule
from sanze.know.standards.shelves import SHELVES, Shelf
from sanze.know.standards.values import CheckItem

PAGE_SIZE = 20


class LibraryPage(ActPage):
    """An act page from which one goes back to the library."""

    def _back(self, record: OwnRule | None) -> str:
        return record.get_absolute_url() if record is not None else reverse("standards")


def _stands(record: OwnRule, actor: Actor) -> bool:
    return record.retired_on is None and sees(actor, record)


pages = [
    LibraryPage("standards.add_item", ItemForm),
    LibraryPage("standards.add_criterion", CriterionForm),
    LibraryPage("standards.retire_item", EndForm, when=_stands, tone="outline-secondary"),
    LibraryPage("standards.retire_criterion", EndForm, when=_stands, tone="outline-secondary"),
]


@signed_in
def shelf(request: HttpRequest, shelf: Shelf) -> HttpResponse:
    """One shelf, filtered; for htmx the table alone."""
    query = _kept(request)
    entries, form = _entries(request, shelf)
    pages = Paginator(entries, PAGE_SIZE)
    page = pages.get_page(request.GET.get("page"))
    aside = queries.set_aside_codes(today(), queries.area_of(request.actor))
    context = {
        "shelf": shelf,
        "rows": [_row(each, aside) for each in page.object_list],
        "pager": _pager(page, query),
        "jump_fields": list(query.items()),
        "table": f"standards/{shelf.name}.html",
    }
    if request.headers.get("HX-Request"):
        return render(request, "standards/table.html", context)
    context |= {
        "query": query,
        "filters": form,
        "tallies": _tallies(request, shelf),
        "export_url": reverse(f"{shelf.route}-export"),
    }
    return render(request, "standards/shelf.html", context)


@signed_in(grant="ledgers.export")
def export(request: HttpRequest, shelf: Shelf) -> FileResponse:
    """The entries shown, as a sheet; that it was taken stays on record."""
    entries, _ = _entries(request, shelf)
    file = TemporaryFile()  # noqa: SIM115 (the response that streams it closes it)
    actor = request.actor
    note = f"导出人：{actor.post} {actor.name}    导出日期：{today()}    标准库版本：{queries.version()}"
    write_table(file, shelf.columns, (shelf.row(each) for each in entries), title=shelf.title, note=note)
    file.seek(0)
    export_command(actor, None, ledger=shelf.route, filters=_kept(request), rows=len(entries))
    return FileResponse(file, as_attachment=True, filename=f"{shelf.title}{today():%Y%m%d}.xlsx")


@signed_in
def item(request: HttpRequest, code: str) -> HttpResponse:
    """One check item: what it asks, its bases, what follows, and the acts open to the reader."""
    record = _own(request.actor, OwnItem, code, ITEM_PREFIX)
    try:
        found = queries.item(code)
    except KeyError:
        raise Http404 from None
    area = queries.area_of(request.actor)
    bases, liability = ([], []) if record else queries.bases_of(code)
    aside = None if record else queries.set_aside(code, area, today())
    context = {
        "entry": found,
        "record": record,
        "force": record.standing_now() if record else shelves.force_name(found, today()),
        "facts": _item_facts(found, request.actor),
        "bases": [_cited(*each) for each in bases],
        "liability": [_cited(*each) for each in liability],
        "criteria": [each for each in queries.criteria_in_force(today(), area) if code in each.items],
        "aside": aside,
        "buttons": buttons(record, request.actor) if record else _shipped_buttons(request.actor, found, aside),
        "steps": steps_of(record) if record else [],
    }
    return render(request, "standards/item.html", context)


@signed_in
def criterion(request: HttpRequest, code: str) -> HttpResponse:
    """One criterion of major dangers, with its citation and the items that lead to it."""
    record = _own(request.actor, OwnCriterion, code, CRITERION_PREFIX)
    try:
        found = queries.criterion(code)
    except KeyError:
        raise Http404 from None
    visible = {each.code: each for each in queries.library_items(today(), queries.area_of(request.actor))}
    context = {
        "entry": found,
        "record": record,
        "force": record.standing_now() if record else shelves.force_name(found, today()),
        "facts": [
            ("编号", found.code),
            ("行业", shelves.industry_name(found)),
            ("来源", _source(found, request.actor)),
            ("有效期", shelves.span(found)),
            ("关键词", "；".join(found.keywords), "full"),
            *([("说明", found.note, "full")] if found.note else []),
        ],
        "items": [visible[each] for each in found.items if each in visible],
        "buttons": buttons(record, request.actor) if record else [],
        "steps": steps_of(record) if record else [],
    }
    return render(request, "standards/criterion.html", context)


@signed_in
def instrument(request: HttpRequest, id: str) -> HttpResponse:
    """One law, rule or standard, and everything that rests on it."""
    try:
        found = queries.instrument(id)
    except KeyError:
        raise Http404 from None
    items, criteria = queries.resting_on(id)
    facts = [
        ("文号", found.number),
        ("有效期", shelves.span(found)),
        ("说明", found.note, "full"),
    ]
    force = shelves.force_name(found, today())
    context = {"entry": found, "facts": facts, "force": force, "items": items, "criteria": criteria}
    return render(request, "standards/instrument.html", context)


@signed_in(grant="standards.set_aside")
def set_aside(request: HttpRequest, code: str) -> HttpResponse:
    """The form by which an area does without a shipped item."""
    return _decide(request, code, "standards.set_aside", SetAsideForm, None, {"item_code": code})


@signed_in(grant="standards.set_aside")
def restore(request: HttpRequest, code: str) -> HttpResponse:
    """The form by which an area uses a shipped item again."""
    aside = queries.set_aside(code, queries.area_of(request.actor), today())
    if aside is None:
        raise Http404
    return _decide(request, code, "standards.restore_item", EndForm, aside, {})


def _decide(request: HttpRequest, code: str, name: str, form: type[ActForm], subject, told: dict) -> HttpResponse:
    """GET shows the form of an act on a shipped item, POST runs it; a refusal comes back on the form."""
    try:
        found = queries.shipped_item(code, today())
    except KeyError:
        raise Http404 from None
    back = reverse("standard-item", args=[code])
    filled = form(request.POST or None, record=subject, actor=request.actor)
    status = 200
    if request.method == "POST":
        status = 422
        if filled.is_valid():
            try:
                COMMANDS[name].run(request.actor, subject, key=filled.act_key(), **filled.facts(), **told)
                return redirect(back)
            except Refused as refused:
                filled.add_error(None, str(refused))
                status = refused.status
    context = {"command": COMMANDS[name], "record": found, "form": filled, "back": back}
    return render(request, "pages/act.html", context, status=status)


def _entries(request: HttpRequest, shelf: Shelf) -> tuple[list, object]:
    """The entries that the query leaves, and the bound form of the filters; a value that fits none leaves nothing."""
    form = shelf.filters(request.GET)
    if not form.is_valid():
        return [], form
    wanted = form.cleaned_data
    found = queries.search(request.GET.get("q", ""), wanted["industry"], shelf.name, queries.area_of(request.actor))
    return shelves.chosen(shelf.entries(found), wanted, today()), form


def _tallies(request: HttpRequest, current: Shelf) -> list[dict]:
    """How many entries in force each shelf holds for the words and the industry asked for."""
    kept = {name: value for name, value in _kept(request).items() if name in ("q", "industry")}
    industry = kept.get("industry", "")
    known = industry if industry in queries.industry_names() else ""
    found = queries.search(kept.get("q", ""), known, "", queries.area_of(request.actor))
    return [
        {
            "label": each.title,
            "value": len(shelves.chosen(each.entries(found), {}, today())),
            "url": f"{reverse(each.route)}?{urlencode(kept)}",
            "current": each is current,
        }
        for each in SHELVES
    ]


def _row(entry: shelves.Entry, aside: set[str]) -> dict:
    row = {"entry": entry, "force": shelves.force_name(entry, today()), "span": shelves.span(entry)}
    if hasattr(entry, "industry"):
        row["industry"] = queries.short_names()[entry.industry]
    if isinstance(entry, CheckItem):
        row |= {"category": Category(entry.category).label, "aside": entry.code in aside}
    return row


def _item_facts(found: CheckItem, actor: Actor) -> list[tuple]:
    return [
        ("编号", found.code),
        ("行业", shelves.industry_name(found)),
        ("类别", Category(found.category).label),
        ("整改期限", f"{found.limit}（通常）"),
        ("来源", _source(found, actor)),
        ("有效期", shelves.span(found)),
        ("整改措施", found.measure, "full"),
        *([("升级条件", found.raises_when, "full")] if found.raises_when else []),
        *([("判定说明", found.no_criterion, "full")] if found.no_criterion else []),
    ]


def _source(entry, actor: Actor) -> str:
    if not entry.own:
        return f"国家库（{queries.version()}版）"
    name = dict(areas_of(actor)).get(entry.area_code)
    return f"本地（{name or '上级辖区'}）"


def _cited(found, article: str) -> dict:
    return {"instrument": found, "article": article, "force": shelves.force_name(found, today())}


def _own(actor: Actor, model: type[OwnRule], code: str, prefix: str) -> OwnRule | None:
    """The own rule of that code, None for a code of the shipped library. Raises Http404 for one not to be seen."""
    if not code.startswith(prefix):
        return None
    area = queries.area_of(actor)
    rows = model.objects.applying_to(area) if actor.party_id is not None else model.objects.visible_to(actor)
    return get_object_or_404(rows, code=code)


def _shipped_buttons(actor: Actor, found: CheckItem, aside) -> list[dict]:
    if not actor.may("standards.set_aside"):
        return []
    if aside is not None:
        label, route, offered = "恢复使用", "standards.restore_item", sees(actor, aside) and not aside.retired_on
    else:
        label, route, offered = "本地停用", "standards.set_aside", found.severity != "major" and not found.criteria
    return [{"label": label, "url": reverse(route, args=[found.code]), "tone": "outline-secondary"}] if offered else []


def _kept(request: HttpRequest) -> dict[str, str]:
    """The words and filters that links carry on."""
    return {name: value for name, value in request.GET.items() if value and name != "page"}


def _pager(page, query: dict[str, str]) -> dict:
    def url(number: int) -> str:
        return "?" + urlencode(query | {"page": number})

    return {
        "total": page.paginator.count,
        "size": PAGE_SIZE,
        "number": page.number,
        "pages": page.paginator.num_pages,
        "previous_url": url(page.previous_page_number()) if page.has_previous() else "",
        "next_url": url(page.next_page_number()) if page.has_next() else "",
    }

"""Pages of listed leadership and duty lists: the import of an office's own board, each post's list, printable."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from sanze.foundation.acts.refusal import Refused
from sanze.foundation.identity.models import Post
from sanze.foundation.identity.queries import posts_open
from sanze.foundation.moment import today
from sanze.foundation.pages.act import ActPage, buttons
from sanze.foundation.regime.queries import regime
from sanze.foundation.scope.access import signed_in
from sanze.foundation.sheets.read import read_table
from sanze.foundation.sheets.refusals import UnreadableSheet
from sanze.know.responsibility.commands.listing import import_board
from sanze.know.responsibility.duty_lists import duty_list, kinds_with_lists
from sanze.know.responsibility.forms import BoardForm, ItemForm, RetireForm
from sanze.know.responsibility.sheet import fields, weigh
from sanze.know.responsibility.values import Listing

KEPT = "board-rows"
SHOWN = 200

pages = [
    ActPage("responsibility.add_item", ItemForm, then=lambda post, made: made.get_absolute_url()),
    ActPage("responsibility.retire_item", RetireForm, tone="outline-secondary"),
]


@signed_in(grant="responsibility.import_board")
def upload(request: HttpRequest) -> HttpResponse:
    """The office's list, weighed; nothing is written before it is confirmed."""
    form = BoardForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            weighed = weigh(
                request.actor, read_table(file.read(), file.name, [word for each in fields() for word in each.headings])
            )
        except UnreadableSheet as unreadable:
            form.add_error("file", str(unreadable))
        else:
            rows = [each.model_dump() for each in weighed.good]
            request.session[KEPT] = {"rows": rows, "paper": form.cleaned_data["paper"]}
            problems = [each._asdict() for each in weighed.problems[:SHOWN]]
            context = {"weighed": weighed, "problems": problems, "good": weighed.good_rows}
            return render(request, "responsibility/board_check.html", context)
    status = 422 if request.method == "POST" else 200
    return render(request, "responsibility/board_upload.html", {"form": form, "fields": fields()}, status=status)


@signed_in(grant="responsibility.import_board")
def confirm(request: HttpRequest) -> HttpResponse:
    """Write what was weighed."""
    kept = request.session.get(KEPT)
    if request.method != "POST" or not kept:
        return redirect("board-import")
    try:
        rows = [Listing(**each) for each in kept["rows"]]
        import_board(request.actor, None, rows=rows, paper=kept["paper"], on=today())
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect("board-import")
    del request.session[KEPT]
    messages.success(request, "已导入挂牌责任")
    return redirect("board")


@signed_in
def duty_lists(request: HttpRequest) -> HttpResponse:
    """The posts of leadership under the reader's eyes, each with its list."""
    rules = regime()
    kinds = kinds_with_lists(rules)
    rows = posts_open(today()).visible_to(request.actor).filter(kind__in=kinds).order_by("kind", "unit", "pk")
    found = [(each, rules.posts[each.kind].title) for each in rows[:SHOWN]]
    return render(request, "responsibility/duty_lists.html", {"found": found})


@signed_in
def duty_list_page(request: HttpRequest, pk: int) -> HttpResponse:
    """One post's list: by the policy, by its kind, by what it is named for, and its own."""
    post = _post(request, pk)
    own = [(item, buttons(item, request.actor)) for item in duty_list(post).own]
    context = {"post": post, "list": duty_list(post), "own": own, "add": _add(request, post)}
    return render(request, "responsibility/duty_list.html", context)


@signed_in
def duty_list_print(request: HttpRequest, pk: int) -> HttpResponse:
    """The same on paper."""
    post = _post(request, pk)
    return render(request, "responsibility/duty_list_print.html", {"post": post, "list": duty_list(post)})


def _add(request: HttpRequest, post: Post) -> str:
    """Where this reader adds to the list; empty where they may not."""
    actor = request.actor
    mine = post.pk == actor.post_id or actor.may("responsibility.assign")
    return pages[0].href(post) if mine and actor.may("responsibility.add_item") else ""


def _post(request: HttpRequest, pk: int) -> Post:
    """A post of leadership that the reader sees, or their own."""
    rows = Post.objects.filter(pk=pk) if pk == request.actor.post_id else Post.objects.visible_to(request.actor)
    return get_object_or_404(rows, pk=pk, kind__in=kinds_with_lists(regime()))

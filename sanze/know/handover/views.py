"""Pages of hand-overs: one's own post with all it carries, one protocol, and the acts."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from sanze.foundation.identity.carrying import parcels
from sanze.foundation.identity.confirming import WAYS, HandPage
from sanze.foundation.identity.models import Post
from sanze.foundation.identity.queries import holder_of
from sanze.foundation.pages.act import ActPage, buttons
from sanze.foundation.pages.slots import panels_of
from sanze.foundation.pages.timeline import steps_of
from sanze.foundation.scope.access import signed_in
from sanze.foundation.scope.actor import Actor
from sanze.know.handover import forms
from sanze.know.handover.models import OPEN, Handover
from sanze.know.handover.queries import is_gone, may_stand_for_giver

SHOWN = 20


def _may_give(handover: Handover, actor: Actor) -> bool:
    return actor.person_id == handover.giver_id


def _may_give_for(handover: Handover, actor: Actor) -> bool:
    drawn = "give" in handover.MACHINE.steps_from(handover.state)
    return drawn and may_stand_for_giver(actor, handover) and is_gone(handover)


def _may_take(handover: Handover, actor: Actor) -> bool:
    return actor.person_id == handover.receiver_id


def _may_withdraw(handover: Handover, actor: Actor) -> bool:
    return actor.person_id == handover.giver_id or actor.may("identity.release")


draw_up = ActPage(
    "handover.draw_up", forms.DrawUpForm, when=lambda post, actor: not post.closed_on, tone="outline-primary"
)
pages = [
    HandPage("handover.give", forms.GiveForm, when=_may_give),
    HandPage("handover.give_for", forms.GiveForForm, when=_may_give_for),
    HandPage("handover.take", forms.TakeForm, when=_may_take),
    ActPage("handover.withdraw", forms.WithdrawForm, when=_may_withdraw, tone="outline-danger"),
]


@signed_in
def handover(request: HttpRequest, pk: int) -> HttpResponse:
    """One protocol: who hands what over to whom, and how far it has got."""
    rows = Handover.objects.visible_to(request.actor).select_related("post", "giver", "receiver")
    record = get_object_or_404(rows, pk=pk)
    facts = [
        ("岗位", str(record.post)),
        ("事由", record.get_occasion_display()),
        ("移交人", record.giver.name),
        ("接收人", record.receiver.name),
        ("交接时间", record.span()),
        ("起草", f"{record.drawer}，{record.drawn_on}"),
        ("移交确认", _confirmed(record.given_by, record.given_way, record.given_on)),
        ("接收确认", _confirmed(record.receiver.name, record.taken_way, record.taken_on)),
        ("说明", record.reason, "full"),
    ]
    facts += [("代为确认理由", record.given_reason, "full")] if record.given_reason else []
    facts += [("撤回", f"{record.withdrawn_on} {record.withdraw_reason}", "full")] if record.withdrawn_on else []
    context = {
        "record": record,
        "facts": facts,
        "buttons": buttons(record, request.actor),
        "panels": panels_of(request, record),
        "steps": steps_of(record),
    }
    return render(request, "handover/handover.html", context)


def _confirmed(who: str, way: str, day) -> str:
    return f"{who}，{WAYS.get(way, way)}，{day}" if day else ""


@signed_in
def own_post(request: HttpRequest) -> HttpResponse:
    """The post in which one acts, with everything that hangs on it and would be handed over."""
    actor = request.actor
    post = get_object_or_404(Post.objects.filter(pk=actor.post_id))
    found = Handover.objects.filter(post=post).select_related("giver", "receiver").order_by("-pk")
    under_way = any(each.state in OPEN for each in found[:SHOWN])
    visible = Post.objects.visible_to(actor).filter(pk=post.pk).exists()
    may = visible and not under_way and draw_up.offered(post, actor)
    context = {
        "post": post,
        "holder": holder_of(post.pk),
        "parcels": parcels(post, first=SHOWN),
        "protocols": list(found[:SHOWN]),
        "draw_up_url": draw_up.href(post) if may else "",
    }
    return render(request, "handover/own_post.html", context)

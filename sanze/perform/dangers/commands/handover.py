"""Who is in charge of a danger: handed over (移交) with a receipt, and following an enterprise that moved.

Being in charge decides on whose waiting list a danger stands. It takes no power from anybody else who sees it.
"""

from django.db.models import Q

from sanze.foundation.acts.command import command
from sanze.foundation.acts.records import change
from sanze.foundation.acts.refusal import Refused
from sanze.foundation.capabilities import Capability
from sanze.foundation.identity.models import Post
from sanze.foundation.identity.queries import posts_open
from sanze.foundation.scope.actor import Actor
from sanze.foundation.states.machine import IllegalStep
from sanze.perform.dangers.commands import owing
from sanze.perform.dangers.commands.refusals import refuse_no_reason
from sanze.perform.dangers.models import SETTLED, Danger
from sanze.perform.dangers.queries import can_handle


class CannotHandle(Refused):
    message = "该岗位不能承办这条隐患"


class NotHandedToYou(Refused):
    message = "这条隐患没有移交给本岗位"


@command(grant="dangers.transfer", title="移交隐患", capability=Capability.DANGER_LOOP)
def transfer(actor: Actor, danger: Danger, *, to_post_id: int, reason: str) -> None:
    """Hand a danger over to another post. The old one stays in charge until the other receives it (签收).

    Raises ReasonMissing, IllegalStep where the danger is settled, CannotHandle for a post that is closed, does
    not see the danger, or may not order.
    """
    refuse_no_reason(reason)
    if danger.state in SETTLED:
        raise IllegalStep(f"「{danger.get_state_display()}」")
    post = posts_open().filter(pk=to_post_id).first()
    if post is None or post.pk == danger.handler_id or not can_handle(post, danger):
        raise CannotHandle(post or "")
    change(danger, passing_to_id=post.pk, passing_to=str(post))


@command(grant="dangers.receive", title="签收移交隐患", capability=Capability.DANGER_LOOP)
def receive(actor: Actor, danger: Danger) -> None:
    """Take charge of a danger handed over to one's own post. Raises NotHandedToYou."""
    if danger.passing_to_id is None or danger.passing_to_id != actor.post_id:
        raise NotHandedToYou()
    change(danger, handler_id=danger.passing_to_id, handler=danger.passing_to, passing_to_id=None, passing_to="")
    owing.received(danger)


def follow_enterprise(enterprise_id: int, *, area_code: str, industry: str) -> int:
    """Inside another act: dangers not yet settled go where their enterprise went; returns how many.

    Whoever was in charge there may not see them here, so the new place's stations are in charge.
    """
    rows = Danger.objects.filter(enterprise_id=enterprise_id)
    rows = rows.exclude(state__in=SETTLED)
    going = rows.update(
        area_code=area_code, industry=industry, handler_id=None, handler="", passing_to_id=None, passing_to=""
    )
    owing.followed(rows)
    return going


def pass_handling(post: Post, successor: Post) -> int:
    """Inside another act: open dangers of a post that closes go to the successor; returns how many.

    What the successor may not handle goes to the stations of its area, as everything that no post has in charge.
    """
    rows = Danger.objects.exclude(state__in=SETTLED).filter(Q(handler_id=post.pk) | Q(passing_to_id=post.pk))
    found = list(rows.select_for_update(of=("self",)).order_by("pk"))
    for each in found:
        able = can_handle(successor, each)
        heir = (successor.pk, str(successor)) if able else (None, "")
        if each.handler_id == post.pk:
            change(each, handler_id=heir[0], handler=heir[1])
        if each.passing_to_id == post.pk:
            change(each, passing_to_id=heir[0], passing_to=heir[1])
    return len(found)

"""What the loop makes somebody owe, by when, and what ends that; each is part of the act that brings it about."""

from collections.abc import Sequence

from django.db.models import QuerySet

from sanze.foundation.scope.actor import Actor
from sanze.perform.dangers import occasions
from sanze.perform.dangers.models import Danger, Extension
from sanze.perform.dangers.states import DangerState, ExtensionState
from sanze.perform.duties.commands import singles

GRADE, ORDER, RECTIFY, CLOSE = "dangers.grade", "dangers.order", "dangers.rectify", "dangers.close"
DECIDE, REPORT = "dangers.decide_extension", "dangers.report_major"
OF_THE_AUTHORITY = (GRADE, ORDER, CLOSE)


def reported(dangers: Sequence[Danger]) -> None:
    """Somebody must grade what was reported; what was corrected on the spot must be seen again."""
    ungraded = [each for each in dangers if not each.corrected_on_spot]
    singles.owe_each(ungraded, code=GRADE, title="核定隐患等级", within=GRADE, occasion=occasions.REPORTED)
    _owe_reinspection([each for each in dangers if each.corrected_on_spot])


def graded(actor: Actor, danger: Danger, *, before: str, major_before: bool) -> None:
    """The grade is given, for the first time or anew: an order is to follow, and of a major danger two reports.

    before: the state until now. An order given before is void.
    """
    if before == DangerState.REPORTED:
        singles.discharge(actor, danger, GRADE)
    if before == DangerState.ORDERED:
        singles.settle(danger)
    if before != DangerState.GRADED:
        post = danger.handler_id
        singles.owe(
            danger, code=ORDER, title="下达整改指令", within=ORDER, occasion=occasions.GRADED, holder_post_id=post
        )
    if major_before and not danger.major:
        singles.settle(danger, code=REPORT)
    if danger.major and not major_before and not _told_twice(danger):
        within, occasion = "dangers.report_major", occasions.FOUND_MAJOR
        singles.owe(danger, code=REPORT, title="重大隐患双报告", within=within, occasion=occasion)


def dismissed(actor: Actor, danger: Danger) -> None:
    """There is no such danger: whoever said so did what grading asks, and nothing more is owed about it."""
    singles.discharge(actor, danger, GRADE)
    singles.settle(danger)


def ordered(actor: Actor, danger: Danger) -> None:
    """The order is given, and the danger is to be removed by its day."""
    singles.discharge(actor, danger, ORDER, on=danger.ordered_on)
    to_be_removed(danger)


def sent_back(actor: Actor, danger: Danger) -> None:
    """It was seen again and still stands."""
    singles.discharge(actor, danger, CLOSE, occasion=occasions.RECTIFIED)
    singles.settle(danger, code=CLOSE)
    to_be_removed(danger)


def to_be_removed(danger: Danger) -> None:
    """The danger is to be removed by its deadline, and a major one closed by then, where the policy says so."""
    singles.owe(danger, code=RECTIFY, title="整改隐患", due=danger.due_on, occasion=occasions.ORDERED)
    if danger.major and singles.asks(occasions.MAJOR_ORDERED):
        singles.owe(danger, code=CLOSE, title="重大隐患销案", due=danger.due_on, occasion=occasions.MAJOR_ORDERED)


def rectified(actor: Actor, danger: Danger) -> None:
    """It is said to be removed, on its day; somebody must see that it is."""
    singles.discharge(actor, danger, RECTIFY, on=danger.rectified_on)
    _owe_reinspection([danger])


def closed(actor: Actor, danger: Danger) -> None:
    """The danger is seen to be gone, and with it whatever was still owed about it."""
    singles.discharge(actor, danger, CLOSE, on=danger.closed_on)
    if danger.major:
        singles.settle(danger)


def reported_major(actor: Actor, danger: Danger) -> None:
    """A major danger was told to the authority, to the congress, or both; only both is what is owed."""
    if _told_twice(danger):
        singles.discharge(actor, danger, REPORT, on=max(danger.authority_reported_on, danger.congress_reported_on))


def extension_asked(extension: Extension) -> None:
    """Somebody must decide on the extension before the deadline that it is about."""
    about = {"title": "审批延期", "due": extension.old_due_on, "occasion": occasions.EXTENSION_ASKED}
    singles.owe(extension, code=DECIDE, holder_post_id=extension.danger.handler_id, **about)


def extension_granted(actor: Actor, extension: Extension) -> None:
    """The extension is granted: what was owed by the old deadline is owed by the new one."""
    singles.discharge(actor, extension, DECIDE)
    for occasion in (occasions.ORDERED, occasions.MAJOR_ORDERED):
        singles.move_deadline(extension.danger, occasion=occasion, due=extension.due_on)


def extension_declined(actor: Actor, extension: Extension) -> None:
    singles.discharge(actor, extension, DECIDE)


def extension_lapsed(extension: Extension) -> None:
    """The extension has lost its object."""
    singles.settle(extension)


def received(danger: Danger) -> None:
    """Another post is in charge, and owes what the authority owes about the danger."""
    singles.pass_on(danger, *OF_THE_AUTHORITY, holder_post_id=danger.handler_id)
    for each in Extension.objects.filter(danger=danger, state=ExtensionState.ASKED):
        singles.pass_on(each, DECIDE, holder_post_id=danger.handler_id)


def followed(dangers: QuerySet[Danger]) -> None:
    """The dangers went with their enterprise; what is owed about them goes to the posts there."""
    asked = Extension.objects.filter(danger__in=dangers, state=ExtensionState.ASKED).select_related("danger")
    singles.follow(dangers)
    singles.follow(asked)


def _owe_reinspection(dangers: Sequence[Danger]) -> None:
    """Somebody must see whether the dangers are gone: the post in charge, if there is one."""
    post = dangers[0].handler_id if dangers else None
    about = {"title": "复查隐患", "within": "dangers.reinspect", "occasion": occasions.RECTIFIED}
    singles.owe_each(dangers, code=CLOSE, holder_post_id=post, **about)


def _told_twice(danger: Danger) -> bool:
    return danger.authority_reported_on is not None and danger.congress_reported_on is not None

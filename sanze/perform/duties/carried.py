"""How what is owed hangs on posts, and how it passes when a post is closed."""

from django.db.models import Q, QuerySet

from sanze.foundation.identity.carrying import Carried, Line, carries, stays
from sanze.foundation.identity.models import Post
from sanze.foundation.moment import today
from sanze.foundation.scope.actor import Actor
from sanze.perform.duties.commands.singles import pass_all
from sanze.perform.duties.models import OPEN, Obligation


def _open(post: Post) -> QuerySet[Obligation]:
    """What can still be done in time or late, and single things however late; what was missed stays where it was."""
    day = today()
    begun = Q(run_id=None) | Q(late_until__gte=day, period_first__lte=day)
    return Obligation.objects.filter(OPEN, begun, holder=post).order_by("due_on", "pk")


def _line(owed: Obligation) -> Line:
    return Line(owed.title, f"{owed.subject_name}，{owed.standing()}", owed.get_absolute_url(), owed.due_on)


def _pass_on(actor: Actor, post: Post, successor: Post) -> int:
    return pass_all(post, successor)


def fill() -> None:
    """Called once when the platform starts."""
    carries(Carried("履责事项", ("duties.Obligation.holder",), _open, _line, _pass_on, order=10))
    stays("提醒史：何时提醒过哪个岗位不再改变", "duties.Reminder.post_id")

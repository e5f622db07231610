"""How responsibility hangs on posts, and how it passes when a post is closed."""

from sanze.foundation.identity.carrying import Carried, Line, carries, stays
from sanze.foundation.identity.models import Post
from sanze.foundation.moment import today
from sanze.foundation.scope.actor import Actor
from sanze.know.responsibility.commands.passing import lasting, pass_assignments
from sanze.know.responsibility.models import Assignment


def _line(named: Assignment) -> Line:
    return Line(str(named), named.standing(), named.get_absolute_url(), named.until)


def _pass_on(actor: Actor, post: Post, successor: Post) -> int:
    return pass_assignments(post, successor, today())


def fill() -> None:
    """Called once when the platform starts."""
    columns = ("responsibility.Assignment.post",)
    carries(Carried("责任指定", columns, lambda post: lasting(post, today()), _line, _pass_on, weight="told", order=15))
    stays("岗位自己的职责清单，随岗位设立和撤销", "responsibility.DutyItem.post")
    stays("整改义务作为履责事项随岗位转交，审计记录不改", "responsibility.Finding.mender")

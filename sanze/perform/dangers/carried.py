"""How dangers hang on posts, and how they pass when a post is closed."""

from django.db.models import Q, QuerySet

from sanze.foundation.identity.carrying import Carried, Line, carries, stays
from sanze.foundation.identity.models import Post
from sanze.foundation.regime.queries import regime
from sanze.foundation.scope.actor import Actor
from sanze.foundation.scope.models import within
from sanze.perform.dangers.commands.handover import pass_handling
from sanze.perform.dangers.models import SETTLED, Danger, Extension
from sanze.perform.dangers.queries import HANDLING
from sanze.perform.dangers.states import ExtensionState

DECIDING = "dangers.decide_extension"


def _in_charge(post: Post) -> QuerySet[Danger]:
    rows = Danger.objects.exclude(state__in=SETTLED).filter(Q(handler_id=post.pk) | Q(passing_to_id=post.pk))
    return rows.order_by("due_on", "pk")


def _shared(post: Post) -> QuerySet[Danger]:
    """Dangers that no post has in charge: of the post's own party, or of the stations of its area."""
    rows = Danger.objects.exclude(state__in=SETTLED).select_related("enterprise").order_by("due_on", "pk")
    if post.party_id is not None:
        return rows.filter(enterprise_id=post.party_id)
    return rows.filter(_of_the_station(post), handler_id=None) if _may(post, HANDLING) else rows.none()


def _asked(post: Post) -> QuerySet[Extension]:
    """Extensions that wait for a decision, of dangers that the post or its station has in charge."""
    rows = Extension.objects.filter(state=ExtensionState.ASKED).select_related("danger").order_by("old_due_on", "pk")
    if post.party_id is not None or not _may(post, DECIDING):
        return rows.none()
    nobody = _of_the_station(post, "danger__") & Q(danger__handler_id=None)
    return rows.filter(nobody | Q(danger__handler_id=post.pk))


def _of_the_station(post: Post, path: str = "") -> Q:
    own = within(f"{path}area_code", post.area_code)
    return own & Q(**{f"{path}industry__in": post.industries}) if post.industries else own


def _may(post: Post, grant: str) -> bool:
    kind = regime().posts.get(post.kind)
    return kind is not None and grant in kind.grants


def _line(danger: Danger) -> Line:
    about = f"{danger.enterprise.name}，{danger.level()}，{danger.standing()}"
    return Line(f"{danger.number} {danger.title}", about, danger.get_absolute_url(), danger.due_on)


def _extension_line(asked: Extension) -> Line:
    about = f"{asked.danger.number} {asked.danger.title}"
    return Line(f"延期至 {asked.asked_due_on} 待审批", about, asked.get_absolute_url(), asked.old_due_on)


def _pass_on(actor: Actor, post: Post, successor: Post) -> int:
    return pass_handling(post, successor)


def fill() -> None:
    """Called once when the platform starts."""
    in_charge = ("handler_id", "handler", "passing_to_id", "passing_to")
    carries(
        Carried(
            "承办的隐患",
            tuple(f"dangers.Danger.{name}" for name in in_charge),
            _in_charge,
            _line,
            _pass_on,
            order=20,
        ),
        Carried("未销号的隐患", (), _shared, _line, weight="shared", order=21),
        Carried("待审批的延期申请", (), _asked, _extension_line, weight="shared", order=22),
    )
    history = ("finder_post", "finder_post_id", "rectifier_post_id", "closer_post_id")
    stays("隐患史：谁发现、谁整改、谁销号不再改变", *(f"dangers.Danger.{name}" for name in history))

"""How planned inspections hang on posts, and how they pass when a post is closed."""

from django.db.models import QuerySet

from sanze.foundation.identity.carrying import Carried, Line, carries, stays
from sanze.foundation.identity.models import Post
from sanze.foundation.regime.queries import regime
from sanze.foundation.scope.actor import Actor
from sanze.foundation.scope.models import within
from sanze.perform.inspections.commands.planning import pass_planned
from sanze.perform.inspections.models import Visit
from sanze.perform.inspections.states import VisitState


def _planned(post: Post) -> QuerySet[Visit]:
    rows = Visit.objects.filter(applicant_post_id=post.pk, state__in=[VisitState.APPLIED, VisitState.APPROVED])
    return rows.select_related("enterprise").order_by("planned_on", "pk")


def _to_approve(post: Post) -> QuerySet[Visit]:
    """Applications of others that the post may approve, as may others of its station."""
    rows = Visit.objects.filter(state=VisitState.APPLIED).exclude(applicant_post_id=post.pk)
    kind = regime().posts.get(post.kind)
    if post.party_id is not None or kind is None or "inspections.approve" not in kind.grants:
        return rows.none()
    rows = rows.filter(within("area_code", post.area_code))
    rows = rows.filter(industry__in=post.industries) if post.industries else rows
    return rows.select_related("enterprise").order_by("planned_on", "pk")


def _line(visit: Visit) -> Line:
    about = f"{visit.enterprise.name}，{visit.get_state_display()}"
    return Line(f"{visit.get_kind_display()}：{visit.reason}", about, visit.get_absolute_url(), visit.planned_on)


def _pass_on(actor: Actor, post: Post, successor: Post) -> int:
    return pass_planned(post, successor)


def fill() -> None:
    """Called once when the platform starts."""
    columns = ("inspections.Visit.applicant_post_id", "inspections.Visit.applicant_post")
    carries(
        Carried("申请中、待实施的行政检查", columns, _planned, _line, _pass_on, order=30),
        Carried("待审批的行政检查", (), _to_approve, _line, weight="shared", order=31),
    )
    names = ("recorder_post", "recorder_post_id", "approver_post")
    stays("检查史：谁批准、谁记录不再改变", *(f"inspections.Visit.{name}" for name in names))

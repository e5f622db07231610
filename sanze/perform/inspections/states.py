"""How an administrative inspection comes to be done: applied for, approved by another, recorded."""

from django.db.models import TextChoices

from sanze.foundation.states.machine import StateMachine, step


class VisitState(TextChoices):
    APPLIED = "applied", "待审批"
    APPROVED = "approved", "已批准"
    DECLINED = "declined", "未批准"
    CANCELLED = "cancelled", "已取消"
    RECORDED = "recorded", "已完成"


# Patrols and service visits need no approval and are made as recorded.
PLANNING = StateMachine(
    VisitState,
    initial=VisitState.APPLIED,
    final=[VisitState.DECLINED, VisitState.CANCELLED, VisitState.RECORDED],
    steps=[
        step("approve", VisitState.APPLIED, VisitState.APPROVED),
        step("decline", VisitState.APPLIED, VisitState.DECLINED),
        step("cancel", [VisitState.APPLIED, VisitState.APPROVED], VisitState.CANCELLED),
        step("record", VisitState.APPROVED, VisitState.RECORDED),
    ],
)

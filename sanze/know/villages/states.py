"""A village's way to being a safe village: assessed by itself, reviewed by the township, awarded by the county."""

from django.db.models import TextChoices

from sanze.foundation.states.machine import StateMachine, step


class CreationState(TextChoices):
    ASSESSED = "assessed", "已自评"
    RETURNED = "returned", "退回补正"
    REVIEWED = "reviewed", "达到基本标准"
    AWARDED = "awarded", "安全乡村"
    WITHDRAWN = "withdrawn", "已撤销命名"


CREATION = StateMachine(
    CreationState,
    initial=CreationState.ASSESSED,
    final=[CreationState.WITHDRAWN],
    steps=[
        step("review", CreationState.ASSESSED, CreationState.REVIEWED),
        step("send_back", [CreationState.ASSESSED, CreationState.REVIEWED], CreationState.RETURNED),
        step("assess_again", [CreationState.RETURNED, CreationState.REVIEWED], CreationState.ASSESSED),
        step("award", CreationState.REVIEWED, CreationState.AWARDED),
        step("withdraw", CreationState.AWARDED, CreationState.WITHDRAWN),
    ],
)

"""How a person comes to hold a post: proposed by one administrator, confirmed by another, ended by a day."""

from django.db.models import TextChoices

from sanze.foundation.states.machine import StateMachine, step


class HoldingState(TextChoices):
    PROPOSED = "proposed", "待确认"
    CONFIRMED = "confirmed", "任职"
    DECLINED = "declined", "未通过"
    ENDED = "ended", "已离任"


TENURE = StateMachine(
    HoldingState,
    initial=HoldingState.PROPOSED,
    final=[HoldingState.DECLINED, HoldingState.ENDED],
    steps=[
        step("confirm", HoldingState.PROPOSED, HoldingState.CONFIRMED),
        step("decline", HoldingState.PROPOSED, HoldingState.DECLINED),
        step("release", HoldingState.CONFIRMED, HoldingState.ENDED),
    ],
)

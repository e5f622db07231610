"""How a hand-over goes: drawn up, given by one, taken by the other."""

from django.db.models import TextChoices

from sanze.foundation.states.machine import StateMachine, step


class HandoverState(TextChoices):
    DRAWN = "drawn", "待移交人确认"
    GIVEN = "given", "待接收人确认"
    TAKEN = "taken", "已交接"
    WITHDRAWN = "withdrawn", "已撤回"


PROTOCOL = StateMachine(
    HandoverState,
    initial=HandoverState.DRAWN,
    final=[HandoverState.TAKEN, HandoverState.WITHDRAWN],
    steps=[
        step("give", HandoverState.DRAWN, HandoverState.GIVEN),
        step("take", HandoverState.GIVEN, HandoverState.TAKEN),
        step("withdraw", [HandoverState.DRAWN, HandoverState.GIVEN], HandoverState.WITHDRAWN),
    ],
)


class Occasion(TextChoices):
    """Why a post changes hands."""

    LEAVE = "leave", "离任"
    TRANSFER = "transfer", "调动"
    DEPUTY = "deputy", "代理"
    CLOSING = "closing", "岗位撤销"

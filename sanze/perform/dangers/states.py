"""The closed loop of a hidden danger: nothing leaves it unclosed; and what becomes of an extension asked for."""

from django.db.models import TextChoices

from sanze.foundation.states.machine import StateMachine, step


class DangerState(TextChoices):
    REPORTED = "reported", "待定级"
    GRADED = "graded", "待下达"
    ORDERED = "ordered", "整改中"
    RECTIFIED = "rectified", "待复查"
    CLOSED = "closed", "已销号"
    DISMISSED = "dismissed", "不属实"


# Overdue (超期) is no state: it is `due_on` before today while the danger is being rectified.
LOOP = StateMachine(
    DangerState,
    initial=DangerState.REPORTED,
    final=[DangerState.CLOSED, DangerState.DISMISSED],
    steps=[
        step("grade", [DangerState.REPORTED, DangerState.GRADED, DangerState.ORDERED], DangerState.GRADED),
        step("correct", DangerState.REPORTED, DangerState.RECTIFIED),
        step("dismiss", [DangerState.REPORTED, DangerState.GRADED], DangerState.DISMISSED),
        step("order", DangerState.GRADED, DangerState.ORDERED),
        step("extend", DangerState.ORDERED, DangerState.ORDERED),
        step("rectify", DangerState.ORDERED, DangerState.RECTIFIED),
        step("send_back", DangerState.RECTIFIED, DangerState.ORDERED),
        step("close", DangerState.RECTIFIED, DangerState.CLOSED),
        step("reopen", DangerState.CLOSED, DangerState.ORDERED),
    ],
)


class ExtensionState(TextChoices):
    ASKED = "asked", "待审批"
    GRANTED = "granted", "已准予"
    DECLINED = "declined", "未准予"
    LAPSED = "lapsed", "已失效"


EXTENDING = StateMachine(
    ExtensionState,
    initial=ExtensionState.ASKED,
    final=[ExtensionState.GRANTED, ExtensionState.DECLINED, ExtensionState.LAPSED],
    steps=[
        step("grant", ExtensionState.ASKED, ExtensionState.GRANTED),
        step("decline", ExtensionState.ASKED, ExtensionState.DECLINED),
        step("lapse", ExtensionState.ASKED, ExtensionState.LAPSED),
    ],
)

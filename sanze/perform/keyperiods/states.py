"""How a key period runs, how a zero-report comes in, and how a big inspection ends."""

from django.db.models import TextChoices

from sanze.foundation.states.machine import StateMachine, step


class RunState(TextChoices):
    ANNOUNCED = "announced", "已公布"
    RUNNING = "running", "进行中"
    CLOSED = "closed", "已结束"
    WITHDRAWN = "withdrawn", "已取消"


RUNNING = StateMachine(
    RunState,
    initial=RunState.ANNOUNCED,
    final=[RunState.CLOSED, RunState.WITHDRAWN],
    steps=[
        step("start", RunState.ANNOUNCED, RunState.RUNNING),
        step("close", RunState.RUNNING, RunState.CLOSED),
        step("withdraw", RunState.ANNOUNCED, RunState.WITHDRAWN),
    ],
)


class ReportState(TextChoices):
    AWAITED = "awaited", "未报"
    REPORTED = "reported", "已报"


REPORTING = StateMachine(
    ReportState,
    initial=ReportState.AWAITED,
    final=[ReportState.REPORTED],
    steps=[step("report", ReportState.AWAITED, ReportState.REPORTED)],
)


class InspectionState(TextChoices):
    OPEN = "open", "进行中"
    FINISHED = "finished", "已销案"


INSPECTING = StateMachine(
    InspectionState,
    initial=InspectionState.OPEN,
    final=[InspectionState.FINISHED],
    steps=[step("finish", InspectionState.OPEN, InspectionState.FINISHED)],
)

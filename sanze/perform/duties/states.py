"""How an obligation stands. None of this is stored: it follows from its days and from today."""

from django.db.models import TextChoices


class Standing(TextChoices):
    """Open, late within its grace, missed for good, or ended in one of several ways.

    MADE_UP: done after it counted as missed; it stays a missed one all the same.
    """

    OPEN = "open", "待办"
    LATE = "late", "逾期"
    MISSED = "missed", "未履行"
    DONE = "done", "按期履行"
    DONE_LATE = "done_late", "逾期履行"
    MADE_UP = "made_up", "未履行后补办"
    WAIVED = "waived", "已免除"
    VOID = "void", "已作废"


class Undone(TextChoices):
    """What is not done, as somebody's desk has it: still to be done in time, to be done late, or lost for good.

    What is owed once is never lost: it waits until it is done.
    """

    OPEN = "open", "未到期"
    LATE = "late", "逾期待办"
    LOST = "lost", "未履行"


class VoidReason(TextChoices):
    """Why what was owed is owed no more, without anybody having done or waived it."""

    GONE = "gone", "对象已不在该职责范围内"
    MOVED = "moved", "属地或责任岗位变更，另行生成"
    RECAST = "recast", "工作日安排变更，另行生成"
    LOWERED = "lowered", "重点时段调整或者提前结束"
    SUPERSEDED = "superseded", "制度变更，按新制度执行"
    SETTLED = "settled", "所涉事项已终结"


TONES = {
    Standing.OPEN: "wait",
    Standing.LATE: "late",
    Standing.MISSED: "late",
    Standing.DONE: "done",
    Standing.DONE_LATE: "check",
    Standing.MADE_UP: "check",
    Standing.WAIVED: "off",
    Standing.VOID: "off",
}

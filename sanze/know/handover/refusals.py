"""What hand-overs refuse, one class for each reason."""

from sanze.foundation.acts.refusal import Refused


class NotYourPost(Refused):
    message = "只能由任职人员本人、上级岗位或者系统管理员起草"
    status = 403


class NobodyHeld(Refused):
    message = "这个岗位从未有人任职，没有可以移交的事项"


class NoReceiver(Refused):
    message = "接收人须为另一位在用的已登记人员"


class DeputyNeedsEnd(Refused):
    message = "代理须写明截止日期，且不早于开始日期；其他交接不写"


class UnderWay(Refused):
    message = "这个岗位已有一份交接书在办理中"


class NotTheGiver(Refused):
    message = "须由移交人本人确认，不能代办"
    status = 403


class NotTheReceiver(Refused):
    message = "须由接收人本人确认，不能代办"
    status = 403


class StillThere(Refused):
    message = "移交人仍在岗，须由本人确认"


class NotSuperior(Refused):
    message = "代为确认须由上级岗位办理"
    status = 403


class ReasonMissing(Refused):
    message = "请写明理由"


class UnknownOccasion(Refused):
    message = "没有这种交接事由"

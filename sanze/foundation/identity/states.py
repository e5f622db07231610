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


class SignInOutcome(TextChoices):
    """How an attempt to come in, or a session, ended."""

    ENTERED = "entered", "登录成功"
    WRONG = "wrong", "登录名或密码不正确"
    LOCKED = "locked", "账号锁定中"
    POSTLESS = "postless", "没有任职岗位"
    VERIFIED = "verified", "动态口令通过"
    UNVERIFIED = "unverified", "动态口令不正确"
    LEFT = "left", "退出登录"
    IDLE = "idle", "长时间未操作退出"
    REPLACED = "replaced", "在别处登录"

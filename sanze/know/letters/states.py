"""How a letter of responsibility comes to be signed."""

from django.db.models import TextChoices

from sanze.foundation.states.machine import StateMachine, step


class LetterState(TextChoices):
    DRAWN = "drawn", "待签发"
    OFFERED = "offered", "待签订"
    SIGNED = "signed", "已签订"
    REVOKED = "revoked", "已作废"


# A new holder of the post signs a signed letter anew, which concludes it once more.
SIGNING = StateMachine(
    LetterState,
    initial=LetterState.DRAWN,
    final=[LetterState.REVOKED],
    steps=[
        step("offer", LetterState.DRAWN, LetterState.OFFERED),
        step("conclude", [LetterState.OFFERED, LetterState.SIGNED], LetterState.SIGNED),
        step("revoke", [LetterState.DRAWN, LetterState.OFFERED, LetterState.SIGNED], LetterState.REVOKED),
    ],
)


class Side(TextChoices):
    """On which side of the letter a signature stands."""

    ISSUER = "issuer", "签发方"
    SIGNATORY = "signatory", "责任方"


class Way(TextChoices):
    """How somebody signed: at the screen under their own hand, or on paper of which the scan is kept."""

    PASSWORD = "password", "登录密码确认"
    FACTOR = "factor", "动态口令确认"
    PAPER = "paper", "纸质签字扫描"

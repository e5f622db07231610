"""An entrustment stands until it is taken back; whether it has begun or run out is a question of the day."""

from django.db.models import TextChoices

from sanze.foundation.states.machine import StateMachine, step


class DelegationState(TextChoices):
    GIVEN = "given", "已委托"
    REVOKED = "revoked", "已撤回"


ENTRUSTMENT = StateMachine(
    DelegationState,
    initial=DelegationState.GIVEN,
    final=[DelegationState.REVOKED],
    steps=[step("revoke", DelegationState.GIVEN, DelegationState.REVOKED)],
)

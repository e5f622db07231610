"""What becomes of an official document: nothing is deleted, it is revoked, or a later one takes its place."""

from django.db.models import TextChoices

from sanze.foundation.states.machine import StateMachine, step


class DocumentState(TextChoices):
    VALID = "valid", "有效"
    REVOKED = "revoked", "已撤销"
    SUPERSEDED = "superseded", "已被替代"


TONES = {DocumentState.VALID: "done", DocumentState.REVOKED: "late", DocumentState.SUPERSEDED: "off"}

VALIDITY = StateMachine(
    DocumentState,
    initial=DocumentState.VALID,
    final=[DocumentState.REVOKED, DocumentState.SUPERSEDED],
    steps=[
        step("revoke", DocumentState.VALID, DocumentState.REVOKED),
        step("supersede", DocumentState.VALID, DocumentState.SUPERSEDED),
    ],
)

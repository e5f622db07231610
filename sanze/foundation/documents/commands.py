"""Issuing a document from a record's page, and revoking one."""

from dataclasses import replace

from sanze.foundation.acts.command import command
from sanze.foundation.acts.records import Record
from sanze.foundation.acts.refusal import Refused
from sanze.foundation.capabilities import Capability
from sanze.foundation.documents import issuing
from sanze.foundation.documents.kinds import PAPERS
from sanze.foundation.documents.models import OfficialDocument
from sanze.foundation.documents.paper import Paper
from sanze.foundation.documents.queries import said_by
from sanze.foundation.documents.states import VALIDITY
from sanze.foundation.moment import today
from sanze.foundation.scope.actor import Actor


class UnknownKind(Refused):
    message = "没有这种文书"
    status = 404


class NotNow(Refused):
    message = "当前状态不能出具这种文书"


class SaidAlready(Refused):
    message = "内容相同的文书已经出具，不必重复"


class ReasonMissing(Refused):
    message = "请写明撤销理由"


class ReasonTooLong(Refused):
    message = "撤销理由不得超过 200 字"


# inner: it acts on a record of any model, so its page is this app's own and no operation can be derived from it.
@command(grant="documents.issue", title="出具文书", capability=Capability.DOCUMENTS, inner=True)
def issue(actor: Actor, record: Record, *, kind: str) -> OfficialDocument:
    """Issue a document about the record as it is now, dated today.

    Raises UnknownKind, NotNow, SaidAlready if a valid one says the same, NumberTemplateFaulty.
    """
    each = PAPERS.get(kind)
    if each is None or not isinstance(record, each.subject):
        raise UnknownKind()
    if not each.when(record):
        raise NotNow(each.label)
    if same := said_by(record, each):
        raise SaidAlready(same.number)
    return issuing.issue(actor, record, kind=kind, paper=undated(each.build(record)))


def undated(paper: Paper) -> Paper:
    """The paper as it is issued afterwards: it bears the day on which that is done, not that of the matter."""
    return replace(paper, signed_on=None)


@command(grant="documents.revoke", title="撤销文书", capability=Capability.DOCUMENTS)
def revoke(actor: Actor, document: OfficialDocument, *, reason: str) -> None:
    """Take a document back, for a reason told to the offices, not to whoever checks a print.

    Raises ReasonMissing, ReasonTooLong, IllegalStep unless valid.
    """
    reason = reason.strip()
    if not reason:
        raise ReasonMissing()
    if len(reason) > 200:
        raise ReasonTooLong()
    VALIDITY.take(document, "revoke", revoked_on=today(), revoke_reason=reason)

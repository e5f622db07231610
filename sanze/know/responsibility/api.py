"""What programs may ask about responsibility."""

from ninja import Schema

from sanze.foundation.api.question import Question, offer
from sanze.foundation.capabilities import Capability
from sanze.know.responsibility.queries import chain_of


class Answering(Schema):
    """One who answers for the record, or the place where somebody should.

    kind: the regime's name of the responsibility. subject: label of what the post answers for, which may be an area
    around the record. role: 'main' or 'supporting'. because: the paper or rule. trouble: what is wrong, or empty.
    """

    kind: str
    title: str
    subject: str
    hazard: str
    slot: int
    role: str
    post_id: int | None
    post: str
    unit: str
    person: str
    because: str
    trouble: str


offer(Question("responsibility.chain", "责任链", Capability.COVERAGE, Answering, chain_of))

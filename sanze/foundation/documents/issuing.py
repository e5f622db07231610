"""Issuing inside an act: the number is taken, the paper is frozen, and the act seals it with everything else."""

from dataclasses import replace

from django.db import models

from sanze.foundation.acts import entry
from sanze.foundation.acts.records import change
from sanze.foundation.acts.refusal import Refused
from sanze.foundation.documents.checking import code_for
from sanze.foundation.documents.kinds import PAPERS
from sanze.foundation.documents.models import NumberBook, OfficialDocument
from sanze.foundation.documents.numbering import BadTemplate, document_number
from sanze.foundation.documents.paper import Paper, printable
from sanze.foundation.documents.queries import standing
from sanze.foundation.documents.states import VALIDITY
from sanze.foundation.moment import today
from sanze.foundation.regime.queries import regime
from sanze.foundation.scope.actor import Actor
from sanze.foundation.scope.place import coordinates_of


class NumberTemplateFaulty(Refused):
    message = "文号模板有误，请告知管理员修改制度包"


def issue(actor: Actor, record: models.Model, *, kind: str, paper: Paper | None = None) -> OfficialDocument:
    """Issue a document of `kind` about `record`, within the command in progress, whose act then bears it.

    paper: what it says, without number; built from the record as it is now if not given. Its day of signing is
    the day of issue, today if it has none. The number is the next of the office, kind and year; the book stays
    locked until the outermost command ends, so call this after everything that can be refused.
    Raises NumberTemplateFaulty.
    """
    each = PAPERS[kind]
    paper = paper or each.build(record)
    day = paper.signed_on or today()
    book = _next_place(kind, paper.issuer, day.year)
    number = _number(each.number_text, book)
    frozen = replace(paper, number=number, signed_on=day, check_code="", check_url="").to_json()
    place = coordinates_of(record)
    if type(record).SCOPE.area is None:  # what lies in no place is told by an office that does
        place["area_code"] = actor.areas[0] if actor.areas else ""
    if each.internal:
        place["party_id"] = None
    earlier = list(standing(record, kind)) if each.once else []
    made = OfficialDocument.objects.create(
        kind=kind,
        number=number,
        book=book,
        serial=book.last,
        title=printable(paper.title)[:300],
        issuer=paper.issuer,
        recipient=printable(paper.recipient or each.unit(record))[:300],
        record=entry.label(record),
        content=frozen,
        check_code=code_for(frozen),
        issued_on=day,
        clerk=actor.name,
        clerk_post=actor.post,
        **place,
    )
    for old in earlier:
        VALIDITY.take(old, "supersede", superseded_by=made)
    return made


def _next_place(kind: str, issuer: str, year: int) -> NumberBook:
    """The number book, locked, with its next number taken."""
    books = NumberBook.objects.select_for_update()
    book, _ = books.get_or_create(kind=kind, issuer=issuer, year=year)
    change(book, last=book.last + 1)
    return book


def _number(text: str, book: NumberBook) -> str:
    template = regime().texts.get(text, "")
    try:
        return document_number(template, year=book.year, number=book.last, issuer=book.issuer)
    except BadTemplate as fault:
        raise NumberTemplateFaulty(str(fault)) from None

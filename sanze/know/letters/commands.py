"""Drawing letters up for a whole level, and signing them: the issuing side first, then who promises."""

from dataclasses import replace
from datetime import date

from sanze.foundation.acts.command import command
from sanze.foundation.acts.events import publish
from sanze.foundation.acts.records import change
from sanze.foundation.acts.refusal import OutOfScope, Refused
from sanze.foundation.capabilities import Capability
from sanze.foundation.documents.issuing import issue as issue_document
from sanze.foundation.documents.models import OfficialDocument
from sanze.foundation.documents.queries import standing as standing_documents
from sanze.foundation.evidence.commands import attach
from sanze.foundation.identity.confirming import Confirmation, refuse_unconfirmed
from sanze.foundation.identity.models import Post
from sanze.foundation.identity.queries import holder_of
from sanze.foundation.moment import now
from sanze.foundation.regime.queries import regime
from sanze.foundation.scope.actor import Actor
from sanze.know.jurisdictions.models import Area
from sanze.know.letters.addressees import Addressee, addressees, subjects_of
from sanze.know.letters.events import LetterConcluded, LetterRevoked, SignatureOwed
from sanze.know.letters.models import Letter, Signature
from sanze.know.letters.papers import LETTER
from sanze.know.letters.queries import awaits_signature, may_sign, standing_letters, template_of
from sanze.know.letters.states import SIGNING, LetterState, Side, Way

SCAN = "signed_paper"


class UnknownTemplate(Refused):
    message = "制度中没有这一种责任书"
    status = 404


class NotYourLevel(Refused):
    message = "这一层级的责任书不由本岗位下发"
    status = 403


class WrongYear(Refused):
    message = "只能下发本年度或者下一年度的责任书"


class NotYourSide(Refused):
    message = "这份责任书不由本岗位签字，不能代签"
    status = 403


class NotOffered(Refused):
    message = "签发方尚未签字，暂不能签订"


class SignedAlready(Refused):
    message = "这份责任书已经签订，不必重复签字"


class ScanMissing(Refused):
    message = "请上传签字盖章的扫描件或者照片"


class ReasonMissing(Refused):
    message = "请写明作废理由"


class NothingChosen(Refused):
    message = "请至少选择一份责任书"


@command(grant="letters.issue", title="下发责任书", capability=Capability.LETTERS)
def issue(actor: Actor, area: Area, *, template: str, year: int, on: date) -> None:
    """Draw up the letters of one level and year for every subject in the area that has none, all at once.

    Doing it again makes only what is missing, and names the posts of those drawn up while nobody held such a post.
    Raises UnknownTemplate, NotYourLevel, WrongYear.
    """
    rules = regime(on)
    words = rules.letter.get(template)
    if words is None:
        raise UnknownTemplate(template)
    if actor.kind not in words.issued_by and actor.person_id is not None:
        raise NotYourLevel(words.level)
    if year not in (on.year, on.year + 1):
        raise WrongYear(year)
    there = {each.subject: each for each in standing_letters().filter(template=template, year=year)}
    fresh = []
    for each in addressees(words, subjects_of(rules, words, actor, area.code), on):
        if each.subject in there:
            _name_posts(there[each.subject], each)
        else:
            fresh.append(_drawn(each, words, year, on, rules.full_version))
    if fresh:
        Letter.objects.bulk_copy(fresh)
    if not words.issuer_signs:
        for each in fresh:
            publish(SignatureOwed(each.pk, each.signatory_id, words.duty))


def _drawn(each: Addressee, words, year: int, on: date, version: str) -> Letter:
    return Letter(
        template=words.id,
        title=words.title,
        level=words.level,
        regime=version,
        year=year,
        subject=each.subject,
        subject_name=each.name[:240],
        unit=each.unit[:240],
        issuer=each.issuer,
        signatory=each.signatory,
        state=LetterState.DRAWN if words.issuer_signs else LetterState.OFFERED,
        drawn_on=on,
        offered_on=None if words.issuer_signs else on,
        **each.place,
    )


def _name_posts(letter: Letter, each: Addressee) -> None:
    lacking = {name: getattr(each, name) for name in ("issuer", "signatory") if getattr(letter, f"{name}_id") is None}
    if named := {name: post for name, post in lacking.items() if post is not None}:
        change(letter, **named)


@command(grant="letters.offer", title="签发责任书", capability=Capability.LETTERS, inner=True)
def offer(actor: Actor, letter: Letter, *, on: date, confirmation: Confirmation) -> None:
    """Sign for the issuing side, so that the other side can. Raises NotConfirmed, NotYourSide, IllegalStep."""
    refuse_unconfirmed(actor, confirmation)
    if letter.issuer_id is None or letter.issuer_id != actor.post_id:
        raise NotYourSide()
    _sign(actor, letter, Side.ISSUER, confirmation.way, on)
    _offer(letter, on)


def _offer(letter: Letter, on: date) -> None:
    SIGNING.take(letter, "offer", offered_on=on)
    template = template_of(letter)
    publish(SignatureOwed(letter.pk, letter.signatory_id, template.duty if template else ""))


@command(grant="letters.offer", title="批量签发责任书", capability=Capability.LETTERS, inner=True)
def offer_all(actor: Actor, subject: None, *, letters: list[int], on: date, confirmation: Confirmation) -> None:
    """Sign several letters for the issuing side under one confirmation: all of them, or none."""
    for each in _chosen(actor, letters):
        offer(actor, each, on=on, confirmation=confirmation)


@command(grant="letters.sign", title="签订责任书", capability=Capability.LETTERS, inner=True)
def sign(
    actor: Actor, letter: Letter, *, on: date, confirmation: Confirmation, evidence: list[str] | None = None
) -> None:
    """Sign for the side that promises, or sign anew as its post's new holder.

    evidence: the scan of the paper signed by the superior, from kinds of post that do not sign themselves.
    Raises NotConfirmed, NotYourSide, NotOffered, SignedAlready, ScanMissing, IllegalStep.
    """
    refuse_unconfirmed(actor, confirmation)
    if not may_sign(actor, letter):
        raise NotYourSide()
    if letter.state == LetterState.DRAWN:
        raise NotOffered()
    if letter.state == LetterState.SIGNED and not awaits_signature(letter):
        raise SignedAlready()
    template = template_of(letter)
    if template and actor.kind in template.signatory.scan and not evidence:
        raise ScanMissing()
    way = Way.PAPER if evidence else confirmation.way
    attach(actor, letter, evidence or [], SCAN)
    _sign(actor, letter, Side.SIGNATORY, way, on)
    if letter.signatory_id is None:
        change(letter, signatory_id=actor.post_id)
    _conclude(actor, letter, on=on, signer=actor.name, signer_id=actor.person_id)


@command(grant="letters.sign", title="批量签订责任书", capability=Capability.LETTERS, inner=True)
def sign_all(
    actor: Actor,
    subject: None,
    *,
    letters: list[int],
    on: date,
    confirmation: Confirmation,
    evidence: list[str] | None = None,
) -> None:
    """Sign several letters of one's own post under one confirmation: all of them, or none."""
    for each in _chosen(actor, letters):
        sign(actor, each, on=on, confirmation=confirmation, evidence=evidence)


def _chosen(actor: Actor, letters: list[int]) -> list[Letter]:
    if not letters:
        raise NothingChosen()
    found = list(Letter.objects.visible_to(actor).filter(pk__in=letters).order_by("pk"))
    if len(found) != len(set(letters)):
        raise OutOfScope()
    return found


@command(grant="letters.record_paper", title="登记纸质签订", capability=Capability.LETTERS)
def record_paper(actor: Actor, letter: Letter, *, on: date, signer: str, evidence: list[str]) -> None:
    """Put on record, by the issuing side, a letter that both sides signed on paper; the scan is kept.

    signer: the name under it for the side that promises. Raises NotYourSide, ScanMissing, SignedAlready.
    """
    template = template_of(letter)
    issues = template is not None and actor.kind in template.issued_by
    if actor.post_id == letter.signatory_id or not (actor.post_id == letter.issuer_id or issues):
        raise NotYourSide()
    if letter.state == LetterState.SIGNED and not awaits_signature(letter):
        raise SignedAlready()
    if not evidence:
        raise ScanMissing()
    attach(actor, letter, evidence, SCAN)
    if letter.state == LetterState.DRAWN:
        _sign(actor, letter, Side.ISSUER, Way.PAPER, on)
        _offer(letter, on)
    holder = holder_of(letter.signatory_id, on) if letter.signatory_id else None
    _sign(actor, letter, Side.SIGNATORY, Way.PAPER, on, signer=signer, person_id=holder.pk if holder else None)
    _conclude(actor, letter, on=on, signer=signer, signer_id=holder.pk if holder else None)


def _sign(actor: Actor, letter: Letter, side: Side, way: str, on: date, **signer) -> None:
    """signer, person_id: whose name stands on a paper that the actor only puts on record."""
    recorded = bool(signer)
    told = {"signer": actor.name, "person_id": actor.person_id, "post": actor.post, "post_id": actor.post_id}
    if recorded:
        told |= {"post": letter.signatory_name(), "post_id": letter.signatory_id, "recorder": actor.name} | signer
    Signature.objects.create(letter=letter, side=side, way=way, signed_on=on, at=now(), **told)


def _conclude(actor: Actor, letter: Letter, **facts) -> None:
    # That it is concluded follows from the signature, so the power to sign is all that is asked.
    signing = replace(actor, grants=actor.grants | {"letters.conclude"})
    conclude(signing, letter, template=letter.template, year=letter.year, **facts)


@command(grant="letters.conclude", title="责任书签订生效", capability=Capability.LETTERS, inner=True)
def conclude(
    actor: Actor, letter: Letter, *, template: str, year: int, on: date, signer: str, signer_id: int | None
) -> OfficialDocument | None:
    """The letter bears every signature: it holds, and is issued as a document. Part of the signing acts alone.

    template, year: the letter's own, told so that duties can name which letter discharges them. What was printed to
    be signed on paper stays the document of the letter.
    """
    SIGNING.take(letter, "conclude", signed_on=on, signer=signer[:60], signer_id=signer_id, again_since=None)
    publish(LetterConcluded(letter.pk, actor.post, actor.name))
    last = letter.signatures.order_by("-pk").first()
    if last.way == Way.PAPER and standing_documents(letter, LETTER).exists():
        return None
    return issue_document(actor, letter, kind=LETTER)


@command(grant="letters.revoke", title="作废责任书", capability=Capability.LETTERS)
def revoke(actor: Actor, letter: Letter, *, on: date, reason: str) -> None:
    """Let a letter hold no longer, for a reason; another can then be drawn up.

    Raises ReasonMissing, NotYourLevel unless the actor's kind of post draws such letters up, IllegalStep.
    """
    if not reason.strip():
        raise ReasonMissing()
    template = template_of(letter)
    if template is None or actor.kind not in template.issued_by:
        raise NotYourLevel(letter.level)
    SIGNING.take(letter, "revoke", revoked_on=on, revoke_reason=reason.strip()[:200])
    publish(LetterRevoked(letter.pk))


def ask_again(post_id: int, person_id: int, on: date) -> int:
    """Inside another act: who takes a post signs its letters anew, where the regime asks for it; returns how many."""
    rows = standing_letters().filter(
        signatory_id=post_id, state=LetterState.SIGNED, again_since=None, year__gte=on.year
    )
    asked = [each for each in rows.order_by("pk") if each.signer_id != person_id and _again(each)]
    for each in asked:
        change(each, again_since=on)
        publish(SignatureOwed(each.pk, post_id, ""))
    return len(asked)


def _again(letter: Letter) -> bool:
    template = template_of(letter)
    return template is not None and template.again


def pass_issuer(post: Post, successor: Post) -> int:
    """Inside another act: the successor is the issuing side of the post's letters."""
    return standing_letters().filter(issuer=post).update(issuer=successor)


def pass_signatory(post: Post, successor: Post, on: date) -> int:
    """Inside another act: the successor promises what the post promised, and its holder signs what was signed."""
    moved = standing_letters().filter(signatory=post).update(signatory=successor)
    if holder := holder_of(successor.pk, on):
        ask_again(successor.pk, holder.pk, on)
    return moved

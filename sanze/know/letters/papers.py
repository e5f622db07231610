"""The letter as an official document: the regime's words, filled in, and who signed."""

from sanze.foundation.documents.kinds import PaperKind
from sanze.foundation.documents.paper import Block, Fields, Heading, Items, Paper, Para, Signatures, chinese_date
from sanze.foundation.regime.entries.letter import Chapter
from sanze.foundation.regime.entries.letter import Letter as Template
from sanze.foundation.regime.schema import Regime
from sanze.know.letters.models import Letter, Signature
from sanze.know.letters.queries import rules_of
from sanze.know.letters.states import LetterState, Side

LETTER = "letter"
# What stands before the post, the name and the way of each signature.
FACES = {
    Side.ISSUER: ("签发岗位", "签发人", "签发方式"),
    Side.SIGNATORY: ("责任岗位", "签订人", "签订方式"),
}
ALONE = ("承诺岗位", "承诺人", "签字方式")


def letter_paper(letter: Letter) -> Paper:
    """What the letter says, whether it is signed or still to be signed by hand."""
    rules = rules_of(letter)
    template = rules.letter[letter.template]
    issuer = letter.issuer.unit if letter.issuer_id else letter.unit
    alone = not template.issuer_signs
    return Paper(
        kind=letter.title,
        issuer=issuer,
        title=f"{letter.year}年度{letter.title}",
        recipient="" if not alone else issuer,
        blocks=(*_words(letter, template, rules), *_hands(letter, alone)),
        signatory=letter.unit if alone else issuer,
        signed_on=letter.signed_on,
    )


def _words(letter: Letter, template: Template, rules: Regime) -> list[Block]:
    told = {
        "unit": letter.unit,
        "subject": letter.subject_name,
        "issuer": letter.issuer.unit if letter.issuer_id else "签发单位",
        "year": letter.year,
    }
    blocks: list[Block] = [Para(text.format(**told)) for text in template.opening]
    for chapter in template.chapters:
        blocks.append(Heading(chapter.heading.format(**told)))
        blocks += [Para(text.format(**told)) for text in chapter.texts]
        if items := _items(chapter, rules, told):
            blocks.append(Items(tuple(items)))
    return blocks + ([Para(template.closing.format(**told))] if template.closing else [])


def _items(chapter: Chapter, rules: Regime, told: dict) -> list[str]:
    targets = {each.id: each for each in rules.targets}
    items = [text.format(**told) for text in chapter.items]
    items += [f"{targets[name].title}：{targets[name]}。" for name in chapter.targets]
    return items + [f"{rules.duty[name].title}：{rules.duty[name].cadence}。" for name in chapter.duties]


def _hands(letter: Letter, alone: bool) -> list[Block]:
    """Who signed how, or the lines to sign on."""
    sides = [Side.SIGNATORY] if alone else [Side.ISSUER, Side.SIGNATORY]
    if letter.state != LetterState.SIGNED:
        names = {Side.ISSUER: "签发方（签字、盖章）", Side.SIGNATORY: "责任方（签字、盖章）"}
        return [Signatures(tuple("承诺人（签字、盖章）" if alone else names[side] for side in sides))]
    latest = {each.side: each for each in letter.signatures.order_by("pk")}
    pairs = [pair for side in sides if side in latest for pair in _hand(latest[side], alone)]
    return [Heading("签字"), Fields(tuple(pairs))]


def _hand(signature: Signature, alone: bool) -> list[tuple[str, str]]:
    faces = ALONE if alone else FACES[signature.side]
    how = f"{signature.get_way_display()}，{chinese_date(signature.signed_on)}"
    return list(zip(faces, (signature.post, signature.signer, how), strict=True))


def _printable(letter: Letter) -> bool:
    return letter.state != LetterState.REVOKED and letter.template in rules_of(letter).letter


KINDS = (
    PaperKind(LETTER, "责任书", Letter, letter_paper, when=_printable, once=True, unit=lambda letter: letter.unit),
)

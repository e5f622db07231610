"""Letters of responsibility: who signs what with whom each year, and in which words."""

from typing import Literal

from pydantic import Field, model_validator

from sanze.foundation.regime.entries.strict import Asked, Strict
from sanze.foundation.regime.entries.subject import Selection


class Side(Strict):
    """One side of a letter: the kinds of post that may stand for it, the first that exists goes before the others.

    by: 'area', the nearest around the subject; 'party', the subject's own; 'self', the subject is the post.
    scan: kinds that do not sign themselves but hand in the paper that their superior has signed.
    """

    kinds: tuple[str, ...] = Field(title="岗位类别", min_length=1)
    by: Literal["area", "party", "self"] = Field("area", title="对应关系")
    scan: tuple[str, ...] = Field((), title="须附签字件的岗位类别")


class Chapter(Strict):
    """A part of a letter. targets, duties: ids of the regime's own, told in its words after the items.

    In every text of a letter {unit}, {issuer}, {year} and {subject} stand for what the letter is filled with.
    """

    heading: str = Field(title="标题")
    texts: tuple[str, ...] = Field((), title="段落")
    items: tuple[str, ...] = Field((), title="各项")
    targets: tuple[str, ...] = Field((), title="目标")
    duties: tuple[str, ...] = Field((), title="职责")


PLACES = {"unit": "", "issuer": "", "year": "", "subject": ""}


def _filled(texts: tuple[str, ...]) -> None:
    """Raises ValueError for a text that asks for something that no letter is filled with."""
    for text in texts:
        try:
            text.format(**PLACES)
        except (KeyError, IndexError, ValueError):
            raise ValueError(f"文字中的占位只能是 {'、'.join(f'{{{each}}}' for each in PLACES)}：{text[:20]}") from None


class Letter(Asked):
    """A letter that is signed every year (责任书、承诺书). subject: of each of these there is one letter.

    level: who with whom, e.g. 市与乡镇. each: 'unit' where several selected posts of one unit share a letter.
    issued_by: kinds of post that draw them up, all those under their eyes at once. issuer_signs: whether the issuing
    side signs first. duty: the recurring duty by which it is owed; without one it is owed once it is offered.
    again: whether a new holder of the post signs anew.
    """

    level: str = Field(title="层级", min_length=2)
    subject: str | Selection = Field(title="对象")
    each: Literal["subject", "unit"] = Field("subject", title="每份对应")
    issued_by: tuple[str, ...] = Field(title="下发岗位", min_length=1)
    issuer: Side = Field(title="签发方")
    issuer_signs: bool = Field(True, title="签发方先签")
    signatory: Side = Field(title="责任方")
    opening: tuple[str, ...] = Field((), title="引言")
    chapters: tuple[Chapter, ...] = Field(title="正文", min_length=1)
    closing: str = Field("", title="结语")
    duty: str = Field("", title="对应职责")
    again: bool = Field(True, title="换人须补签")

    @model_validator(mode="after")
    def _self_is_a_post(self) -> "Letter":
        if self.each == "unit" and self.signatory.by != "self":
            raise ValueError("each 为 unit 时，责任方须为岗位本人（signatory.by: self）")
        return self

    @model_validator(mode="after")
    def _places_are_known(self) -> "Letter":
        _filled((*self.opening, self.closing))
        for each in self.chapters:
            _filled((each.heading, *each.texts, *each.items))
        return self

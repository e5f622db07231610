"""Match the headings of an office's own file to the fields we know.

A proposal is only a proposal: each match carries its confidence, and the user confirms the whole.
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from sanze.foundation.sheets.fields import Field

SURE = 1.0
BY_ALIAS = 0.95
AT_THE_END = 0.75
ELSEWHERE = 0.6
LEAST_SIMILARITY = 0.6

_BRACKETED = re.compile(r"[(\[{【〔<《][^)\]}】〕>》]*[)\]}】〕>》]")
_ORNAMENT = re.compile(r"[\s*_:\-./,;、，。：；·?!|\"'#]+")


@dataclass(frozen=True)
class Match:
    """A column of the file that fills a field; confidence from 0 to 1."""

    field: str
    column: int
    heading: str
    confidence: float


@dataclass(frozen=True)
class Mapping:
    """Which column fills which field.

    missing: names of required fields without a column; unused: headings that fill nothing.
    """

    matches: tuple[Match, ...]
    missing: tuple[str, ...]
    unused: tuple[str, ...]

    @property
    def columns(self) -> dict[str, int]:
        """Field name to column index."""
        return {match.field: match.column for match in self.matches}

    @property
    def certain(self) -> bool:
        """Whether nothing is missing and every match is by a known name."""
        return not self.missing and all(match.confidence >= BY_ALIAS for match in self.matches)


def heading_key(text: str) -> str:
    """What two spellings of one heading have in common: no brackets, marks, blanks or width."""
    plain = unicodedata.normalize("NFKC", text)
    bare = _ORNAMENT.sub("", _BRACKETED.sub("", plain)) or _ORNAMENT.sub("", plain)
    return bare.lower()


def propose(headings: Sequence[str], fields: Sequence[Field]) -> Mapping:
    """The best one-to-one matching of headings to fields, surest pairs first."""
    keys = [heading_key(heading) for heading in headings]
    pairs = sorted(
        (
            (_likeness(key, field), -column, -order)
            for column, key in enumerate(keys)
            if key
            for order, field in enumerate(fields)
        ),
        reverse=True,
    )
    taken: dict[int, Match] = {}
    columns: set[int] = set()
    for confidence, minus_column, minus_order in pairs:
        if confidence < LEAST_SIMILARITY:
            break
        if -minus_column not in columns and -minus_order not in taken:
            columns.add(-minus_column)
            taken[-minus_order] = Match(
                fields[-minus_order].name, -minus_column, headings[-minus_column], round(confidence, 2)
            )
    return _mapping([taken[order] for order in sorted(taken)], headings, fields)


def confirmed(columns: dict[str, int], headings: Sequence[str], fields: Sequence[Field]) -> Mapping:
    """The mapping that a user chose: field name to column index.

    Raises ValueError for an unknown field, a column outside the sheet, or one column given to two fields.
    """
    if not columns.keys() <= {field.name for field in fields}:
        raise ValueError("unknown field")
    if len(set(columns.values())) < len(columns):
        raise ValueError("one column for two fields")
    if not all(0 <= column < len(headings) for column in columns.values()):
        raise ValueError("no such column")
    matches = [
        Match(field.name, columns[field.name], headings[columns[field.name]], SURE)
        for field in fields
        if field.name in columns
    ]
    return _mapping(matches, headings, fields)


def _mapping(matches: Iterable[Match], headings: Sequence[str], fields: Sequence[Field]) -> Mapping:
    matches = tuple(matches)
    matched = {match.field for match in matches}
    used = {match.column for match in matches}
    return Mapping(
        matches,
        tuple(field.name for field in fields if field.required and field.name not in matched),
        tuple(heading for column, heading in enumerate(headings) if heading and column not in used),
    )


def _likeness(key: str, field: Field) -> float:
    label, *aliases = (heading_key(each) for each in field.headings)
    if key == label:
        return SURE
    if key in aliases:
        return BY_ALIAS
    return max(_partial_likeness(key, known) for known in (label, *aliases))


def _partial_likeness(key: str, known: str) -> float:
    shorter, longer = sorted((key, known), key=len)
    if len(shorter) >= 2 and shorter in longer:
        # A Chinese heading ends with what it is about: 安全负责人 is a 负责人, 负责人电话 is not.
        least = AT_THE_END if longer.endswith(shorter) else ELSEWHERE
        return least + 0.15 * len(shorter) / len(longer)
    if set(key).isdisjoint(known):
        return 0.0
    return min(SequenceMatcher(None, key, known).ratio(), AT_THE_END)

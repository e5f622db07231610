"""The reading of names and addresses. Pure: no Django, no clock, no database."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

_COMPANY_TAIL = re.compile(r"(股份有限公司|有限责任公司|有限公司|公司)$")


def name_key(name: str) -> str:
    """What two spellings of one enterprise's name have in common."""
    plain = re.sub(r"[\s()（）·.\-]", "", unicodedata.normalize("NFKC", name))
    return _COMPANY_TAIL.sub("", plain)


@dataclass(frozen=True)
class Locality:
    """Where an address seems to lie. sure: nothing else in it points elsewhere."""

    code: str
    name: str
    sure: bool
    reason: str


class Gazetteer:
    """Finds the township and village that an address names."""

    def __init__(self, townships: Sequence[tuple[str, str]], villages: Sequence[tuple[str, str]]):
        """townships, villages: (code, name); a village's code begins with its township's."""
        self.townships = dict(townships)
        town_tails = ("街道办事处", "办事处", "街道", "镇", "乡")
        village_tails = ("村民委员会", "居民委员会", "村委会", "居委会", "社区", "村")
        self._township_words = _by_first_sign(_words(townships, town_tails))
        self._village_words = _by_first_sign(_words(villages, village_tails))
        self._names = dict(villages) | self.townships
        self._known: dict[str, Locality | None] = {}

    def locate(self, *texts: str) -> Locality | None:
        """The smallest place that the texts (columns, address) name together; None if they name none."""
        key = "\n".join(texts)
        if key not in self._known:
            self._known[key] = self._locate(unicodedata.normalize("NFKC", key))
        return self._known[key]

    def _locate(self, text: str) -> Locality | None:
        towns = _found(self._township_words, text)
        villages = _found(self._village_words, text)
        if len(towns) == 1:
            inside = {code for code in villages if code.startswith(next(iter(towns)))}
            if len(inside) == 1:
                return self._as(inside.pop(), True, "地址写明乡镇和村")
            return self._as(next(iter(towns)), not inside, "地址写明乡镇" if not inside else "地址中有几个村，请选定")
        if not towns and len(villages) == 1:
            return self._as(next(iter(villages)), False, "地址只写了村名，请核对乡镇")
        if len(towns) > 1:
            return self._as(
                min(towns), False, f"地址中有几个乡镇：{'、'.join(self._names[each] for each in sorted(towns))}"
            )
        return None

    def _as(self, code: str, sure: bool, reason: str) -> Locality:
        return Locality(code, self._names[code], sure, reason)


def _words(places: Sequence[tuple[str, str]], tails: tuple[str, ...]) -> dict[str, set[str]]:
    """Every word by which a place is named → its codes: the whole name, and the name without its tail."""
    words: dict[str, set[str]] = {}
    for code, name in places:
        spellings = {name}
        for tail in tails:
            if name.endswith(tail):
                stem = name[: -len(tail)]
                spellings |= {stem + each for each in tails if len(stem) > 1} | ({stem} if len(stem) > 1 else set())
                break
        for spelling in spellings:
            words.setdefault(spelling, set()).add(code)
    return words


def _by_first_sign(words: dict[str, set[str]]) -> dict[str, list[tuple[str, set[str]]]]:
    """The words with their codes by their first sign, the longest first."""
    index: dict[str, list[tuple[str, set[str]]]] = {}
    for word in sorted(words, key=len, reverse=True):
        if len(word) > 1:
            index.setdefault(word[0], []).append((word, words[word]))
    return index


def _found(index: dict[str, list[tuple[str, set[str]]]], text: str) -> set[str]:
    """Codes of the longest words found at each place of the text."""
    found: set[str] = set()
    start, end = 0, len(text)
    while start < end:
        for word, codes in index.get(text[start], ()):
            if text.startswith(word, start):
                found |= codes
                start += len(word) - 1
                break
        start += 1
    return found

"""Published divisions (行政区划): any county, city or district with its townships and villages. K1.

A division's code is a string that begins with the code of the division it lies in: province 2 digits,
prefecture 4, county 6, township 9, village 12. Cells drawn below a village continue it with 3 digits.
Source of the code's structure: GB/T 2260 and the statistical division codes (统计用区划代码).

The file is a chain of xz streams: the first holds the source and the index of counties as JSON, each further
one the townships and villages of one county as text. `xz -dc` prints it whole; one county is read alone.
"""

import json
import lzma
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from functools import lru_cache
from pathlib import Path
from typing import BinaryIO

FILE = Path(__file__).parent / "data" / "divisions-2023.xz"

COUNTY_DIGITS, TOWNSHIP_DIGITS, VILLAGE_DIGITS, CELL_DIGITS = 6, 9, 12, 15
LEVELS = {COUNTY_DIGITS: "县级", TOWNSHIP_DIGITS: "乡级", VILLAGE_DIGITS: "村级"}

# What the statistical list writes where there is no prefecture; not a place anybody lives in.
PLACEHOLDERS = {"市辖区", "县", "省直辖县级行政区划", "自治区直辖县级行政区划"}
NOT_PUBLISHED = {"71": "台湾省", "81": "香港特别行政区", "82": "澳门特别行政区"}
ENDINGS = ("特区", "林区", "市", "县", "区", "旗")


class UnknownDivision(LookupError):
    """A code names no county, city or district; its text says so in Chinese and proposes near ones."""

    def __init__(self, sentence: str, near: tuple["CountyEntry", ...] = ()):
        super().__init__(sentence)
        self.near = near


@dataclass(frozen=True, slots=True)
class Source:
    """Where the divisions come from, and the day they describe."""

    package: str
    version: str
    publisher: str
    as_of: str
    sha256: str
    counts: dict[str, int]


@dataclass(frozen=True, slots=True)
class CountyEntry:
    """A county, city or district in the index; `within` names what it lies in, the highest first."""

    code: str
    name: str
    within: tuple[str, ...]

    @property
    def full_name(self) -> str:
        return "".join((*self.within, self.name))


@dataclass(frozen=True, slots=True)
class Division:
    """A division and the divisions it is made of, in the order of their codes."""

    code: str
    name: str
    within: tuple[str, ...]
    parts: tuple["Division", ...] = ()

    @property
    def level(self) -> str:
        return LEVELS[len(self.code)]

    @property
    def full_name(self) -> str:
        return "".join((*self.within, self.name))

    @property
    def statistical_code(self) -> str:
        """The code filled with zeros to the 12 digits in which statistics publish it."""
        return self.code.ljust(VILLAGE_DIGITS, "0")

    def walk(self) -> Iterator["Division"]:
        """This division, then everything below it, each before its parts."""
        yield self
        for part in self.parts:
            yield from part.walk()


def load(code: str) -> Division:
    """A county, city or district with its townships and their villages.

    Zeros that fill a code to 6, 9 or 12 digits are taken off; full-width digits are read.
    Raises UnknownDivision if the code is not one county's, naming near ones or, above the county, those to
    choose from.
    """
    index = _index()
    county = _resolve(code, index)
    offset, length = index.blocks[county.code]
    with FILE.open("rb") as file:
        file.seek(offset)
        text = lzma.decompress(file.read(length)).decode()
    return _tree(county, text)


def search(name: str, limit: int = 20) -> list[CountyEntry]:
    """Counties found by name, best first: the very name, then its beginning, then any part of the full name.

    Words may be separated by spaces (`山西 孝义`). A name found nowhere gives names written alike.
    """
    words = unicodedata.normalize("NFKC", name).split()
    if not words:
        return []
    counties = _index().counties.values()
    ranked = [(rank, county.code, county) for county in counties if (rank := _rank(county, words)) is not None]
    if ranked:
        return [county for _, _, county in sorted(ranked)[:limit]]
    alike = get_close_matches(words[-1], {county.name for county in counties}, n=limit, cutoff=0.6)
    return [county for likeness in alike for county in counties if county.name == likeness][:limit]


def source() -> Source:
    """Package, version and day of the published divisions."""
    return _index().source


@dataclass(frozen=True)
class _Index:
    source: Source
    names: dict[str, str]  # of provinces and prefectures
    counties: dict[str, CountyEntry]
    blocks: dict[str, tuple[int, int]]  # offset and length in the file


@lru_cache(maxsize=1)
def _index() -> _Index:
    with FILE.open("rb") as file:
        text, offset = _first_stream(file)
    head = json.loads(text)
    names = head["names"]
    counties, blocks = {}, {}
    for code, name, length in head["counties"]:
        above = (names[code[:2]], names[code[:4]])
        within = tuple(word for word in above if word not in PLACEHOLDERS and word != name)
        counties[code] = CountyEntry(code, name, within)
        blocks[code] = (offset, length)
        offset += length
    return _Index(Source(**head["source"]), names, counties, blocks)


def _first_stream(file: BinaryIO) -> tuple[bytes, int]:
    """The text of the file's first xz stream, and where the second begins."""
    stream, text, read = lzma.LZMADecompressor(lzma.FORMAT_XZ), b"", 0
    while not stream.eof:
        chunk = file.read(1 << 16)
        read += len(chunk)
        text += stream.decompress(chunk)
    return text, read - len(stream.unused_data)


def _tree(county: CountyEntry, text: str) -> Division:
    """The tree written as lines: a township `101崇文街道`, its villages after it with a blank in front."""
    within = (*county.within, county.name)
    townships: list[tuple[str, str, list[Division]]] = []
    for line in text.splitlines():
        if line.startswith(" "):
            township, name, villages = townships[-1]
            villages.append(Division(township + line[1:4], line[4:], (*within, name)))
        else:
            townships.append((county.code + line[:3], line[3:], []))
    parts = tuple(Division(code, name, within, tuple(villages)) for code, name, villages in townships)
    return Division(county.code, county.name, county.within, parts)


def _resolve(code: str, index: _Index) -> CountyEntry:
    written = "".join(unicodedata.normalize("NFKC", code).split())
    if not (written.isascii() and written.isdecimal()):
        near = tuple(search(written, limit=5))
        raise UnknownDivision(
            f"“{_short(written)}”不是区划代码，请输入县（市、区）的6位数字代码。{_proposal(near)}", near
        )
    wanted = _without_filling(written)
    for candidate in (wanted, f"{wanted}00"):
        if candidate in index.counties:
            return index.counties[candidate]
    raise _unknown(written, wanted, index)


def _without_filling(written: str) -> str:
    """A code without the zeros that fill it: 141181000000 is 141181, 141100 is 1411."""
    if len(written) in (TOWNSHIP_DIGITS, VILLAGE_DIGITS) and not written[COUNTY_DIGITS:].strip("0"):
        written = written[:COUNTY_DIGITS]
    if len(written) == COUNTY_DIGITS:
        for digits in (2, 4):
            if not written[digits:].strip("0"):
                return written[:digits]
    return written


def _unknown(written: str, code: str, index: _Index) -> UnknownDivision:
    if code in index.names:
        near = tuple(county for county in index.counties.values() if county.code.startswith(code))
        name = index.names[code[:2]] + (index.names[code] if len(code) > 2 else "")
        return UnknownDivision(f"{written}是{name}，请选择其下的一个县（市、区）。{_proposal(near)}", near)
    if len(code) in (TOWNSHIP_DIGITS, VILLAGE_DIGITS, CELL_DIGITS) and code[:COUNTY_DIGITS] in index.counties:
        county = index.counties[code[:COUNTY_DIGITS]]
        return UnknownDivision(
            f"{code}是县级以下的代码，请输入它所在的县（市、区）：{county.code}{county.full_name}。",
            (county,),
        )
    if code[:2] in NOT_PUBLISHED:
        return UnknownDivision(f"公布的区划数据不含{NOT_PUBLISHED[code[:2]]}，没有代码{_short(written)}。")
    alike = get_close_matches(code[:VILLAGE_DIGITS], index.counties, n=5, cutoff=0.6)
    near = tuple(index.counties[other] for other in alike)
    return UnknownDivision(f"没有代码为{_short(written)}的县（市、区）。{_proposal(near)}", near)


def _proposal(near: tuple[CountyEntry, ...]) -> str:
    if not near:
        return "可以按名称查找。"
    named = "、".join(f"{county.code}{county.full_name}" for county in near[:5])
    return f"例如：{named}等{len(near)}个。" if len(near) > 5 else f"可选：{named}。"


def _short(text: str) -> str:
    return text if len(text) <= 20 else f"{text[:20]}…"


def _rank(county: CountyEntry, words: list[str]) -> int | None:
    """How well a county answers to the words, 0 the best; None if not every word occurs in its full name."""
    if not all(word in county.full_name for word in words):
        return None
    word = words[-1] if len(words) > 1 else words[0].removeprefix("".join(county.within)) or words[0]
    bare = next((county.name.removesuffix(end) for end in ENDINGS if county.name.endswith(end)), county.name)
    if word == county.name:
        return 0
    if word == bare:
        return 1
    if county.name.startswith(word):
        return 2
    return 3 if word in county.name else 4

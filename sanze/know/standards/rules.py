"""Which items and criteria concern an industry, and which criteria a typed description points to. Pure."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import pairwise, product
from typing import Generic, Protocol, TypeVar

from sanze.know.standards.catalogue import Industry, Instrument, Item, family

REACH_OF_WORDS = 24
"""Characters within which the words of one pattern must stand to belong together."""

SENTENCE_ENDS = re.compile(r"[。；;!?\n]+")
DENIED = re.compile(
    r"(?:未发现|未见|不存在|未出现|杜绝|无(?!证|照|牌|许可|资质|人|专|防|警|备用|监护|标))[^,;。]{0,30}?(?:现象|行为|情况|问题|隐患)"
)
"""A stretch that denies a failing, with the list of what is denied."""

CLAUSE_ENDS = re.compile(r"[,、:]+")
NOTHING_FOUND = re.compile(
    r"未发现|没有发现|未见|不存在|未出现|没有出现|未发生|没有发生|已整改|已消除|已修复"
    r"|(?<![不未非失仍续没])(?:(?:运行|使用|投用|工作|显示|状态)?正常|完好|完好有效|齐全|齐全有效|畅通|有效"
    r"|合格|良好|到位|符合要求|符合规定|有效期内|持证上岗|落实)$"
    r"|无[^未没不]{0,6}(?:堵塞|占用|堆放|遮挡|渗漏|泄漏|积水|积尘|裂缝|变形|松动|破损)$"
)
"""A clause that says all is well: its words are no finding."""

NEGATED = re.compile(r"(?:未|没有|没|不|无|严禁|禁止|杜绝|防止)(?:存在|发生|出现)?$")
FAILING = re.compile(
    r"超|堵|占|锁|混|违|擅|私|裂|漏|缺|积水|积尘|屏蔽|篡改|造假|失效|损坏|停用|过期|逾期|泄漏|转包|贯通|明火|故障|杂物"
)
"""Words that name a failing: after a "not" they mean its absence."""

BARE = {
    "未": r"未(?!来|超|堵|占|见|发现|成年|婚)",
    "无": r"(?<![有])无(?!关|误|异常|漏|积|超|违|隐患|问题|缺|轨|线|害|损)",
    "没有": r"没有(?!发现|超|出现|异常|问题|隐患|缺|漏|损)",
    "不": r"不(?=符|足|能|到位|落实|规范|全|按|达|够|合|完|可靠|明|会|正常|具备|及时|起作用|通|畅|严"
    r"|执行|使用|用|戴|系|佩|设|在岗|做|作|进行|办|开|强|稳|牢)",
    "超": r"(?<![未不没无防限])超(?!前|市|声|滤|细)",
    "缺": r"(?<![不无未])缺",
    "停": r"停(?!车场|放整齐|车休息)",
    "高": r"(?<![不])(?:过高|偏高|升高)",
    "漏": r"(?<![防无未不])漏(?!电保护)",
    "锁": r"(?<![双联闭])锁(?!气|具|扣|定)",
    "堵": r"(?<![未不无没封])堵",
    "封": r"封(?=堵|闭|死|住)",
    "人": r"(?:\d+|[十两三四五六七八九]+)(?:名|个)?(?:工)?人",
    "采": r"(?:开采|回采|被采|盗采)",
}
"""Single characters that would match too much: the pattern they stand for."""


class Judging(Protocol):
    """What proposing needs of a criterion, shipped or a county's own."""

    code: str
    industry: str
    keywords: tuple[str, ...]
    applies_to: frozenset[str]

    def in_force(self, on: date) -> bool: ...


Case = TypeVar("Case", bound=Judging)


@dataclass(frozen=True)
class Proposal(Generic[Case]):
    """A criterion that a description points to. words: those of the description that did it, in order.

    distance: 0 the criterion is of the unit's own industry, 1 of a kindred one, 2 for any unit.
    """

    criterion: Case
    words: tuple[str, ...]
    score: int
    distance: int

    @property
    def reason(self) -> str:
        return f"描述中写到{'、'.join(f'“{word}”' for word in self.words)}"


def plain(text: str) -> str:
    """Text in one form of width without blanks, so that typed and stored words can be compared."""
    return re.sub(r"[ \t\u3000]+", "", unicodedata.normalize("NFKC", text))


@lru_cache(maxsize=4096)
def _pattern(word: str) -> re.Pattern[str]:
    return re.compile(BARE.get(word) or re.escape(plain(word)))


@lru_cache(maxsize=2048)
def _parts(keyword: str) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(part.split("/")) for part in keyword.split("+"))


def _occurrences(words: tuple[str, ...], sentence: str) -> Iterator[tuple[int, int, str]]:
    """Where one of the words stands in the sentence, save after a "not" that undoes it."""
    for word in words:
        for found in _pattern(word).finditer(sentence):
            undone = FAILING.match(word) and NEGATED.search(sentence[: found.start()])
            if not undone:
                yield found.start(), found.end(), found.group()


def _apart(places: tuple[tuple[int, int, str], ...]) -> bool:
    """Whether no two of the found words overlap, and all stand near each other."""
    ordered = sorted(places)
    overlap = any(left[1] > right[0] for left, right in pairwise(ordered))
    return not overlap and ordered[-1][1] - ordered[0][0] <= REACH_OF_WORDS


def matched_words(keyword: str, sentence: str) -> tuple[str, ...]:
    """The words by which a keyword pattern is met in a sentence, in their order; empty when it is not met."""
    found = [list(_occurrences(part, sentence)) for part in _parts(keyword)]
    if not all(found):
        return ()
    near = [places for places in product(*found) if _apart(places)]
    if not near:
        return ()
    best = max(near, key=lambda places: (sum(len(word) for _, _, word in places), -min(places)[0]))
    return tuple(word for _, _, word in sorted(best))


def findings(text: str) -> list[str]:
    """The sentences of a description without the clauses that say all is well."""
    sentences = []
    for sentence in SENTENCE_ENDS.split(DENIED.sub("", plain(text))):
        clauses = [clause for clause in CLAUSE_ENDS.split(sentence) if clause and not NOTHING_FOUND.search(clause)]
        if clauses:
            sentences.append(",".join(clauses))
    return sentences


def propose_criteria(
    text: str, industry: str, criteria: Iterable[Case], *, on: date | None = None
) -> list[Proposal[Case]]:
    """The criteria a description may fulfil, nearest industry first, then by words met.

    industry: its code; "" looks through all. on: the day to judge by; None leaves validity aside.
    A proposal only: the person decides, and the reason shows why it was proposed.
    """
    sentences = findings(text)
    proposals = []
    for criterion in criteria:
        if industry and criterion.applies_to and industry not in criterion.applies_to:
            continue
        if on and not criterion.in_force(on):
            continue
        met = [words for keyword in criterion.keywords for sentence in sentences
               if (words := matched_words(keyword, sentence))]  # fmt: skip
        if met:
            best = max(met, key=lambda words: sum(map(len, words)))
            score = sum(map(len, best)) * 2 + len(set(met))
            distance = 0 if criterion.industry == industry else 1 if criterion.applies_to else 2
            proposals.append(Proposal(criterion, best, score, distance))
    return sorted(proposals, key=lambda each: (each.distance, -each.score, each.criterion.code))


def matching_industry(name: str, industries: Iterable[Industry]) -> str:
    """The code for a name as offices write it: code, name or alias; else the longest name inside; else ""."""
    wanted = plain(name).removesuffix("行业").removesuffix("企业").removesuffix("领域") or plain(name)
    names = {plain(known): each.code for each in industries for known in (each.code, each.name, *each.aliases)}
    for exact in (plain(name), wanted):
        if exact in names:
            return names[exact]
    inside = [known for known in names if len(known) >= 2 and known in wanted and not known.isascii()]
    inside = [known for known in inside if not wanted.startswith(f"非{known}") and f"除{known}" not in wanted]
    return names[max(inside, key=lambda known: (len(known), known))] if inside else ""


def items_for(industry: str, items: Iterable[Item], industries: Iterable[Industry], *, on: date) -> list[Item]:
    """The check items in force for units of an industry: its own and its kin's, then those for every unit.

    Raises KeyError for an industry that is not in the library.
    """
    listed = list(industries)
    for_all = tuple(each.code for each in listed if each.reach == "every_unit")
    order = {code: place for place, code in enumerate(dict.fromkeys((*family(industry, listed), *for_all)))}
    chosen = [each for each in items if each.industry in order and each.in_force(on)]
    return sorted(chosen, key=lambda each: (order[each.industry], each.code))


def basis_in_force(item: Item, instruments: Iterable[Instrument], *, on: date) -> list[str]:
    """The citations of an item that hold on a day, as a document prints them."""
    listed = {each.id: each for each in instruments}
    return [
        listed[basis.instrument].citation + basis.article
        for basis in item.basis
        if listed[basis.instrument].in_force(on)
    ]

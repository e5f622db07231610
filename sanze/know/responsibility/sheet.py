"""The office's own list of listed leaders, weighed row by row before anything is written."""

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from sanze.foundation.identity.models import Holding, Post
from sanze.foundation.identity.queries import HELD, posts_open
from sanze.foundation.moment import today
from sanze.foundation.regime.queries import regime
from sanze.foundation.regime.schema import Regime
from sanze.foundation.regime.vocabulary import SUBJECTS
from sanze.foundation.scope.actor import Actor
from sanze.foundation.sheets.fields import Field
from sanze.foundation.sheets.headings import propose
from sanze.foundation.sheets.read import Table
from sanze.foundation.sheets.rows import GoodRow, RowProblem, parse
from sanze.know.parties.models import Enterprise
from sanze.know.responsibility.values import Listing


@dataclass(frozen=True)
class Weighed:
    """What a sheet would list. missing: labels of required columns that it lacks."""

    rows: int
    good: list[Listing]
    problems: list[RowProblem]
    missing: tuple[str, ...] = ()

    @property
    def good_rows(self) -> int:
        return self.rows - len({each.number for each in self.problems})


def listed_kinds(rules: Regime) -> list[str]:
    """The responsibilities on the board that are named by paper for enterprises, in their order."""
    fit = [
        name
        for name, each in rules.responsibilities.items()
        if each.public
        and each.fill == "assigned"
        and SUBJECTS[rules.selection(each.subject).what].rows().model is Enterprise
    ]
    return sorted(fit, key=lambda name: rules.responsibilities[name].order)


def fields() -> list[Field]:
    """The columns: the enterprise, and one for each listed leader."""
    rules = regime()
    firm = Field("enterprise", "企业名称", ("企业", "单位名称", "挂牌企业", "统一社会信用代码"), required=True)
    leaders = [
        Field(name, rules.responsibilities[name].title, (rules.responsibilities[name].title.removeprefix("挂牌"),),
              hint="岗位全称，或者任职人姓名")
        for name in listed_kinds(rules)
    ]  # fmt: skip
    return [firm, *leaders]


def weigh(actor: Actor, table: Table) -> Weighed:
    """Every row against the register and the posts. Writes nothing."""
    wanted = fields()
    mapping = propose(table.headings, wanted)
    if mapping.missing:
        labels = {each.name: each.label for each in wanted}
        return Weighed(len(table.rows), [], [], tuple(labels[name] for name in mapping.missing))
    parsed = parse(table, mapping, wanted)
    work = _Weighing(actor, {each.name: each.label for each in wanted})
    for row in parsed.good:
        work.row(row)
    problems = sorted([*parsed.problems, *work.problems], key=lambda each: each.number)
    bad = {each.number for each in problems}
    return Weighed(len(table.rows), [each for number, each in work.good if number not in bad], problems)


class _Weighing:
    """Rows weighed one after the other, against registers read once."""

    def __init__(self, actor: Actor, labels: dict[str, str]):
        self.labels, self.rules = labels, regime()
        self.good: list[tuple[int, Listing]] = []
        self.problems: list[RowProblem] = []
        self.seen: dict[int, int] = {}
        rows = Enterprise.objects.visible_to(actor).values_list("pk", "name", "uscc", "listed")
        self.firms: dict[str, list[tuple[int, bool]]] = defaultdict(list)
        for pk, name, uscc, listed in rows:
            for key in {name, uscc} - {""}:
                self.firms[key].append((pk, listed))
        self.posts = self._posts()

    def _posts(self) -> dict[str, dict[str, list[Post]]]:
        """Responsibility → words by which a post is named → the posts."""
        day = today()
        holders = dict(
            Holding.objects.filter(state__in=HELD, span__contains=day).values_list("post_id", "person__name")
        )
        found: dict[str, dict[str, list[Post]]] = {}
        for name in listed_kinds(self.rules):
            by_word: dict[str, list[Post]] = defaultdict(list)
            for post in posts_open(day).filter(kind__in=self.rules.responsibilities[name].kinds):
                for word in {str(post), holders.get(post.pk, "")} - {""}:
                    by_word[word].append(post)
            found[name] = by_word
        return found

    def row(self, row: GoodRow) -> None:
        named = str(row.values["enterprise"]).strip()
        firms = self.firms.get(named, [])
        if len(firms) != 1:
            sentence = "有几家同名企业，请填信用代码" if firms else "企业档案中没有这家企业"
            return self._bad(row, "enterprise", named, sentence)
        pk, listed = firms[0]
        if not listed:
            return self._bad(row, "enterprise", named, "不是重点企业，请先在企业档案中列为重点企业")
        if self.seen.setdefault(pk, row.number) != row.number:
            return self._bad(row, "enterprise", named, f"与第 {self.seen[pk]} 行重复")
        for name, by_word in self.posts.items():
            self._leader(row, pk, name, by_word)
        return None

    def _leader(self, row: GoodRow, pk: int, name: str, by_word: dict[str, list[Post]]) -> None:
        told = str(row.values.get(name) or "").strip()
        if not told:
            return
        posts = by_word.get(told, [])
        if len(posts) == 1:
            self.good.append((row.number, Listing(enterprise_id=pk, kind=name, post_id=posts[0].pk)))
        else:
            titles = "、".join(self.rules.posts[each].title for each in self.rules.responsibilities[name].kinds)
            sentence = "有几个岗位符合，请填岗位全称" if posts else f"没有这个{titles}岗位或者任职人"
            self._bad(row, name, told, sentence)

    def _bad(self, row: GoodRow, name: str, value: Any, sentence: str) -> None:
        self.problems.append(RowProblem(row.number, self.labels[name], str(value), sentence))

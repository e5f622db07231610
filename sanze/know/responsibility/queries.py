"""The reads of this app that more than one place needs: who answers for what, on any day, and why."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.db import connection, models
from django.db.models import Q, QuerySet

from sanze.foundation.acts import entry
from sanze.foundation.identity.models import Post
from sanze.foundation.moment import today
from sanze.foundation.regime.queries import regime
from sanze.foundation.regime.schema import Regime
from sanze.foundation.regime.vocabulary import SUBJECTS
from sanze.foundation.scope.place import coordinates_of
from sanze.know.jurisdictions.models import CODE_LENGTHS, Area
from sanze.know.jurisdictions.queries import path_of
from sanze.know.parties.models import Enterprise
from sanze.know.responsibility.answering import answers
from sanze.know.responsibility.former import as_it_was, shadows
from sanze.know.responsibility.models import Assignment, Licence
from sanze.know.responsibility.states import Role
from sanze.know.standards.queries import short_names

HOLDERS = """
    LEFT JOIN identity_post seat ON seat.id = answer.post_id
    LEFT JOIN identity_holding holding ON holding.post_id = seat.id AND holding.state IN ('confirmed', 'ended')
              AND holding.span @> %({n}day)s::date
    LEFT JOIN identity_person person ON person.id = holding.person_id
    LEFT JOIN responsibility_assignment paper ON paper.id = answer.paper_id"""
CARRIED = "SELECT label, post_id FROM answer WHERE post_id IS NOT NULL"
ANSWERED = """
    SELECT %({n}kind)s, target.label, target.hazard, answer.slot, seat.id, seat.unit, seat.title,
           seat.closed_on IS NOT NULL AND seat.closed_on <= %({n}day)s, person.name, paper.id,
           coalesce(nullif(paper.paper, ''), paper.reason), paper.prefix, target.asked, target.area_code, answer.units
    FROM target LEFT JOIN answer ON answer.label = target.label AND answer.hazard = target.hazard"""


@dataclass(frozen=True)
class Answer:
    """Who answers for a subject in one kind of responsibility, and by which paper or rule. post_id None: nobody.

    slot: place among several. units: how many offices the rule finds equally near; more than one is an overlap.
    """

    kind: str
    title: str
    subject: str
    hazard: str = ""
    slot: int = 1
    post_id: int | None = None
    post: str = ""
    unit: str = ""
    person: str = ""
    closed: bool = False
    paper_id: int | None = None
    because: str = ""
    units: int = 1
    role: str = Role.MAIN

    @property
    def trouble(self) -> str:
        """What is wrong with it, in a word; empty where nothing is."""
        if self.post_id is None:
            return "空档"
        if self.closed:
            return "岗位已撤销"
        if not self.person:
            return "岗位无人"
        return "重叠" if self.units > 1 else ""

    @property
    def role_word(self) -> str:
        return Role(self.role).label


def in_force(on: date | None = None) -> QuerySet[Assignment]:
    """The assignments in force on a day (today by default)."""
    day = on or today()
    return Assignment.objects.filter(Q(until=None) | Q(until__gt=day), first__lte=day)


def carried(rules: Regime, name: str, on: date) -> tuple[str, dict[str, Any]] | None:
    """For the ledger of what is owed: SQL of (label, post id) of whoever answers in the main; None for no such kind."""
    if name not in rules.responsibilities:
        return None
    told = answers(rules, name, on, n="c_")
    return f"WITH {told.sql.strip()} {CARRIED}", told.params


def answers_for(
    kinds: Iterable[str], on: date | None = None, only: Collection[int] | None = None
) -> dict[str, list[Answer]]:
    """Label of each subject → who answers for it in these kinds, in one query. only: keys of the subjects."""
    return _read([(kind, only) for kind in kinds], on or today())


def _read(asked: list[tuple[str, Collection[int] | None]], day: date) -> dict[str, list[Answer]]:
    rules = regime(day)
    parts, params = shadows(day)
    selects = []
    for number, (kind, only) in enumerate(asked):
        n = f"k{number}_"
        told = answers(rules, kind, day, n=n, only=only)
        params |= told.params
        selects.append(f"(WITH {told.sql.strip()} {ANSWERED.format(n=n)} {HOLDERS.format(n=n)})")
    found: dict[str, list[Answer]] = defaultdict(list)
    if not selects:
        return found
    begun = f"WITH {', '.join(parts)} " if parts else ""
    with connection.cursor() as cursor:
        cursor.execute(begun + " UNION ALL ".join(selects), params)
        rows = cursor.fetchall()
    for row in sorted(rows, key=lambda row: (row[1], row[0], row[2], row[3] or 0)):
        found[row[1]].append(_answer(rules, row))
    return found


def _answer(rules: Regime, row: tuple) -> Answer:
    kind, label, hazard, slot, post_id, unit, title, closed, person, paper_id, text, prefix, asked, area, units = row
    asked_for = rules.responsibilities[kind]
    said = asked_for.title + (f"·{rules.hazards[hazard].title}" if hazard else "")
    if paper_id:
        because = f"指定：{text}" + (f"（{path_of(prefix) or '全市'}）" if prefix else "")
    else:
        because = _by_rule(rules, kind, asked, area) if post_id else ""
    return Answer(
        kind, said, label, hazard, slot or 1, post_id, f"{unit}{title}" if post_id else "", unit or "", person or "",
        bool(closed), paper_id, because, units or 1,
    )  # fmt: skip


def _by_rule(rules: Regime, kind: str, asked: str, area_code: str) -> str:
    """The regime's rule in words."""
    fill = rules.responsibilities[kind].fill
    industry = short_names().get(asked, asked)
    if fill == "first_licence":
        usual = rules.first_handlers.get(asked)
        return f"首办负责：{industry}首张许可为{usual.permit}" if usual else "首办负责：登记的首张许可"
    return {
        "industry": f"按行业：{industry}",
        "area": f"按属地：{path_of(area_code)}",
        "party": "本单位",
    }.get(fill, "")


def chain_of(subject: models.Model, on: date | None = None) -> list[Answer]:
    """Everybody who answers for a record on a day, from the county down to the grid, helpers after the main ones.

    For an enterprise also those who answer for its cell, village and township.
    """
    day = on or today()
    rules, record = regime(day), as_it_was(subject, day)
    place = coordinates_of(record)
    codes = [place["area_code"][:length] for length in CODE_LENGTHS.values() if len(place["area_code"]) >= length]
    areas = list(Area.objects.filter(code__in=codes).values_list("pk", flat=True))
    firm = [place["party_id"]] if place["party_id"] else []
    own = {Area: areas, Enterprise: firm, type(record): [record.pk] if not isinstance(record, Area) else areas}
    asked = []
    for name, each in rules.responsibilities.items():
        model = SUBJECTS[rules.selection(each.subject).what].rows().model
        if own.get(model) and each.exactly and not each.awaits:
            asked.append((name, own[model]))
    found = [each for rows in _read(asked, day).values() for each in rows]
    order = {name: each.order for name, each in rules.responsibilities.items()}
    found += _supporting(rules, {entry.label(record)}, codes, day)
    found = [_because_of_licence(each, firm, day) if each.kind == "first_handler" else each for each in found]
    return sorted(found, key=lambda each: (order[each.kind], each.kind, each.role != Role.MAIN, each.hazard, each.slot))


def _supporting(rules: Regime, labels: set[str], codes: list[str], day: date) -> list[Answer]:
    rows = in_force(day).filter(Q(subject__in=labels) | Q(prefix__in=codes), role=Role.SUPPORTING)
    return [
        Answer(
            each.kind, rules.responsibilities[each.kind].title, each.subject, each.hazard, each.slot, each.post_id,
            str(each.post), each.post.unit, "", False, each.pk, f"指定：{each.based_on()}", 1, Role.SUPPORTING,
        )
        for each in rows.select_related("post")
        if each.kind in rules.responsibilities
    ]  # fmt: skip


def _because_of_licence(answer: Answer, firm: list[int], day: date) -> Answer:
    """The licence on record that decided, named."""
    if answer.paper_id or not firm:
        return answer
    rows = Licence.objects.filter(enterprise_id=firm[0], issued_on__lte=day).order_by("issued_on", "pk")
    licence = rows.first()
    if licence is None:
        return answer
    told = f"首办负责：首张许可为{licence.permit}（{licence.issued_on:%Y-%m-%d}，{licence.unit}）"
    return replace(answer, because=told)


def first_handler(industry: str, area_code: str, on: date | None = None) -> Answer:
    """The office that handles illegal operation of an industry in an area, where no enterprise is on record."""
    rules = regime(on or today())
    usual = rules.first_handlers.get(industry)
    asked = rules.responsibilities.get("first_handler")
    none = Answer(
        "first_handler",
        asked.title if asked else "打非责任部门",
        "",
        because=f"制度没有写明{short_names().get(industry, industry)}的首办部门",
    )
    if usual is None or asked is None:
        return none
    because = f"首办负责：{short_names().get(industry, industry)}首张许可为{usual.permit}，由{usual.unit}受理审批发证"
    covering = in_force(on).filter(kind="first_handler", industry__in=["", industry], role=Role.MAIN).exclude(prefix="")
    papers = [each for each in covering.select_related("post") if area_code.startswith(each.prefix)]
    if papers:
        each = max(papers, key=lambda each: (len(each.prefix), bool(each.industry)))
        return replace(none, post_id=each.post_id, post=str(each.post), unit=each.post.unit, paper_id=each.pk,
                       because=f"指定：{each.based_on()}")  # fmt: skip
    posts = Post.objects.filter(unit=usual.unit, kind__in=asked.kinds, closed_on=None)
    post = posts.filter(area_code=area_code[:6]).order_by("pk").first()
    if post is None:
        return replace(none, unit=usual.unit, because=f"{because}；该部门在平台上没有岗位")
    return replace(none, post_id=post.pk, post=str(post), unit=post.unit, because=because)

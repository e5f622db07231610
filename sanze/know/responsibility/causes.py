"""From failing targets to findings: what fails for one cause is one finding, with who must mend it and by when."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time

from sanze.foundation.calendar.clocks import Clock
from sanze.foundation.calendar.queries import calendar
from sanze.foundation.identity.models import Post
from sanze.foundation.identity.queries import posts_open
from sanze.foundation.moment import SHANGHAI
from sanze.foundation.regime.schema import Regime
from sanze.know.jurisdictions.models import CODE_LENGTHS, Area, Level
from sanze.know.jurisdictions.queries import path_of
from sanze.know.responsibility.models import Assignment
from sanze.know.responsibility.proving import Touched
from sanze.know.responsibility.states import OF_THE_PLACE, Flaw
from sanze.know.standards.queries import short_names

POST, PAPER = Post._meta.label_lower, Assignment._meta.label_lower
TOWNSHIP, COUNTY = CODE_LENGTHS[Level.TOWNSHIP], CODE_LENGTHS[Level.COUNTY]
SHOWN = 5


@dataclass(frozen=True)
class Cause:
    """What makes responsibility fail; equal causes are one finding."""

    flaw: Flaw
    kind: str
    hazard: str
    industry: str
    cause: str


@dataclass
class Found:
    """One cause with everything that it touches."""

    cause: Cause
    name: str
    area_code: str
    touched: list[Touched]

    def reach(self) -> dict[str, int]:
        """Township (or the county itself) → targets touched."""
        return dict(sorted(Counter(each.area_code[:TOWNSHIP] for each in self.touched).items()))

    def sample(self) -> str:
        """The names of the first few."""
        names = list(dict.fromkeys(each.name for each in self.touched))
        return "、".join(names[:SHOWN])[:200] + (f" 等 {len(names)} 个" if len(names) > SHOWN else "")


def causes(rules: Regime, touched: Iterable[Touched]) -> list[Found]:
    """The findings behind what fails, in a settled order."""
    areas = {f"{Area._meta.label_lower}:{pk}": code for pk, code in Area.objects.values_list("pk", "code")}
    labels = {code: label for label, code in areas.items()}
    groups: dict[Cause, list[Touched]] = defaultdict(list)
    for each in touched:
        groups[_cause(rules, each, labels)].append(each)
    posts = {int(each.cause.split(":")[1]) for each in groups if each.cause.startswith(POST + ":")}
    papers = {int(each.cause.split(":")[1]) for each in groups if each.cause.startswith(PAPER + ":")}
    names = {f"{POST}:{pk}": (str(post), post.area_code) for pk, post in Post.objects.in_bulk(posts).items()}
    rows = Assignment.objects.select_related("post").in_bulk(papers)
    names |= {f"{PAPER}:{pk}": (f"{each.subject_name}：{each.post}", each.area_code) for pk, each in rows.items()}
    found = [_found(each, group, names, areas) for each, group in groups.items()]
    return sorted(found, key=lambda each: (each.cause.flaw, each.cause.kind, each.area_code, each.cause.cause))


def _cause(rules: Regime, each: Touched, labels: dict[str, str]) -> Cause:
    def because(cause: str, industry: str = "") -> Cause:
        return Cause(each.flaw, each.kind, each.hazard, industry, cause)

    if each.flaw in (Flaw.VACANCY, Flaw.UNCERTIFIED):
        return Cause(each.flaw, "", "", "", f"{POST}:{each.post_id}")
    if each.flaw in (Flaw.EXPIRED, Flaw.CLOSED) and each.paper_id:
        return because(f"{PAPER}:{each.paper_id}")
    if each.flaw in OF_THE_PLACE or each.flaw == Flaw.OMISSION:
        return because(each.label)
    kind = rules.responsibilities[each.kind]
    if kind.fill in ("area", "industry", "first_licence"):
        # Nobody claims these because of where they lie and what they do; whoever lies there alike is touched alike.
        length = CODE_LENGTHS[kind.level] if kind.level else CODE_LENGTHS[Level.VILLAGE]
        code = each.area_code[:length] if each.area_code[:length] in labels else each.area_code
        return because(labels.get(code, each.label), "" if kind.fill == "area" else each.asked)
    return because(each.label)


def _found(cause: Cause, group: list[Touched], names: dict, areas: dict[str, str]) -> Found:
    first = group[0]
    if cause.cause in areas:
        code = areas[cause.cause]
        name = path_of(code) or path_of(code, [Level.COUNTY])
    else:
        name, code = names.get(cause.cause, (first.name, first.area_code))
    if cause.industry:
        name = f"{name}：{short_names().get(cause.industry, cause.industry)}"
    common = first.area_code[:COUNTY]
    return Found(cause, name[:240], code or common, group)


class Menders:
    """Finds for each finding who must mend it and by when, from posts read once."""

    def __init__(self, rules: Regime, on: date):
        self.rules, self.on, self.calendar = rules, on, calendar()
        kinds = {each.by for each in rules.mending.values()}
        self.posts = list(posts_open(on).filter(kind__in=kinds, party_id=None).order_by("pk"))

    def post(self, flaw: Flaw, area_code: str) -> Post | None:
        """The nearest post of the kind that the regime names."""
        mending = self.rules.mending.get(flaw)
        around = [
            each for each in self.posts if mending and each.kind == mending.by and area_code.startswith(each.area_code)
        ]
        return max(around, key=lambda each: (len(each.area_code), -each.pk)) if around else None

    def due(self, flaw: Flaw) -> date:
        """The last day of the regime's limit; the day itself where there is none."""
        mending = self.rules.mending.get(flaw)
        if mending is None:
            return self.on
        limit = self.rules.limit(mending.within)
        begins = datetime.combine(self.on, time(), SHANGHAI)
        return Clock(limit.unit, limit.value).due(begins, self.calendar).astimezone(SHANGHAI).date()

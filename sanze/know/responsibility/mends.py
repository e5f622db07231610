"""The smallest change that mends a finding: which act, on what, with which post; or who outside must do what."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date

from sanze.foundation.acts import entry
from sanze.foundation.identity.models import Holding, Post
from sanze.foundation.identity.queries import HELD, posts_open
from sanze.foundation.regime.schema import Regime
from sanze.foundation.regime.vocabulary import SUBJECTS
from sanze.foundation.scope.models import within
from sanze.know.jurisdictions.models import CODE_LENGTHS, Area, Level
from sanze.know.jurisdictions.queries import locate, path_of
from sanze.know.parties.models import Enterprise
from sanze.know.parties.queries import gazetteer
from sanze.know.responsibility.models import Assignment
from sanze.know.responsibility.queries import answers_for, in_force
from sanze.know.responsibility.states import Flaw

ASKED = 200
COUNTY = CODE_LENGTHS[Level.COUNTY]


@dataclass(frozen=True)
class Change:
    """One change. act: 'assign', 'replace' (end a paper, name another post), 'relocate', or '' where the platform's
    other pages must be used. sentence: what to do, in words."""

    act: str
    sentence: str
    facts: dict = field(default_factory=dict)


class Candidates:
    """Posts that could answer, with somebody in them, and how much each bears already; read once."""

    def __init__(self, rules: Regime, on: date):
        self.rules, self.on = rules, on
        kinds = {kind for each in rules.responsibilities.values() for kind in each.kinds}
        held = Holding.objects.filter(state__in=HELD, span__contains=on)
        self.certified = set(
            held.filter(person__certificate_until__gte=on)
            .exclude(person__certificate_no="")
            .values_list("post_id", flat=True)
        )
        manned = set(held.values_list("post_id", flat=True))
        rows = posts_open(on).filter(kind__in=kinds, party_id=None).order_by("pk")
        self.posts = [each for each in rows if each.pk in manned]
        self.load = Counter(in_force(on).values_list("post_id", flat=True))

    def best(self, kind: str, area_code: str, industry: str = "", but: frozenset[int] = frozenset()) -> Post | None:
        """The nearest post of the responsibility's kinds, then one for the industry, then the one that bears least."""
        asked = self.rules.responsibilities[kind]
        fit = [
            each
            for each in self.posts
            if each.kind in asked.kinds and each.pk not in but and (not asked.certificate or each.pk in self.certified)
        ]

        def rank(each: Post) -> tuple:
            return -_alike(each.area_code, area_code), industry not in each.industries, self.load[each.pk], each.pk

        found = min(fit, key=rank, default=None)
        if found is not None:
            self.load[found.pk] += 1
        return found


def _alike(one: str, other: str) -> int:
    """How many levels of the tree two codes share."""
    return sum(one[:length] == other[:length] for length in (6, 9, 12, 15) if len(other) >= length <= len(one))


def proposed(
    rules: Regime, candidates: Candidates, *, flaw: str, kind: str, hazard: str, industry: str, cause: str,
    area_code: str, other: str = "",
) -> Change:  # fmt: skip
    """The smallest change for a finding told by these fields."""
    about = {"kind": kind, "hazard": hazard, "industry": industry}
    if flaw in (Flaw.GAP, Flaw.OVERLAP, Flaw.OMISSION):
        return _name(rules, candidates, flaw, cause, area_code, about)
    if flaw in (Flaw.EXPIRED, Flaw.CLOSED):
        return _renew(candidates, flaw, cause)
    if flaw == Flaw.VACANCY:
        return Change("", f"为岗位“{Post.objects.get(pk=_key(cause))}”任命人员")
    if flaw == Flaw.UNCERTIFIED:
        return Change("", f"为“{Post.objects.get(pk=_key(cause))}”的任职人员补办执法证，或者改任持证人员")
    return _place(rules, candidates, flaw, cause, other)


def _key(label: str) -> int:
    return int(label.split(":")[1])


def _name(rules: Regime, candidates: Candidates, flaw: str, cause: str, area_code: str, about: dict) -> Change:
    asked = rules.responsibilities[about["kind"]]
    claimed = _claimant(rules, about, cause) if flaw == Flaw.OVERLAP else None
    named = in_force(candidates.on).filter(kind=about["kind"], subject=cause) if flaw == Flaw.OMISSION else ()
    members = frozenset(each.post_id for each in named)
    post = claimed or candidates.best(about["kind"], area_code, about["industry"], but=members)
    if post is None:
        titles = "或".join(rules.posts[each].title for each in asked.kinds)
        return Change("", f"设立承担“{asked.title}”的岗位（{titles}）并任命人员")
    facts = about | {"post_id": post.pk, "about": cause}
    if flaw == Flaw.OMISSION:
        facts["slot"] = min(set(range(1, asked.exactly + 1)) - {each.slot for each in named}, default=1)
    said = "明确由" if flaw == Flaw.OVERLAP else "指定"
    return Change("assign", f"{said}“{post}”为{asked.title}", facts)


def _claimant(rules: Regime, about: dict, cause: str) -> Post | None:
    """Of the offices that claim it alike the one that the rule lists first."""
    area = Area.objects.get(pk=_key(cause))
    rows = Enterprise.objects.filter(within("area_code", area.code))
    hazard = rules.hazards.get(about["hazard"])
    if about["industry"] and not (hazard and hazard.industry):
        rows = rows.filter(industry=about["industry"])
    told = answers_for([about["kind"]], only=list(rows.values_list("pk", flat=True)[:ASKED]))
    found = [each for answers in told.values() for each in answers if each.units > 1 and each.hazard == about["hazard"]]
    return Post.objects.filter(pk=min(each.post_id for each in found)).first() if found else None


def _renew(candidates: Candidates, flaw: str, cause: str) -> Change:
    model, _, key = cause.partition(":")
    if model != Assignment._meta.label_lower:
        return Change("", "重新指定责任岗位")
    paper = Assignment.objects.select_related("post").get(pk=key)
    usable = {each.pk: each for each in candidates.posts}
    post = usable.get(paper.post_id) or candidates.best(paper.kind, paper.area_code, paper.industry)
    if post is None:
        return Change("", f"为“{paper.subject_name}”另设岗位并任命人员")
    facts = {"kind": paper.kind, "hazard": paper.hazard, "industry": paper.industry, "about": paper.subject}
    facts |= {"post_id": post.pk, "slot": paper.slot, "paper_id": paper.pk}
    if flaw == Flaw.EXPIRED:
        return Change("assign", f"续签指定：“{post}”继续为{paper.kind_title()}" if post.pk == paper.post_id
                      else f"改由“{post}”为{paper.kind_title()}", facts)  # fmt: skip
    return Change("replace", f"改派：由“{post}”接替已撤销的“{paper.post}”", facts)


def _place(rules: Regime, candidates: Candidates, flaw: str, cause: str, other: str) -> Change:
    firm = Enterprise.objects.get(pk=_key(cause))
    if flaw in (Flaw.MISPLACED, Flaw.ADDRESS) and other and not _agreed(firm, other):
        return Change("", "地址、坐标和属地各不相同，核实后在企业档案中改正")
    if flaw == Flaw.MISPLACED and other:
        return Change("relocate", f"将属地由{path_of(firm.area_code)}改为{_where(other)}", {"area_code": other})
    if flaw in (Flaw.BORDERLINE, Flaw.SPANNING):
        kind = _by_the_land(rules)
        post = candidates.best(kind, firm.area_code) if kind else None
        if post:
            facts = {"kind": kind, "hazard": "", "industry": "", "post_id": post.pk, "about": entry.label(firm)}
            return Change("assign", f"以文件明确由“{post}”负责（{path_of(firm.area_code)}）", facts)
    if flaw == Flaw.ADDRESS:
        return Change("relocate", f"属地改为地址所写的{_where(other)}", {"area_code": other})
    return Change("", "核实企业坐标和属地，在企业档案中改正")


def _agreed(firm: Enterprise, code: str) -> bool:
    """Whether an enterprise can be moved to an area without its address or its coordinates then speaking against it."""
    named = gazetteer(firm.area_code[:COUNTY]).locate(firm.address) if firm.address else None
    told = [named.code] if named and named.sure else []
    if firm.longitude is not None and firm.latitude is not None:
        told += [each.code for each in [locate(firm.longitude, firm.latitude)] if each]
    return all(each.startswith(code) or code.startswith(each) for each in told)


def _by_the_land(rules: Regime) -> str | None:
    """The responsibility over enterprises that goes by where they lie, the one nearest to the ground."""
    fit = [
        name
        for name, each in rules.responsibilities.items()
        if each.fill == "area"
        and not each.level
        and SUBJECTS[rules.selection(each.subject).what].rows().model is Enterprise
    ]
    return min(fit, key=lambda name: rules.responsibilities[name].order, default=None)


def _where(code: str) -> str:
    area = Area.objects.filter(code=code).first()
    return f"{path_of(code)}{area.name if area and len(code) > 12 else ''}"

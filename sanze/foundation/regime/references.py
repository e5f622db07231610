"""Whether everything that a regime's entries point at exists: inside the package, and among the platform's words."""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from sanze.foundation.calendar.holidays import HOLIDAYS, SOLAR_TERMS
from sanze.foundation.regime.entries.duty import PLAIN_WAYS
from sanze.foundation.regime.entries.subject import POST, POST_KIND, Condition, Selection
from sanze.foundation.regime.schema import Regime
from sanze.foundation.regime.vocabulary import MEASURES, OCCASIONS, OPERATORS, SUBJECTS, Attribute, is_command

Place = tuple[str | int, ...]

# Who proposes does not confirm, who gives a new password does not unbind the second factor.
NEVER_IN_ONE_HAND = [
    ("identity.appoint", "identity.confirm"),
    ("identity.reset_password", "identity.reset_factor"),
]


@dataclass(frozen=True)
class Fault:
    """One thing that does not hold: where in the package, and what."""

    place: Place
    sentence: str

    def __str__(self) -> str:
        return f"{'.'.join(map(str, self.place))}：{self.sentence}"


def inner_faults(regime: Regime) -> Iterator[Fault]:
    """What points at an entry that the package does not have, and what stands in it twice."""
    yield from _twice(regime)
    yield from _posts(regime)
    yield from _clauses(regime)
    yield from _subjects(regime)
    yield from _duties(regime)
    yield from _periods(regime)
    yield from _letters(regime)


def outer_faults(regime: Regime) -> Iterator[Fault]:
    """What uses a word that no app of the platform declares: kinds of subject, attributes, commands, measures."""
    for place, subject in _selections(regime):
        if isinstance(subject, Selection):
            yield from _words(regime, place, subject)
    for name, each in regime.responsibilities.items():
        if each.level and each.level not in SUBJECTS:
            yield Fault(("responsibilities", name, "level"), f"没有对象类别“{each.level}”")
    for number, duty in enumerate(regime.duties):
        if duty.cadence.occasion and duty.cadence.occasion not in OCCASIONS:
            known = "、".join(sorted(OCCASIONS)) or "（无）"
            place, named = ("duties", number, "cadence", "occasion"), duty.cadence.occasion
            yield Fault(place, f"没有平台事件“{named}”；现有 {known}")
        for at, each in enumerate(duty.discharged_by):
            if not is_command(each.command):
                yield Fault(("duties", number, "discharged_by", at, "command"), f"没有命令“{each.command}”")
    for number, gate in enumerate(regime.gates):
        for at, name in enumerate(gate.blocks):
            if not is_command(name):
                yield Fault(("gates", number, "blocks", at), f"没有命令“{name}”")
    for number, target in enumerate(regime.targets):
        if not target.awaits and target.measure not in MEASURES:
            yield Fault(("targets", number, "measure"), f"没有计算口径“{target.measure}”；尚不能计算的请写 awaits")


def _twice(regime: Regime) -> Iterator[Fault]:
    for part in ("duties", "targets", "gates", "vetoes", "periods", "letters", "paragraphs"):
        yield from _repeated([((part, number), each.id) for number, each in enumerate(getattr(regime, part))])
    yield from _repeated([(("articles", number), each.number) for number, each in enumerate(regime.articles)])
    yield from _repeated(
        [
            (("articles", number, "clauses", at), each.id)
            for number, article in enumerate(regime.articles)
            for at, each in enumerate(article.clauses)
        ]
    )


def _repeated(named: list[tuple[Place, str]]) -> Iterator[Fault]:
    seen: Counter = Counter()
    for place, name in named:
        seen[name] += 1
        if seen[name] == 2:
            yield Fault(place, f"编号“{name}”重复")


def _posts(regime: Regime) -> Iterator[Fault]:
    for kind, post in regime.posts.items():
        yield from _missing(("posts", kind, "apart"), post.apart, regime.posts, "岗位类别")
        yield from _missing(("posts", kind, "superiors"), post.superiors, regime.posts, "岗位类别")
        for pair in NEVER_IN_ONE_HAND:
            if set(pair) <= set(post.grants):
                yield Fault(("posts", kind, "grants"), f"{' 与 '.join(pair)} 不能同属一类岗位")
    for name, each in regime.responsibilities.items():
        yield from _missing(("responsibilities", name, "kinds"), each.kinds, regime.posts, "岗位类别")
        yield from _missing(("responsibilities", name, "assigned_by"), each.assigned_by, regime.posts, "岗位类别")
        yield from _missing(("responsibilities", name, "hazards"), each.hazards, regime.hazards, "危险类别")
    for name, each in regime.mending.items():
        yield from _missing(("mending", name, "by"), (each.by,), regime.posts, "岗位类别")
        yield from _missing(("mending", name, "within"), (each.within,), regime.limits, "限值")


def _clauses(regime: Regime) -> Iterator[Fault]:
    for part in ("duties", "targets", "gates", "vetoes", "periods", "letters"):
        for number, each in enumerate(getattr(regime, part)):
            yield from _missing((part, number, "clause"), (each.clause,), regime.clauses, "条款")
    for part in ("responsibilities", "local_terms"):
        for name, each in getattr(regime, part).items():
            yield from _missing((part, name, "clause"), (each.clause,), regime.clauses, "条款")


def _subjects(regime: Regime) -> Iterator[Fault]:
    for place, subject in _selections(regime):
        if isinstance(subject, str):
            yield from _missing(place, (subject,), regime.selections, "对象")
            continue
        for each in subject.where:
            if subject.what == POST and each.attribute == POST_KIND:
                kinds = each.value if isinstance(each.value, tuple) else (each.value,)
                yield from _missing((*place, "where", each.attribute), kinds, regime.posts, "岗位类别")
            if each.op in ("in_list", "not_in_list"):
                yield from _missing((*place, "where", each.attribute), (str(each.value),), regime.lists, "清单")


def _duties(regime: Regime) -> Iterator[Fault]:
    ways = {*PLAIN_WAYS, *regime.responsibilities}
    for number, each in enumerate(regime.duties):
        place: Place = ("duties", number)
        yield from _missing((*place, "holder", "kind"), (each.holder.kind,), regime.posts, "岗位类别")
        yield from _missing((*place, "holder", "by"), (each.holder.by,), ways, "对应关系或责任种类")
        carried = regime.responsibilities.get(each.holder.by)
        if carried and each.holder.kind not in carried.kinds:
            yield Fault((*place, "holder"), f"岗位类别“{each.holder.kind}”不承担责任“{each.holder.by}”")
        if each.reminders:
            yield from _missing((*place, "reminders"), (each.reminders,), regime.reminders, "提醒规则")
        if each.cadence.limit:
            yield from _missing((*place, "cadence", "limit"), (each.cadence.limit,), regime.limits, "限值")
        if each.begins and each.ends and each.ends < each.begins:
            yield Fault((*place, "ends"), "截止日期早于起始日期")


def _periods(regime: Regime) -> Iterator[Fault]:
    for number, period in enumerate(regime.periods):
        when: Place = ("periods", number, "when")
        if period.when.holiday:
            yield from _missing((*when, "holiday"), (period.when.holiday,), HOLIDAYS, "法定节假日")
        if period.when.term:
            yield from _missing((*when, "term", "name"), (period.when.term.name,), SOLAR_TERMS, "节气")
        for at, each in enumerate(period.raises):
            place: Place = ("periods", number, "raises", at, "duty")
            yield from _missing(place, (each.duty,), regime.duty, "职责")
            duty = regime.duty.get(each.duty)
            if duty and not (duty.cadence.every or (duty.cadence.step and duty.cadence.step.counted_from == "first")):
                yield Fault(place, f"职责“{each.duty}”不是按期履行的，不能加密")


def _letters(regime: Regime) -> Iterator[Fault]:
    targets = {each.id for each in regime.targets}
    for number, each in enumerate(regime.letters):
        place: Place = ("letters", number)
        yield from _missing((*place, "issued_by"), each.issued_by, regime.posts, "岗位类别")
        for side in ("issuer", "signatory"):
            own = getattr(each, side)
            yield from _missing((*place, side, "kinds"), own.kinds, regime.posts, "岗位类别")
            yield from _missing((*place, side, "scan"), own.scan, own.kinds, "本方岗位类别")
        if each.duty:
            yield from _missing((*place, "duty"), (each.duty,), regime.duty, "职责")
        for at, chapter in enumerate(each.chapters):
            yield from _missing((*place, "chapters", at, "targets"), chapter.targets, targets, "目标")
            yield from _missing((*place, "chapters", at, "duties"), chapter.duties, regime.duty, "职责")


def _missing(place: Place, names: tuple[str, ...], there, what: str) -> Iterator[Fault]:
    for name in names:
        if name not in there:
            yield Fault(place, f"没有{what}“{name}”")


def _selections(regime: Regime) -> Iterator[tuple[Place, str | Selection]]:
    for name, each in regime.selections.items():
        yield ("selections", name), each
    for name, each in regime.responsibilities.items():
        yield ("responsibilities", name, "subject"), each.subject
    for name, each in regime.hazards.items():
        yield ("hazards", name, "subject"), each.subject
    for number, each in enumerate(regime.duties):
        yield ("duties", number, "subject"), each.subject
    for number, each in enumerate(regime.letters):
        yield ("letters", number, "subject"), each.subject
    for number, each in enumerate(regime.targets):
        if each.of is not None:
            yield ("targets", number, "of"), each.of


def _words(regime: Regime, place: Place, selection: Selection) -> Iterator[Fault]:
    kind = SUBJECTS.get(selection.what)
    if kind is None:
        yield Fault((*place, "what"), f"没有对象类别“{selection.what}”；现有 {'、'.join(sorted(SUBJECTS)) or '（无）'}")
        return
    for each in selection.where:
        attribute = kind.attributes.get(each.attribute)
        if attribute is None:
            yield Fault((*place, "where", each.attribute), f"“{kind.title}”没有属性“{each.attribute}”")
        elif sentence := _unfit(regime, attribute, each):
            yield Fault((*place, "where", each.attribute), f"属性“{attribute.title}”{sentence}")


def _unfit(regime: Regime, attribute: Attribute, condition: Condition) -> str:
    if condition.op not in OPERATORS[attribute.kind]:
        return f"不能用 {condition.op} 比较"
    if condition.op in ("in_list", "not_in_list"):
        values: tuple = regime.lists.get(str(condition.value), ())
    else:
        values = condition.value if isinstance(condition.value, tuple) else (condition.value,)
    if not all(_FITS[attribute.kind](each) for each in values):
        return f"的值不对：{'、'.join(map(str, values))}"
    if attribute.choices and (unknown := [str(each) for each in values if each not in attribute.choices()]):
        return f"没有取值“{'、'.join(unknown)}”"
    return ""


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


_FITS: dict[str, Callable[[object], bool]] = {
    "flag": lambda value: isinstance(value, bool),
    "choice": lambda value: isinstance(value, str),
    "text": lambda value: isinstance(value, str),
    "area": lambda value: isinstance(value, str) and value.isdigit(),
    "number": _is_number,
    "day": lambda value: isinstance(value, str) and len(value) == 10,
}

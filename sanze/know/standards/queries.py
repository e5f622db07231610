"""Named reads of the standards library: what is shipped, merged with what the county decided for itself."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date
from functools import cache, lru_cache

from sanze.foundation.moment import today
from sanze.foundation.scope.actor import Actor
from sanze.know.standards import rules
from sanze.know.standards.catalogue import Basis, Criterion, Instrument, Item, family, load
from sanze.know.standards.models import CRITERION_PREFIX, ITEM_PREFIX, OwnCriterion, OwnItem, SetAside
from sanze.know.standards.values import CheckItem, MajorCriterion, Proposed

# Slot: the area code of a supervised party, by its id. The app that keeps the parties fills it.
AREA_OF_PARTY: list[Callable[[int], str]] = []


@cache
def industry_names() -> dict[str, str]:
    """Every industry's code and Chinese name, in the library's order."""
    return {each.code: each.name for each in load().industries}


@cache
def short_names() -> dict[str, str]:
    """Every industry's code and its name without what stands in brackets, for lists and drop-downs."""
    return {code: name.partition("（")[0] for code, name in industry_names().items()}


@cache
def industry_code(name: str) -> str:
    """The code of an industry as an office writes it (code, name or alias); empty if it is none."""
    return rules.matching_industry(name, load().industries)


def items_for(industry: str, on: date, area_code: str = "") -> list[CheckItem]:
    """The check items for units of an industry in an area on a day: its own and its kin's, then those for every unit.

    Shipped items that the area set aside are left out, its own stand after those shipped for the same industry.
    area_code: of the unit; what areas above decided holds too. Raises KeyError for an unknown industry.
    """
    order = {code: place for place, code in enumerate(_reach(industry))}
    aside = set_aside_codes(on, area_code)
    shipped = [each for each in _shipped_for(industry, on) if each.code not in aside]
    own = own_items(on, area_code, order)
    if own or area_code:
        linked = _linked(own_criteria(on, area_code))
        both = [_with_criteria(each, linked) for each in (*shipped, *own)]
        return sorted(both, key=lambda each: (order[each.industry], each.own, each.code))
    return shipped


def item(code: str, on: date | None = None) -> CheckItem:
    """The check item of that code with its basis on a day (today by default), in force or not.

    Raises KeyError for a code that is neither shipped nor the county's own.
    """
    if code.startswith(ITEM_PREFIX):
        found = OwnItem.objects.filter(code=code).first()
        if found is None:
            raise KeyError(code)
        return own_item(found, _linked(own_criteria(on or today(), found.area_code)))
    return _shipped_by_code(on or today())[code]


def shipped_item(code: str, on: date) -> CheckItem:
    """The item of that code among those shipped. Raises KeyError."""
    return _shipped_by_code(on)[code]


def criteria_for(industry: str, on: date, area_code: str = "") -> list[MajorCriterion]:
    """The criteria of major dangers that may be met by units of an industry in an area on a day, nearest first."""
    concerning = [each for each in criteria_in_force(on, area_code) if _concerns(each, industry)]
    order = {code: place for place, code in enumerate(_reach(industry))}
    return sorted(concerning, key=lambda each: (order.get(each.industry, len(order)), each.own))


def criterion(code: str) -> MajorCriterion:
    """The criterion of that code with its full citation. Raises KeyError for an unknown code."""
    if code.startswith(CRITERION_PREFIX):
        found = OwnCriterion.objects.filter(code=code).first()
        if found is None:
            raise KeyError(code)
        return own_criterion(found)
    return _criteria_by_code()[code]


def propose(text: str, industry: str, on: date, item_code: str | None = None, area_code: str = "") -> list[Proposed]:
    """The criteria that a danger may fulfil, each with the reason and its legal basis; the person decides.

    text: what was found, as typed. industry: of the unit; "" looks through all. item_code: the check item that
    failed: the criteria that name it are proposed too. First come those met by both words and item, then those of
    an item that is major in itself, then those met by words, then those to which a general item may rise.
    """
    criteria = criteria_in_force(on, area_code)
    spoken = {each.criterion.code: each for each in rules.propose_criteria(text, industry, criteria, on=on)}
    failed = _known_item(item_code, on)
    named = [each for each in criteria if failed and (failed.code in each.items or each.code in failed.criteria)]
    both = [_from_both(spoken[each.code], failed) for each in named if each.code in spoken]
    by_item = [_from_item(each, failed) for each in named if each.code not in spoken]
    known = {each.code for each in both}
    by_words = [
        Proposed(each.criterion, f"{each.reason}。", each.words) for code, each in spoken.items() if code not in known
    ]
    major = failed is not None and failed.severity == "major"
    return [*both, *(by_item if major else []), *by_words, *([] if major else by_item)]


@dataclass(frozen=True)
class Found:
    """What a search came upon: items, criteria and instruments, each in the library's order."""

    items: tuple[CheckItem, ...] = ()
    criteria: tuple[MajorCriterion, ...] = ()
    instruments: tuple[Instrument, ...] = ()


def search(text: str, industry: str = "", kind: str = "", area_code: str = "", on: date | None = None) -> Found:
    """The items, criteria and instruments in which every word of the text occurs; no text finds all.

    industry: its own and its kin's; instruments then are those cited by what concerns it. kind: 'items', 'criteria' or
    'instruments' alone, '' for all three. area_code: whose own rules are looked through. on: today by default; it
    decides which bases are cited, not what is found.
    """
    day = on or today()
    words = [rules.plain(word).lower() for word in text.split()]
    kin = set(family(industry, load().industries)) if industry else set()
    items = [each for each in library_items(day, area_code) if not kin or each.industry in kin]
    criteria = [each for each in library_criteria(area_code) if not kin or each.industry in kin]
    instruments = _cited(industry) if industry else load().instruments
    return Found(
        tuple(each for each in items if _holds(words, _item_text(each))) if kind in ("", "items") else (),
        tuple(each for each in criteria if _holds(words, _criterion_text(each))) if kind in ("", "criteria") else (),
        tuple(each for each in instruments if _holds(words, each.citation + each.note))
        if kind in ("", "instruments")
        else (),
    )


def library_items(on: date, area_code: str = "") -> list[CheckItem]:
    """Every item, in force or not: those shipped with their bases on that day, then those of the area and above."""
    linked = _linked(own_criteria(on, area_code))
    own = [own_item(each) for each in OwnItem.objects.applying_to(area_code).order_by("code")]
    return [_with_criteria(each, linked) for each in (*_shipped(on), *own)]


def library_criteria(area_code: str = "") -> list[MajorCriterion]:
    """Every criterion, in force or not: those shipped, then those of the area and above."""
    own = OwnCriterion.objects.applying_to(area_code).order_by("code")
    return [*_shipped_criteria(), *(own_criterion(each) for each in own)]


def criteria_in_force(on: date, area_code: str = "") -> list[MajorCriterion]:
    """Every criterion that holds on that day: those shipped, then those of the area and above."""
    return [*(each for each in _shipped_criteria() if each.in_force(on)), *own_criteria(on, area_code)]


def version() -> str:
    """The version of the shipped library."""
    return load().version


def instrument(id: str) -> Instrument:
    """The law, rule or standard of that id. Raises KeyError."""
    return load().instrument(id)


def bases_of(code: str) -> tuple[list[tuple[Instrument, str]], list[tuple[Instrument, str]]]:
    """The instruments and articles on which a shipped item rests, and those under which a failing is answered for."""
    found = load().item(code)
    return _pairs(found.basis), _pairs(found.liability)


def resting_on(instrument_id: str) -> tuple[list[Item], list[Criterion]]:
    """The shipped items and criteria that cite an instrument."""
    library = load()
    items = [each for each in library.items if instrument_id in {basis.instrument for basis in each.basis}]
    return items, [each for each in library.criteria if each.instrument == instrument_id]


def area_of(actor: Actor) -> str:
    """The area whose library the actor reads: the post's, or where their party lies; "" where there is none."""
    if actor.party_id is not None:
        return next((place(actor.party_id) for place in AREA_OF_PARTY), "")
    return next(iter(actor.areas), "")


def set_aside_codes(on: date, area_code: str) -> set[str]:
    """The shipped items that an area, or one above it, does without on that day."""
    return set(SetAside.objects.applying_to(area_code).begun(on).values_list("item_code", flat=True))


def set_aside(code: str, area_code: str, on: date) -> SetAside | None:
    """The decision by which an item is not used in an area on that day."""
    return SetAside.objects.applying_to(area_code).begun(on).filter(item_code=code).order_by("pk").first()


def own_items(on: date, area_code: str, industries: Iterable[str]) -> list[CheckItem]:
    """The county's own items in force for those industries."""
    rows = OwnItem.objects.applying_to(area_code).in_force(on).filter(industry__in=list(industries))
    return [own_item(each) for each in rows.order_by("code")]


def own_criteria(on: date, area_code: str) -> list[MajorCriterion]:
    """The county's own criteria in force."""
    rows = OwnCriterion.objects.applying_to(area_code).in_force(on) if area_code else ()
    return sorted((own_criterion(each) for each in rows), key=lambda each: each.code)


def own_item(row: OwnItem, linked: dict[str, tuple[str, ...]] | None = None) -> CheckItem:
    """A county's own item as the library shows it."""
    return CheckItem(
        code=row.code,
        industry=row.industry,
        text=row.text,
        category=row.category,
        severity=row.severity,
        limit_days=row.limit_days,
        measure=row.measure,
        basis=row.basis,
        criteria=(linked or {}).get(row.code, ()),
        area_code=row.area_code,
        valid_from=row.valid_from,
        valid_to=row.last_day(),
    )


def own_criterion(row: OwnCriterion) -> MajorCriterion:
    """A county's own criterion as the library shows it."""
    return MajorCriterion(
        code=row.code,
        industry=row.industry,
        text=row.text,
        basis=row.basis,
        keywords=tuple(row.keywords),
        applies_to=_applies_to(row.industry),
        items=tuple(row.items),
        area_code=row.area_code,
        valid_from=row.valid_from,
        valid_to=row.last_day(),
    )


@lru_cache(maxsize=16)
def _shipped(on: date) -> tuple[CheckItem, ...]:
    """Every shipped item with the bases and criteria of a day."""
    library = load()
    linked = _linked(each for each in _shipped_criteria() if each.in_force(on))
    instruments = {each.id: each for each in library.instruments}
    return tuple(_shipped_item(each, on, instruments, linked) for each in library.items)


@lru_cache(maxsize=16)
def _shipped_by_code(on: date) -> dict[str, CheckItem]:
    return {each.code: each for each in _shipped(on)}


@lru_cache(maxsize=256)
def _shipped_for(industry: str, on: date) -> tuple[CheckItem, ...]:
    library = load()
    known = _shipped_by_code(on)
    return tuple(known[each.code] for each in rules.items_for(industry, library.items, library.industries, on=on))


def _shipped_item(
    item: Item, on: date, instruments: dict[str, Instrument], linked: dict[str, tuple[str, ...]]
) -> CheckItem:
    return CheckItem(
        code=item.code,
        industry=item.industry,
        text=item.text,
        category=item.category,
        severity=item.severity,
        limit_days=item.usual_limit_days,
        measure=item.measure,
        basis=_sentence(item.basis, on, instruments),
        criteria=linked.get(item.code, ()),
        limit_note=item.limit_note,
        liability=_sentence(item.liability, on, instruments),
        raises_when=item.raises_when,
        no_criterion=item.no_criterion,
        mark=item.mark,
        valid_from=item.valid_from,
        valid_to=item.valid_to,
    )


def _sentence(bases: Iterable[Basis], on: date, instruments: dict[str, Instrument]) -> str:
    """The citations that hold on a day, as one sentence without its full stop."""
    holding = [each for each in bases if instruments[each.instrument].in_force(on)]
    return "；".join(instruments[each.instrument].citation + each.article for each in holding)


@cache
def _shipped_criteria() -> tuple[MajorCriterion, ...]:
    return tuple(_shipped_criterion(each) for each in load().criteria)


@cache
def _criteria_by_code() -> dict[str, MajorCriterion]:
    return {each.code: each for each in _shipped_criteria()}


def _shipped_criterion(each: Criterion) -> MajorCriterion:
    return MajorCriterion(
        code=each.code,
        industry=each.industry,
        text=each.text,
        basis=load().instrument(each.instrument).citation + each.article,
        keywords=each.keywords,
        applies_to=each.applies_to,
        items=each.items,
        note=each.note,
        mark=each.mark,
        valid_from=each.valid_from,
        valid_to=each.valid_to,
    )


@cache
def _reach(industry: str) -> tuple[str, ...]:
    """The industries whose items units of an industry are checked by. Raises KeyError for an unknown one."""
    listed = load().industries
    for_all = (each.code for each in listed if each.reach == "every_unit")
    return tuple(dict.fromkeys((*family(industry, listed), *for_all)))


@cache
def _applies_to(industry: str) -> frozenset[str]:
    """The industries for which a criterion of an industry may be proposed; empty for any."""
    listed = load().industries
    if next(each for each in listed if each.code == industry).reach in ("every_unit", "by_topic"):
        return frozenset()
    return frozenset(each.code for each in listed if industry in family(each.code, listed))


@cache
def _cited(industry: str) -> tuple[Instrument, ...]:
    """The instruments cited by the items and criteria of an industry and its kin."""
    library = load()
    kin = family(industry, library.industries)
    ids = {each.instrument for item in library.items if item.industry in kin for each in (*item.basis, *item.liability)}
    ids |= {each.instrument for each in library.criteria if each.industry in kin}
    return tuple(each for each in library.instruments if each.id in ids)


def _concerns(each: MajorCriterion, industry: str) -> bool:
    return not each.applies_to or industry in each.applies_to


def _linked(criteria: Iterable[MajorCriterion]) -> dict[str, tuple[str, ...]]:
    """Item code → the codes of the criteria that name it."""
    linked: dict[str, tuple[str, ...]] = {}
    for each in criteria:
        for code in each.items:
            linked[code] = (*linked.get(code, ()), each.code)
    return linked


def _with_criteria(each: CheckItem, linked: dict[str, tuple[str, ...]]) -> CheckItem:
    more = linked.get(each.code)
    return replace(each, criteria=(*each.criteria, *more)) if more else each


def _known_item(code: str | None, on: date) -> CheckItem | None:
    """The failed item, or nothing where none was named or it is no longer known."""
    try:
        return item(code, on) if code else None
    except KeyError:
        return None


def _from_both(said: rules.Proposal[MajorCriterion], failed: CheckItem) -> Proposed:
    return Proposed(said.criterion, f"{said.reason}，且检查项 {failed.code} 对应这一情形。", said.words)


def _from_item(each: MajorCriterion, failed: CheckItem) -> Proposed:
    rise = f"，{failed.raises_when}" if failed.raises_when else ""
    return Proposed(each, f"检查项 {failed.code} 对应这一情形{rise}。")


def _pairs(bases: Iterable[Basis]) -> list[tuple[Instrument, str]]:
    return [(load().instrument(each.instrument), each.article) for each in bases]


def _holds(words: list[str], text: str) -> bool:
    if not words:
        return True
    plain = rules.plain(text).lower()
    return all(word in plain for word in words)


def _item_text(each: CheckItem) -> str:
    return " ".join((each.code, each.text, each.measure, each.basis, each.liability, industry_names()[each.industry]))


def _criterion_text(each: MajorCriterion) -> str:
    return " ".join((each.code, each.text, each.basis, each.note, industry_names()[each.industry]))

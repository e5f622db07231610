# ruff: noqa: S608 (put together from constants; every value is a parameter)
"""Acts discharge what is owed period by period: every sealed act is held against the duties that name its command.

Nobody ticks anything off. What is owed once is ended by the command that does it, see `singles`. No query is made
for an act whose command no duty names.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from django.apps import apps
from django.db import connection, models

from sanze.foundation.acts import entry
from sanze.foundation.acts.models import Act
from sanze.foundation.identity.models import Post
from sanze.foundation.moment import SHANGHAI, now
from sanze.foundation.regime.entries.duty import Discharge
from sanze.foundation.regime.queries import content_of, standing_enforcements
from sanze.foundation.scope.place import coordinates_of
from sanze.know.parties.models import Enterprise
from sanze.perform.duties import rules
from sanze.perform.duties.commands.single_statements import PAST, TALLY_DONE
from sanze.perform.duties.commands.statements import OPEN
from sanze.perform.duties.models import Obligation

# What a post owes by itself it does itself; an act inside the area of some post is not the post's.
POST = Post._meta.label_lower

# Of each duty and subject one: that of whose time the day is first, else the oldest that is late, else missed; and
# beside it one of those that a key period's quicker cadence asks for (ordinal 0 and down).
# `run` is for acts held against what a run has made good: only what was in time for it counts then.
FOUND = f"""
    WITH rule(regime, duty, same, hand) AS (
        SELECT * FROM unnest(%(regimes)s::text[], %(duties)s::text[], %(sames)s::bool[], %(hands)s::text[])),
    mate AS (
        SELECT each.id FROM identity_post each JOIN identity_post own
        ON each.area_code = own.area_code AND each.unit = own.unit AND each.party_id IS NOT DISTINCT FROM own.party_id
        WHERE own.id = %(post)s AND 'unit' = ANY(%(hands)s))
    SELECT DISTINCT ON (o.duty, o.subject, o.ordinal < 1) o.id, o.due_on
    FROM duties_obligation o JOIN rule ON rule.duty = o.duty AND rule.regime = o.regime
    WHERE {OPEN} AND o.run_id IS NOT NULL AND o.period_first <= %(day)s
      AND (o.holder_id = %(post)s OR rule.hand = 'anyone'
           OR (rule.hand = 'unit' AND o.holder_id IN (SELECT id FROM mate)))
      AND (%(run)s::bigint IS NULL OR (o.run_id = %(run)s AND o.late_until >= %(day)s))
      AND (%(nowhere)s OR o.area_code = ANY(%(areas)s))
      AND (o.subject = ANY(%(about)s)
           OR (NOT rule.same AND (o.subject = %(own)s
               OR (rule.hand = 'unit' AND o.subject IN (SELECT '{POST}:' || id FROM mate))
               OR (NOT %(nowhere)s AND o.subject NOT LIKE '{POST}:%%'
                   AND (o.party_id IS NULL OR o.party_id = %(party)s)))))
    ORDER BY o.duty, o.subject, o.ordinal < 1, %(day)s > o.due_on, %(day)s > o.late_until, o.due_on, o.id"""

# The due days as constants let the planner look at their quarters alone.
END = f"""
    WITH locked AS (
        SELECT o.id, o.due_on FROM duties_obligation o
        WHERE o.id = ANY(%(ids)s) AND o.due_on = ANY(%(days)s) AND {OPEN} ORDER BY o.id FOR UPDATE),
    ended AS (
        UPDATE duties_obligation o
        SET discharged_on = %(day)s, discharged_at = %(at)s, discharged_by = %(who)s, discharge = %(what)s
        FROM locked WHERE o.id = locked.id AND o.due_on = locked.due_on AND o.due_on = ANY(%(days)s)
        RETURNING o.*, {PAST}),
    told AS ({TALLY_DONE})
    SELECT id FROM ended"""

# What a party is on the register; an act on any record of the party is an act on the party.
PARTY = Enterprise._meta.label_lower


@dataclass(frozen=True)
class Ended:
    """That something was done: on which day, put on record when, by whom."""

    day: date
    at: datetime
    who: str


@dataclass(frozen=True)
class Rule:
    """One way of discharging one duty of one regime."""

    regime: str
    duty: str
    way: Discharge

    def met_by(self, act: Act) -> bool:
        return rules.meets(act.facts, len(act.evidence), asked=self.way.facts, pieces=self.way.evidence)


class _Rules:
    """Command → the duties that it discharges, of every regime; read anew when an unknown version shows up.

    One version never means two contents, so what was read stays true.
    """

    def __init__(self) -> None:
        self.versions: set[str] = set()
        self.by_command: dict[str, list[Rule]] = {}

    def of(self, act: Act) -> list[Rule]:
        if act.regime and act.regime not in self.versions:
            self._read()
        return self.by_command.get(act.command, [])

    def by_version(self, version: str) -> dict[str, list[Rule]]:
        """Command → the rules of one regime."""
        if version not in self.versions:
            self._read()
        every = self.by_command.items()
        return {name: own for name, known in every if (own := [rule for rule in known if rule.regime == version])}

    def forget(self) -> None:
        self.versions, self.by_command = set(), {}

    def _read(self) -> None:
        self.forget()
        for enforcement in standing_enforcements():
            if enforcement.full_version in self.versions:
                continue
            self.versions.add(enforcement.full_version)
            for duty in content_of(enforcement).duties:
                for way in duty.discharged_by:
                    rule = Rule(enforcement.full_version, duty.id, way)
                    self.by_command.setdefault(way.command, []).append(rule)


RULES = _Rules()
UNTOUCHED = {"discharged_on": None, "discharged_at": None, "discharged_by": "", "discharge": ""}


def discharge_by(acts: list[Act]) -> None:
    """Discharge what these acts discharge; each act then names what it did so."""
    for act in acts:
        if act.command == "regime.enforce":
            RULES.forget()
        elif met := [rule for rule in RULES.of(act) if rule.met_by(act)]:
            _discharge(act, met)


def make_good(run: int, version: str, duty: str, first: date, last: date) -> None:
    """Hold acts that are on record already against what a run makes afterwards for a day on which no clock ran.

    first, last: the days from the beginning of what the run made to the end of its grace; acts told later than an act
    may tell of its day cannot matter. For use inside the run's command, whose act then says what was done.
    """
    commands = [name for name, known in RULES.by_version(version).items() if any(rule.duty == duty for rule in known)]
    begin = datetime.combine(first, time.min, SHANGHAI)
    end = min(now(), begin + (last - first) + rules.FURTHEST_BACK + timedelta(days=1))
    for act in Act.objects.filter(at__gte=begin, at__lt=end, command__in=commands).order_by("at", "pk").iterator():
        if not first <= rules.day_done(act.facts, act.at, SHANGHAI) <= last:
            continue
        met = [rule for rule in RULES.of(act) if (rule.regime, rule.duty) == (version, duty) and rule.met_by(act)]
        if met:
            for number, ended in _ended(act, met, run):
                entry.current().note_changed(_label(number), UNTOUCHED, _written(act, ended))


def _discharge(act: Act, met: list[Rule]) -> None:
    """Write into the act, before it is sealed, what it discharged."""
    for number, ended in _ended(act, met):
        after = _written(act, ended)
        act.changes[_label(number)] = {name: [UNTOUCHED[name], value] for name, value in after.items()}
        act.records = sorted({*act.records, _label(number)})


def _ended(act: Act, met: list[Rule], run: int | None = None) -> list[tuple[int, Ended]]:
    """Discharge what the act meets (of one run, if named); the ids of the obligations, with how they ended."""
    place = _place(act)
    about = [each for each in (act.subject, act.result) if each]
    ended = Ended(rules.day_done(act.facts, act.at, SHANGHAI), act.at, f"{act.post} {act.person}".strip()[:240])
    asked = {
        "regimes": [rule.regime for rule in met],
        "duties": [rule.duty for rule in met],
        "sames": [rule.way.same_subject for rule in met],
        "hands": [rule.way.by for rule in met],
        "about": about + ([f"{PARTY}:{place['party_id']}"] if place.get("party_id") else []),
        "own": f"{POST}:{act.lane}",
        "party": place.get("party_id"),
        "areas": rules.prefixes(place["area_code"]) if place else [],
        "nowhere": not place,
        "post": act.lane,
        "day": ended.day,
        "at": ended.at,
        "who": ended.who,
        "what": act.result or act.subject,
        "run": run,
    }
    with connection.cursor() as cursor:
        cursor.execute(FOUND, asked)
        if not (found := cursor.fetchall()):
            return []
        ids, days = zip(*found, strict=True)
        cursor.execute(END, {**asked, "ids": list(ids), "days": list(days)})
        return [(number, ended) for (number,) in cursor.fetchall()]


def _label(number: int) -> str:
    return f"{Obligation._meta.label_lower}:{number}"


def _written(act: Act, ended: Ended) -> dict:
    """The fields that end an obligation, as acts keep them."""
    return {
        "discharged_on": ended.day.isoformat(),
        "discharged_at": ended.at.astimezone(UTC).isoformat(),
        "discharged_by": ended.who,
        "discharge": act.result or act.subject,
    }


def _place(act: Act) -> dict:
    """Where the record lies that the act is about, or that it made; nothing where there is none."""
    record = act.about if act.about is not None else _stored(act.subject or act.result)
    return coordinates_of(record) if hasattr(record, "SCOPE") else {}


def _stored(label: str) -> models.Model | None:
    """The record of that label; None for no label."""
    if not label:
        return None
    name, pk = label.split(":")
    return apps.get_model(name)._base_manager.filter(pk=pk).first()

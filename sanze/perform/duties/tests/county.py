"""A small county whose year is played: its regime of six duties and the one that follows it, and its people's acts."""

from copy import deepcopy
from datetime import date, datetime, time, timedelta

from sanze.foundation.identity import commands as identity
from sanze.foundation.identity.models import Post
from sanze.foundation.moment import SHANGHAI
from sanze.foundation.regime.reading import packaged, read
from sanze.foundation.scope.actor import EVERY, INSTALLER, Actor
from sanze.know.jurisdictions import commands as jurisdictions
from sanze.know.jurisdictions.models import Area
from sanze.know.parties import commands as parties
from sanze.know.parties.models import Enterprise
from sanze.perform.inspections.commands import recording
from tests.cast import COUNTY, EAST, EAST_VILLAGE, WEST, WEST_VILLAGE

THIRD_VILLAGE = WEST + "202"
PATROL, SERVE, CONTACTS = "inspections.patrol", "inspections.serve", "parties.amend_contacts"

SELECTIONS = {
    "villages": {"what": "village"},
    "townships": {"what": "township"},
    "listed": {"what": "enterprise", "where": {"listed": True, "standing": ["operating", "building"]}},
    "working": {"what": "enterprise", "where": {"standing": {"ne": "closed"}}},
    "coal": {"what": "enterprise", "where": {"industry": "coal", "standing": "operating"}},
    "leaders": {"what": "post", "where": {"kind": "leader"}},
}
DUTIES = [
    {
        "id": "patrol",
        "holder": {"kind": "village"},
        "subject": "villages",
        "cadence": {"every": "daily"},
        "discharged_by": [{"command": PATROL, "same_subject": False}],
    },
    {
        "id": "check",
        "holder": {"kind": "township"},
        "subject": "listed",
        "cadence": {"every": "weekly", "days": "working_days", "grace": {"amount": 2, "unit": "calendar_days"}},
        "discharged_by": [{"command": PATROL, "by": "anyone"}, {"command": SERVE}],
    },
    {
        "id": "report",
        "holder": {"kind": "enterprise", "by": "party"},
        "subject": "working",
        "cadence": {"every": "monthly", "due": {"amount": 5, "unit": "working_days"}},
        "discharged_by": [{"command": CONTACTS}],
    },
    {
        "id": "leader",
        "holder": {"kind": "leader", "by": "self"},
        "subject": "leaders",
        "cadence": {"every": "quarterly"},
        "discharged_by": [{"command": SERVE, "same_subject": False}],
    },
    {
        "id": "ready",
        "holder": {"kind": "township_chief"},
        "subject": "townships",
        "cadence": {"by": "2024-06-30"},
        "discharged_by": [{"command": SERVE, "same_subject": False, "by": "unit", "facts": {"conclusion": "达标"}}],
    },
    {
        "id": "assess",
        "holder": {"kind": "department"},
        "subject": "coal",
        "cadence": {"step": {"amount": 2, "unit": "months", "counted_from": "last"}},
        "discharged_by": [{"command": SERVE, "by": "anyone", "facts": {"conclusion": "评估"}}],
    },
]


def regime(version: str, duties: list[dict] = DUTIES) -> dict:
    """The first regime's powers with these duties and selections instead of its own."""
    content = deepcopy(read(packaged("yunhe-2026")).model_dump(mode="json"))
    for part in ("targets", "gates", "vetoes", "periods", "letters"):
        content[part] = []
    for part in ("hazards", "first_handlers", "mending"):
        content[part] = {}
    content |= {"code": "played", "version": version, "responsibilities": {}, "selections": SELECTIONS}
    # Posts come and go here with what they owe, which the clock deals out anew.
    content["switches"]["identity.handover_before_release"] = False
    clause = content["articles"][0]["clauses"][0]["id"]
    content["duties"] = [{"clause": clause, "title": f"职责{each['id']}", **each} for each in duties]
    return content


def following(version: str) -> dict:
    """What changes in the middle of the year: patrols on working days, checks half-monthly, another day, a new duty."""
    duties = {each["id"]: deepcopy(each) for each in DUTIES}
    duties["patrol"]["cadence"]["days"] = "working_days"
    duties["check"]["cadence"]["every"] = "half_monthly"
    duties["ready"]["cadence"]["by"] = date(2024, 9, 30).isoformat()
    del duties["leader"]
    duties["monthly"] = {**duties["check"], "id": "monthly", "subject": "coal", "cadence": {"every": "monthly"}}
    return regime(version, list(duties.values()))


def at(day: date, hour: int = 0, minute: int = 5) -> datetime:
    return datetime.combine(day, time(hour, minute), SHANGHAI)


def lay_out(on: date) -> None:
    """Two townships and three villages."""
    tree = [(COUNTY, "云河市"), (EAST, "东镇"), (WEST, "西镇"), (EAST_VILLAGE, "桥头村"), (WEST_VILLAGE, "石门村")]
    tree.append((THIRD_VILLAGE, "柳林村"))
    jurisdictions.load(INSTALLER, None, areas=[list(each) for each in tree], source="测试用表", on=on)


def post(kind: str, area: str, on: date, **more) -> Post:
    return identity.open_post(INSTALLER, None, title=kind, unit=area, kind=kind, area_code=area, on=on, **more)


def close_post(each: Post, on: date) -> None:
    identity.close_post(INSTALLER, Post.objects.get(pk=each.pk), on=on)


def enterprise(name: str, area: str, industry: str, on: date, **more) -> Enterprise:
    place = Area.objects.get(code=area)
    return parties.register(INSTALLER, place, name=name, industry=industry, on=on, **more)


def as_holder(each: Post) -> Actor:
    """Somebody in a post, with every power, so that the test is about what is owed and not about powers."""
    areas = (each.area_code,) if each.party_id is None else ()
    return Actor(
        "某人", post_id=each.pk, post=str(each), grants=frozenset({EVERY}), areas=areas, party_id=each.party_id
    )


def patrol(by: Post, place: Enterprise, begin: datetime) -> None:
    recording.patrol(as_holder(by), place, started_at=begin, ended_at=begin + timedelta(minutes=20))


def serve(by: Post, place: Enterprise, begin: datetime, conclusion: str = "") -> None:
    end = begin + timedelta(minutes=20)
    recording.serve(as_holder(by), place, started_at=begin, ended_at=end, conclusion=conclusion)


def report(by: Post, place: Enterprise, number: int) -> None:
    told = {"principal": f"负责人{number}", "principal_phone": "", "safety_manager": "", "safety_phone": ""}
    parties.amend_contacts(as_holder(by), place, **told)

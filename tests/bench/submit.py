"""An inspection with three dangers, sealed and durable, against psycopg writing the very same rows."""

import json
import statistics
from collections.abc import Iterator
from datetime import timedelta

from django.db import connection

from sanze.foundation.identity import commands as identity
from sanze.foundation.moment import now, today
from sanze.perform.dangers.commands.reporting import Finding
from sanze.perform.dangers.tests import factories as dangers
from sanze.perform.inspections.commands import planning, recording
from sanze.perform.inspections.models import Visit
from sanze.perform.inspections.values import CheckResult, Training
from tests import cast
from tests.bench.copies import copies_of
from tests.bench.crew import Writer, seconds_of
from tests.bench.line import Line, processor
from tests.bench.replay import Recorded, Replayer
from tests.bench.wire import Wire

WRITERS, ROUNDS, WARMING = 4, 3, 6
ITEMS = ["CM-03", "CM-07", "CM-15"]
TRAINED = {"principal": True, "managers": True, "operators": True, "untrained": 0}


class Submitter(Writer):
    """Records approved visits through the door, as one officer with a companion."""

    def __init__(self, role: cast.Role, companion: cast.Role, visits: list[int]):
        self.actor, self.visits = role.actor, visits
        self.team = [role.person.pk, companion.person.pk]

    def ready(self) -> None:
        for _ in range(WARMING):
            self.write(self.visits.pop())

    def go(self) -> None:
        for each in self.visits:
            self.write(each)

    def write(self, visit: int) -> None:
        told = facts(self.team)
        told["results"] = [CheckResult(**each) for each in told["results"]]
        told["findings"] = [Finding(**each) for each in told["findings"]]
        recording.record(self.actor, Visit(pk=visit), **told | {"training": Training(**TRAINED)})


def facts(team: list[int]) -> dict:
    """What an officer tells of an inspection that found three dangers."""
    end = now() - timedelta(minutes=1)
    return {
        "started_at": end - timedelta(minutes=50),
        "ended_at": end,
        "training": TRAINED,
        "results": [{"item_code": code, "text": f"检查项 {code}", "result": "fail"} for code in ITEMS],
        "findings": [
            {"title": f"{code} 安全设施失效", "description": "现场检查发现", "place": "二采区", "item_code": code}
            for code in ITEMS
        ],
        "officers": team,
        "signature": "吴刚",
    }


def submit(city: cast.City, scale) -> Iterator[Line]:
    """The door's throughput with one writer and with four, then the processor time of a request."""
    # They all look after the county's coal mines; each writes in the lane of a post of its own.
    officers = [city.officer, city.second, city.chief, city.department]
    pattern = _approved(city)
    first = Submitter(officers[0], officers[1], copies_of(pattern, 1 + WARMING))
    first.ready()
    recorded = Recorded(first.go)
    note = ", ".join(f"{len(each.rows)} in {each.table}" for each in recorded.extras)
    for count in (1, WRITERS):
        ours, bare = [], []
        each = scale.submits // count
        for _ in range(ROUNDS):
            crew = [
                Submitter(role, officers[(number + 1) % WRITERS], copies_of(pattern, each + WARMING))
                for number, role in enumerate(officers[:count])
            ]
            ours.append(count * each / seconds_of(crew))
            lanes = [role.actor.post_id for role in officers[:count]]
            bare_crew = [Replayer(recorded, lane, copies_of(pattern, each + WARMING)) for lane in lanes]
            _open_lanes(lanes)
            bare.append(count * each / seconds_of(bare_crew))
        name = f"submit an inspection with 3 dangers, {count} writer{'s' * (count > 1)}"
        told = f"both write beside it {note}" if note else ""
        yield Line(name, statistics.median(ours), "/s", statistics.median(bare), least=0.35, note=told)
    submitted = facts([city.officer.person.pk, city.second.person.pk])
    yield _request("submit", "inspections.record", city, copies_of(pattern, scale.submits + 2), submitted)
    danger = dangers.rectified(city)
    closed = {"on": today(), "opinion": "现场核查，已消除", "evidence": dangers.photo(city.officer)}
    yield _request("close a danger", "dangers.close", city, copies_of(danger, scale.submits + 2), closed)


def _request(face: str, command: str, city: cast.City, subjects: list[int], told: dict) -> Line:
    """The processor time of one request of the interface, through the whole stack."""
    wire, path, left = Wire(), command.replace(".", "/"), iter(subjects)
    bearer = identity.make_token(city.officer.actor, None, name="bench", days=1).bearer
    body = json.dumps(told, default=str).encode()

    def post() -> None:
        wire.well(f"/api/v1/{path}/{next(left)}", body, HTTP_AUTHORIZATION=f"Bearer {bearer}")

    post()
    spent = processor(post, len(subjects) - 2)
    return Line(f"{face} by the interface, processor time a request", spent, "ms", most=8)


def _approved(city: cast.City) -> Visit:
    visit = planning.apply(
        city.officer.actor,
        city.mine,
        on=today(),
        reason="举报核查",
        officers=[city.officer.person.pk, city.second.person.pk],
        items=ITEMS,
        exempt_reason="举报投诉",
    )
    planning.approve(city.chief.actor, visit)
    return visit


def _open_lanes(lanes: list[int]) -> None:
    order = "INSERT INTO acts_lane (post_id, number, seal) VALUES (%s, 0, '') ON CONFLICT DO NOTHING"
    with connection.cursor() as cursor:
        cursor.executemany(order, [[each] for each in lanes])

"""The ledger of dangers at its full size: its query against the hand-written one, and the price of a page."""

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.db import connection

from sanze.foundation.identity import commands as identity
from sanze.foundation.ledgers.keyset import Place
from sanze.perform.dangers.ledgers import DangerLedger
from sanze.perform.dangers.models import Danger
from tests import cast
from tests.bench import county
from tests.bench.line import Line, processor
from tests.bench.wire import Wire, cookie_of

SHOWN = 20
DEEP = 0.9
# The columns of the screen and what its cells need, as somebody would write it by hand.
_BY_HAND = """
SELECT d.id, d.number, e.name, d.area_code, d.title, d.major, d.major_suspected, d.source, d.found_on, d.due_on, d.state
FROM dangers_danger d JOIN parties_enterprise e ON e.id = d.enterprise_id
WHERE d.area_code >= %(from)s AND d.area_code < %(to)s AND d.state = %(state)s {beyond}
ORDER BY d.{order} {way}, d.id {way} LIMIT 21"""


@dataclass(frozen=True)
class Case:
    """A reader, what they look for, and how the list is sorted."""

    face: str
    role: cast.Role
    area: str
    state: str
    order: str
    descending: bool = False

    def query(self, place: Place | None) -> dict[str, str]:
        asked = {"state": self.state, "sort": f"-{self.order}" if self.descending else self.order}
        return asked | ({"at": place.token()} if place else {})

    def by_hand(self, place: Place | None) -> tuple[str, dict]:
        way, sign = ("DESC", "<") if self.descending else ("ASC", ">")
        beyond = f"AND (d.{self.order}, d.id) {sign} (%(value)s, %(pk)s)" if place else ""
        told = {"from": self.area, "to": self.area[:-1] + chr(ord(self.area[-1]) + 1), "state": self.state}
        told |= {"value": place.value, "pk": place.pk} if place else {}
        return _BY_HAND.format(beyond=beyond, order=self.order, way=way), told

    def deep_place(self) -> Place:
        """The row before which nine tenths of the matching rows lie."""
        order, told = self.by_hand(None)
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM ({}) AS rows".format(order.replace("LIMIT 21", "")), told)  # noqa: S608
            far = int(cursor.fetchone()[0] * DEEP)
            cursor.execute(order.replace("LIMIT 21", f"OFFSET {far} LIMIT 1"), told)
            row = dict(zip([each.name for each in cursor.description], cursor.fetchone(), strict=True))
        return Place(row[self.order].isoformat(), row["id"])


def pages(city: cast.City, scale) -> Iterator[Line]:
    """For two readers: the first page and one far down; then whole pages and the interface."""
    county.build(Danger, scale.dangers)
    station = cast.role("liangcheng", "梁成", kind="township", unit="第5镇安监站", title="安监员", area=county.TOWNSHIP)
    office = cast.role("liangxian", "梁县", kind="committee", unit="量程安委办", title="科员", area=county.CODE)
    cases = [
        Case("township, ordered, by deadline", station, county.TOWNSHIP, "ordered", "due_on"),
        Case("county, closed, newest first", office, county.CODE, "closed", "found_on", descending=True),
    ]
    for case in cases:
        deep = case.deep_place()
        spent = {}
        for face, place in (("first page", None), ("page at nine tenths", deep)):
            ours, bare = _against(_by_the_ledger(case, place), _by_hand(case, place), scale.repeats)
            spent[face] = ours
            yield Line(f"rows: {case.face}, {face}", ours, "ms", bare, most=2)
        first, far = spent.values()
        yield Line(f"rows: {case.face}, far page against first", far, "ms", first, most=2)
    for case in cases:
        yield from _whole_pages(case, scale.repeats)


def _by_the_ledger(case: Case, place: Place | None) -> Callable[[], object]:
    ledger, query = DangerLedger(), case.query(place)
    return lambda: ledger.slice(case.role.actor, query)


def _by_hand(case: Case, place: Place | None) -> Callable[[], object]:
    order = case.by_hand(place)

    def read() -> None:
        with connection.cursor() as cursor:
            cursor.execute(*order)
            cursor.fetchall()

    return read


def _against(ours: Callable[[], object], bare: Callable[[], object], repeats: int) -> tuple[float, float]:
    """Milliseconds that each waits for the database, the best of many turns taken one after the other."""
    ours(), bare()
    turns = [(_waited(ours)[0], _waited(bare)[0]) for _ in range(repeats * 4)]
    return min(each for each, _ in turns), min(each for _, each in turns)


def _waited(act: Callable[[], object]) -> tuple[float, int]:
    """Milliseconds that the act waits for the database, and how many statements it makes."""
    spent: list[float] = []

    def timed(execute, *told):
        start = time.perf_counter()
        try:
            return execute(*told)
        finally:
            spent.append(time.perf_counter() - start)

    with connection.execute_wrapper(timed):
        act()
    return sum(spent) * 1000, len(spent)


def _whole_pages(case: Case, repeats: int) -> Iterator[Line]:
    wire, cookie = Wire(), cookie_of(case.role)
    bearer = identity.make_token(case.role.actor, None, name="bench", days=1).bearer
    words = "&".join(f"{name}={value}" for name, value in case.query(case.deep_place()).items())
    requests = {
        "whole page": (15, lambda: wire.well("/dangers/", query=words, HTTP_COOKIE=cookie)),
        "table alone": (15, lambda: wire.well("/dangers/", query=words, HTTP_COOKIE=cookie, HTTP_HX_REQUEST="1")),
        "interface": (
            8,
            lambda: wire.well(
                "/api/v1/ledgers/dangers", query=f"{words}&limit={SHOWN}", HTTP_AUTHORIZATION=f"Bearer {bearer}"
            ),
        ),
    }
    for face, (most, ask) in requests.items():
        ask()
        waited, count = min(_waited(ask) for _ in range(repeats))
        note = f"{count} statements, {waited:.1f} ms of the database"
        yield Line(f"{face}: {case.face}, processor time", processor(ask, repeats), "ms", most=most, note=note)

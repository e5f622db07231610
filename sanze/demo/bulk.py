"""The full size of a county, written by the thousand where one command for each row would take hours.

Every row still stands in a sealed act, which says that it was written in bulk.
"""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from itertools import islice
from random import Random

from django.db import connection
from shapely import Point

from sanze.demo.commands import History, enter_history
from sanze.demo.firms import credit_code
from sanze.demo.land import Land, Plot
from sanze.demo.offices import Offices
from sanze.demo.words import BRANDS, TRADES
from sanze.foundation.scope.actor import INSTALLER
from sanze.know.parties.commands import batches, import_batch
from sanze.know.parties.models import Enterprise
from sanze.know.standards.queries import items_for
from sanze.perform.dangers.models import Category, Danger, Source

BATCH = 1000
YEARS_DAYS = 1095
CATEGORIES = {label: value for value, label in Category.choices}
Progress = Callable[[str, int, int], None]


def enter_enterprises(random: Random, land: Land, on: date, count: int, progress: Progress) -> None:
    """More enterprises, spread over the cells as an import would write them."""
    shares = [(industry, tails) for industry, (share, tails) in TRADES.items() for _ in range(share)]
    new = [_enterprise(random, land, random.choice(shares), number) for number in range(1, count + 1)]
    done = batches(new, {}, on)
    for number, batch in enumerate(done, start=1):
        import_batch(INSTALLER, None, batch=batch)
        progress("成批建档", number, len(done))


def _enterprise(random: Random, land: Land, share: tuple[str, list[str]], number: int) -> dict:
    industry, tails = share
    cell = random.choice(land.cells)
    longitude, latitude = _near_the_middle(random, land, cell)
    return {
        "name": f"{random.choice(BRANDS)}{random.choice(BRANDS)}{number}号{random.choice(tails)}",
        "uscc": credit_code(100_000 + number),
        "industry": industry,
        "area_code": cell.code,
        "longitude": longitude,
        "latitude": latitude,
        "employees": random.randint(3, 200),
        "principal": "示范负责人",
    }


def _near_the_middle(random: Random, land: Land, cell: Plot) -> tuple[float, float]:
    """A place in the middle of a cell, drawn again as long as it lies on the line or beyond."""
    shape = cell.region.geometry
    middle = shape.representative_point()
    while True:
        place = tuple(round(each + random.uniform(-0.0005, 0.0005), 6) for each in (middle.x, middle.y))
        if shape.contains(Point(place)) and not land.on_line(cell, place):
            return place


def enter_dangers(random: Random, offices: Offices, until: date, count: int, progress: Progress) -> None:
    """Dangers of the three years before `until`: most of them closed, some still in the loop."""
    if not count:
        return
    dangers = _dangers(random, offices, until, count)
    done = 0
    while part := list(islice(dangers, BATCH)):
        enter_history(INSTALLER, None, history=History(part))
        done += len(part)
        progress("成批写入隐患", done, count)


def _dangers(random: Random, offices: Offices, until: date, count: int) -> Iterator[Danger]:
    firms = list(Enterprise.objects.order_by("pk").values_list("pk", "area_code", "industry", "safety_manager"))
    items = {code: items_for(code, until) for code in TRADES}
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval('dangers_serial') FROM generate_series(1, %s)", [count])
        serials = [serial for (serial,) in cursor.fetchall()]
    for serial in serials:
        firm = random.choice(firms)
        found = until - timedelta(days=random.randrange(1, YEARS_DAYS))
        yield _danger(random, offices, firm, random.choice(items[firm[2]]), found, serial)


def _danger(random: Random, offices: Offices, firm: tuple, item, found: date, serial: int) -> Danger:
    pk, area, industry, manager = firm
    officers = offices.officers[area[:9]]
    village = offices.villages[area[:12]]
    state = random.choices(["closed", "ordered", "rectified", "graded", "reported"], [92, 5, 1.5, 0.5, 1])[0]
    major = item.severity == "major" and random.random() < 0.1
    danger = Danger(
        number=f"YH{found:%Y%m%d}-{serial:06}",
        enterprise_id=pk,
        area_code=area,
        industry=industry,
        state=state,
        title=item.text[:200],
        category=CATEGORIES[item.category],
        item_code=item.code,
        basis=item.basis[:400],
        source=random.choice([Source.PATROL, Source.INSPECTION, Source.SELF_CHECK]),
        found_on=found,
        finder=village.person.name,
        finder_id=village.person.pk,
        finder_post=str(village.post),
        finder_post_id=village.post.pk,
        major_suspected=major,
    )
    if state != "reported":
        danger.major, danger.graded_on = major, found + timedelta(days=1)
        danger.grader, danger.grader_id = officers[0].person.name, officers[0].person.pk
    if state in ("ordered", "rectified", "closed"):
        danger.ordered_on, danger.due_on = found + timedelta(days=2), found + timedelta(days=17)
        danger.measures, danger.responsible = item.measure, "示范负责人"
        danger.emergency_plan = "停用相关部位，专人监护。" if major else ""
    if state in ("rectified", "closed"):
        danger.rectified_on, danger.account = found + timedelta(days=12), f"已整改：{item.measure}"
        danger.rectifier = manager or "示范安全管理员"
    if state == "closed":
        danger.closed_on, danger.opinion = found + timedelta(days=15), "现场复查，隐患已消除。"
        danger.closer, danger.closer_id = officers[1].person.name, officers[1].person.pk
        danger.closer_post_id = officers[1].post.pk
        if major:
            danger.authority_reported_on = danger.congress_reported_on = found + timedelta(days=3)
    return danger

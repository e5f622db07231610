"""Point → cell in this process, over a county of 4,000 cells."""

from collections.abc import Iterator

import numpy as np

from sanze.foundation.geo.index import CellIndex
from sanze.foundation.geo.tessellation import scatter, tessellate
from tests import cast
from tests.bench.line import Line, wall

# PostGIS 3.3 on PostgreSQL 15 over 4,000 such cells: single look-ups and one set-based join (reference/back-end.md).
POSTGIS_SINGLE, POSTGIS_BULK = 4_300, 33_000


def places(city: cast.City, scale) -> Iterator[Line]:
    """Look-ups a second, one by one and all at once."""
    region = tessellate(7, [[10] * 25] * 16, centre=(112.5, 37.5), area_km2=1_200)
    cells = [(f"{number:015}", leaf.geometry) for number, leaf in enumerate(_leaves(region), start=1)]
    index = CellIndex(cells)
    points = scatter(11, region.geometry, scale.points)
    bulk = np.array(points)
    singly = points[: scale.points // 10]
    one_by_one = len(singly) / wall(lambda: [index.find(*each) for each in singly])
    at_once = len(bulk) / wall(lambda: index.find_many(bulk))
    note = "PostGIS is not here: its figure is the one measured for reference/back-end.md"
    yield Line(f"point → cell of {len(cells):,}, one by one", one_by_one, "/s", POSTGIS_SINGLE, least=8, note=note)
    yield Line(f"point → cell of {len(cells):,}, all at once", at_once, "/s", POSTGIS_BULK, least=8, note=note)


def _leaves(region) -> Iterator:
    if not region.parts:
        yield region
    for each in region.parts:
        yield from _leaves(each)

"""The land of the demonstration city: townships, villages and cells as polygons without gap or overlap."""

import json
from dataclasses import dataclass
from datetime import date
from random import Random

import shapely

from sanze.demo.words import COUNTY, COUNTY_NAME, Words
from sanze.foundation.geo.distance import metres_per_degree
from sanze.foundation.geo.tessellation import Region, scatter, tessellate
from sanze.foundation.regime.queries import regime
from sanze.foundation.scope.actor import INSTALLER
from sanze.know.jurisdictions import commands as jurisdictions
from sanze.know.jurisdictions.models import Area

CENTRE = (111.92, 37.06)
AREA_KM2 = 740
SEED = 20260101
TRIES = 64


@dataclass(frozen=True)
class Plot:
    """A named area with its shape."""

    code: str
    name: str
    region: Region


@dataclass(frozen=True)
class Land:
    """Every area of the city by level, in order of codes."""

    townships: list[Plot]
    villages: list[Plot]
    cells: list[Plot]

    def point_in(self, plot: Plot, seed: int) -> tuple[float, float]:
        """A place in a plot, drawn again as long as it lies on the line."""
        return next(each for each in scatter(seed, plot.region.geometry, TRIES) if not self.on_line(plot, each))

    def on_line(self, plot: Plot, place: tuple[float, float]) -> bool:
        """Whether a place is so near to the edge of its plot that the proof would doubt it."""
        # Degrees of longitude are the shorter ones, so that no place is taken for farther away than it is.
        east_m, _ = metres_per_degree(place[1])
        outline = plot.region.geometry.boundary
        return outline.distance(shapely.Point(place)) * east_m <= regime().limit("responsibility.boundary").value

    def on_edge(self, plot: Plot) -> tuple[float, float]:
        """The middle of the first line that a cell shares with another."""
        shape = plot.region.geometry
        shared = (shape.intersection(each.region.geometry) for each in self.cells if each.code != plot.code)
        middle = next(each for each in shared if each.length).interpolate(0.5, normalized=True)
        return round(middle.x, 6), round(middle.y, 6)


def build_land(
    random: Random, words: Words, on: date, townships: list[tuple[str, str, int]], cells: tuple[int, ...]
) -> Land:
    """Shape the land, load its tree and draw its boundaries, by the commands an office would use.

    townships: code suffix, name, number of villages. cells: how many a village may have.
    """
    counts = [[random.choice(cells) for _ in range(villages)] for _, _, villages in townships]
    region = tessellate(SEED, counts, centre=CENTRE, area_km2=AREA_KM2)
    land = Land([], [], [])
    for (suffix, name, _), township in zip(townships, region.parts, strict=True):
        _township(land, words, COUNTY + suffix, name, township)
    plots = [*land.townships, *land.villages, *land.cells]
    rows = [[COUNTY, COUNTY_NAME], *([plot.code, plot.name] for plot in plots)]
    jurisdictions.load(INSTALLER, None, areas=rows, source="虚构的示范城市", on=on)
    areas = Area.objects.in_bulk([COUNTY, *(plot.code for plot in plots)], field_name="code")
    for plot in [Plot(COUNTY, COUNTY_NAME, region), *plots]:
        jurisdictions.draw(
            INSTALLER, areas[plot.code], boundary=json.dumps(shapely.geometry.mapping(plot.region.geometry))
        )
    return land


def _township(land: Land, words: Words, code: str, name: str, region: Region) -> None:
    street = name.endswith("街道")
    land.townships.append(Plot(code, name, region))
    for number, part in enumerate(region.parts, start=1):
        village = f"{code}{(0 if street else 200) + number:03d}"
        called = words.village(street)
        land.villages.append(Plot(village, called, part))
        for each, cell in enumerate(part.parts, start=1):
            land.cells.append(Plot(f"{village}{each:03d}", f"{called}第{each}网格", cell))

"""A small drawn county: every area a square, so that expected figures can be read off."""

import json
from datetime import date

from sanze.foundation.scope.actor import INSTALLER
from sanze.know.jurisdictions import commands
from sanze.know.jurisdictions.models import Area

COUNTY = "149981"
EAST, WEST = COUNTY + "101", COUNTY + "102"
EAST_VILLAGE, WEST_VILLAGE = EAST + "201", WEST + "201"
BEGIN = date(2026, 1, 1)

# Degrees: the county is two squares of a township each, side by side; one hundredth is about a kilometre.
SOUTH, WEST_EDGE, SIDE = 37.0, 111.0, 0.04


def square(column: float, row: float, width: float = 1, height: float = 1) -> dict:
    """A rectangle counted in quarters of a township from the south-west corner of the county."""
    step = SIDE / 4
    west, south = WEST_EDGE + column * step, SOUTH + row * step
    east, north = west + width * step, south + height * step
    ring = [[west, south], [east, south], [east, north], [west, north], [west, south]]
    return {"type": "Polygon", "coordinates": [[[round(x, 6), round(y, 6)] for x, y in ring]]}


def place(column: float, row: float) -> tuple[float, float]:
    """A place counted as squares are."""
    step = SIDE / 4
    return round(WEST_EDGE + column * step, 6), round(SOUTH + row * step, 6)


def feature(geometry: dict, name: str = "", code: str = "") -> dict:
    return {"type": "Feature", "properties": {"name": name, "code": code}, "geometry": geometry}


def collection(*features: dict) -> str:
    return json.dumps({"type": "FeatureCollection", "features": list(features)})


def area(code: str) -> Area:
    return Area.objects.get(code=code)


def draw(code: str, geometry: dict) -> None:
    commands.draw(INSTALLER, area(code), boundary=json.dumps(geometry))


def draw_county() -> None:
    """West township left, east township right; the first village of each is its lower half."""
    draw(COUNTY, square(0, 0, 8, 4))
    draw(WEST, square(0, 0, 4, 4))
    draw(EAST, square(4, 0, 4, 4))
    draw(WEST_VILLAGE, square(0, 0, 4, 2))
    draw(EAST_VILLAGE, square(4, 0, 4, 2))


def add_cell(code: str, name: str, geometry: dict | None = None) -> Area:
    """A cell below its village, drawn if a shape is given."""
    made = commands.add(INSTALLER, area(code[:-3]), code=code, name=name, on=BEGIN)
    if geometry:
        draw(code, geometry)
    return made

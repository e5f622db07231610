"""Boundaries of areas: as stored, as checked, and what is wrong with them beside their neighbours."""

from collections.abc import Iterable, Sequence

import shapely
from shapely.geometry import mapping, shape

from sanze.foundation.geo.boundaries import Boundary, Problem, ProblemKind
from sanze.foundation.geo.coverage import check
from sanze.foundation.geo.distance import area_m2
from sanze.know.jurisdictions.models import Area

# A centimetre: finer digits come from the conversion of units, not from surveying.
DECIMALS = 7

# Land that no area covers: said, and left to the judgement of whoever draws.
LEFT_OVER = frozenset({ProblemKind.GAP, ProblemKind.HOLE})


def boundary_of(area: Area) -> Boundary:
    """The stored boundary of a drawn area."""
    return Boundary(area.name, area.code, shape(area.boundary))


def boundaries_of(areas: Iterable[Area]) -> list[Boundary]:
    """The boundaries of those areas that are drawn."""
    return [boundary_of(each) for each in areas if each.boundary]


def rounded(boundary: Boundary) -> Boundary:
    """The boundary as it would be stored."""
    geometry = shapely.transform(boundary.geometry, lambda places: places.round(DECIMALS))
    return Boundary(boundary.name, boundary.code, geometry)


def stored(boundary: Boundary) -> dict:
    """The fields of an area that keep a boundary."""
    geometry = mapping(boundary.geometry)
    return {
        "boundary": {"type": geometry["type"], "coordinates": _lists(geometry["coordinates"])},
        "surface_m2": round(area_m2(boundary.geometry)),
    }


def faults_among(changed: Sequence[Boundary], others: Sequence[Boundary], parent: Boundary | None) -> list[Problem]:
    """What is wrong with the changed boundaries: alone, beside the others, within the parent; and all gaps.

    What was wrong among the others before is not told.
    """
    names = {each.name for each in changed}
    found = check([*changed, *others], parent)
    return [each for each in found if each.kind in LEFT_OVER or not each.names or names & set(each.names)]


def overlaps_among(changed: Sequence[Boundary], others: Sequence[Boundary]) -> list[Problem]:
    """Where the changed boundaries overlap each other or the others."""
    names = {each.name for each in changed}
    found = check([*changed, *others])
    return [each for each in found if each.kind == ProblemKind.OVERLAP and names & set(each.names)]


def _lists(coordinates) -> list:
    return [_lists(each) if isinstance(each, tuple | list) else each for each in coordinates]

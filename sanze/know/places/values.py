"""What is told of places before they are records."""

from dataclasses import dataclass


@dataclass(frozen=True)
class NewPlace:
    """One row of a sheet: the names from the place down, the deepest one described.

    enterprise_id: whose it is, None for a public place, which tells area_code and industry instead.
    """

    place: str
    kind: str
    position: str = ""
    link: str = ""
    enterprise_id: int | None = None
    area_code: str = ""
    industry: str = ""
    hazards: tuple[str, ...] = ()
    longitude: float | None = None
    latitude: float | None = None

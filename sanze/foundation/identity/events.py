"""What identity tells the apps above: posts taken, left and closed."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class PostTaken:
    """Somebody holds a post from a day on; deputies are not told."""

    post_id: int
    person_id: int
    on: date


@dataclass(frozen=True)
class PostVacated:
    """From that day on nobody holds the post."""

    post_id: int
    on: date


@dataclass(frozen=True)
class PostClosed:
    """The post exists no more from that day on; what it carried went to the successor, if there was one."""

    post_id: int
    successor_id: int | None
    on: date

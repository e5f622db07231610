"""What this app tells the rest."""

from dataclasses import dataclass


@dataclass(frozen=True)
class EnterpriseMoved:
    """An enterprise now lies elsewhere or belongs to another industry: whoever copied either copies again."""

    enterprise_id: int
    area_code: str
    industry: str


@dataclass(frozen=True)
class StandingChanged:
    """An enterprise works, stopped, or was closed."""

    enterprise_id: int
    standing: str

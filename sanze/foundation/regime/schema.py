"""The shape of a regime package: what a policy says, as data checked on reading."""

from datetime import date
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

from sanze.foundation.capabilities import Capability


class Strict(BaseModel):
    """No unknown word passes, nothing changes after reading."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Article(Strict):
    """One numbered article and the capabilities that it asks for."""

    number: str
    title: str
    capabilities: tuple[Capability, ...] = ()


class Limit(Strict):
    """One figure that the policy or the law sets.

    certainty: V read at the source, K well known, ? a plausible reading that the office should confirm.
    """

    value: int
    unit: Literal["hours", "calendar_days", "working_days", "times", "persons", "percent", "minutes"]
    title: str
    source: str
    certainty: Literal["V", "K", "?"] = "?"
    valid_from: date | None = None
    valid_to: date | None = None


class PostKind(Strict):
    """A kind of post: its face, its powers, and how it must sign in.

    grants: names of commands, 'app.act'. apart: kinds that the same person may not hold as well.
    """

    title: str
    grants: tuple[str, ...] = ()
    second_factor: bool = False
    apart: tuple[str, ...] = ()
    quota: int | None = None


class Regime(Strict):
    """One policy with everything that code must not know by itself."""

    code: str = Field(pattern=r"^[a-z0-9-]+$")
    version: str
    title: str
    issuer: str
    document: str = ""
    articles: tuple[Article, ...]
    limits: dict[str, Limit]
    posts: dict[str, PostKind]
    switches: dict[str, bool] = {}
    texts: dict[str, str] = {}
    lists: dict[str, tuple[str, ...]] = {}

    @model_validator(mode="after")
    def _kinds_exist(self) -> "Regime":
        for kind, post in self.posts.items():
            if unknown := set(post.apart) - set(self.posts):
                raise ValueError(f"posts.{kind}.apart: 没有这些岗位类别 {sorted(unknown)}")
        return self

    @property
    def full_version(self) -> str:
        return f"{self.code}@{self.version}"

    def limit(self, name: str) -> Limit:
        """The limit of that name. Raises KeyError: a missing limit is a fault of the regime, not of a person."""
        return self.limits[name]

    def articles_of(self, capability: str) -> list[Article]:
        return [each for each in self.articles if capability in each.capabilities]

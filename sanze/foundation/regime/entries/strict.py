"""What every entry of a regime has in common."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

# Names by which entries point at each other.
Key = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9_.-]*$")]

# V read at the source, K well known, ? a plausible reading that the office should confirm.
Certainty = Literal["V", "K", "?"]
CERTAINTY_WORDS = {"V": "已核对原文", "K": "业内通行", "?": "待核实"}


class Strict(BaseModel):
    """No unknown word passes, nothing changes after reading."""

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)


class Asked(Strict):
    """Something that a clause asks for.

    awaits: what the platform still lacks before it can do this, as a sentence; empty where it can.
    """

    id: Key = Field(title="编号")
    clause: str = Field(title="条款")
    title: str = Field(title="名称", min_length=2)
    awaits: str = Field("", title="平台尚缺")
    certainty: Certainty = Field("V", title="可靠程度")
    note: str = Field("", title="说明")

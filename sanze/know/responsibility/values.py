"""What commands of this app are told, where it is more than a word."""

from pydantic import BaseModel, ConfigDict


class Listing(BaseModel):
    """One leader for one enterprise, in one kind of responsibility."""

    model_config = ConfigDict(frozen=True)

    enterprise_id: int
    kind: str
    post_id: int

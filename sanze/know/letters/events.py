"""What letters tell the apps above."""

from dataclasses import dataclass


@dataclass(frozen=True)
class SignatureOwed:
    """A post is to sign a letter, the first time or anew. duty: the recurring one that asks for it, or empty."""

    letter_id: int
    signatory_id: int | None
    duty: str


@dataclass(frozen=True)
class LetterConcluded:
    """A letter bears every signature it needs. post, person: who signed last."""

    letter_id: int
    post: str
    person: str


@dataclass(frozen=True)
class LetterRevoked:
    """A letter holds no longer."""

    letter_id: int

"""The check code of a document's content, made with the installation's own key."""

from functools import cache

from cryptography.hazmat.primitives.hashes import SM3
from cryptography.hazmat.primitives.hmac import HMAC

from sanze.foundation.acts.seal import seal_key
from sanze.foundation.documents.numbering import check_code


@cache
def _code_key() -> bytes:
    """A key of its own, drawn from the sealing key: SM3 always, since printed codes outlive a change of setting."""
    drawn = HMAC(seal_key(), SM3())
    drawn.update(b"sanze.documents.check_code")
    return drawn.finalize()


def code_for(content: str) -> str:
    """The code that belongs to a paper's JSON (with check code and address empty)."""
    return check_code(_code_key(), content.encode())

"""The small image of a kept picture, made once."""

from pathlib import Path

from sanze.foundation.evidence import storage
from sanze.foundation.evidence.kinds import PICTURED
from sanze.foundation.evidence.limits import most_pixels
from sanze.foundation.evidence.models import Evidence
from sanze.foundation.evidence.pictures import thumbnail


def thumbnail_file(digest: str) -> Path:
    """The thumbnail of a kept picture, made if it is not there yet. Raises Evidence.DoesNotExist."""
    evidence = Evidence.objects.get(digest=digest)
    place = storage.thumbnail_of(digest)
    if not place.exists():
        content = thumbnail(storage.place_of(digest), PICTURED[evidence.media_type], most_pixels())
        storage.write_thumbnail(digest, content)
    return place

"""What a picture shows without looking at it: size, claims of the camera, likeness, and a thumbnail."""

import math
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone
from io import BytesIO
from pathlib import Path

from PIL import Image, ImageOps
from PIL.ExifTags import GPS, IFD, Base

from sanze.foundation.moment import SHANGHAI

THUMBNAIL_SIDE = 320
DRAFT_SIDE = 1024


class Unreadable(ValueError):
    """The bytes are not the picture that they begin as."""


class TooManyPixels(ValueError):
    """The picture would swell beyond the limit when opened."""


@dataclass(frozen=True)
class Claims:
    """What the file says of itself. Degrees as the camera wrote them; None where it says nothing."""

    at: datetime | None = None
    longitude: float | None = None
    latitude: float | None = None


@dataclass(frozen=True)
class Picture:
    """A picture that was opened to its last pixel."""

    width: int
    height: int
    difference_hash: str
    claims: Claims


def look(path: Path, format_name: str, most_pixels: int) -> Picture:
    """Open the picture fully. Raises TooManyPixels before unpacking, Unreadable if it is broken."""
    with _opened(path, format_name, most_pixels) as image:
        width, height = image.size
        claims = _claims(image)
        _small_draft(image)
        return Picture(width, height, difference_hash(image), claims)


def thumbnail(path: Path, format_name: str, most_pixels: int) -> bytes:
    """The picture upright in WebP, its longer side at most THUMBNAIL_SIDE, without a word of its metadata."""
    with _opened(path, format_name, most_pixels) as image:
        _small_draft(image)
        upright = ImageOps.exif_transpose(image)
        upright.thumbnail((THUMBNAIL_SIDE, THUMBNAIL_SIDE))
        mode = "RGBA" if upright.mode in ("RGBA", "LA", "PA") or "transparency" in upright.info else "RGB"
        written = BytesIO()
        upright.convert(mode).save(written, "WEBP", quality=75)
        return written.getvalue()


def difference_hash(image: Image.Image) -> str:
    """64 bits, each telling whether a spot is darker than its right neighbour in a 9 × 8 reduction; 16 hex digits."""
    small = image.convert("L").resize((9, 8), Image.Resampling.LANCZOS)
    grey = small.tobytes()
    bits = 0
    for row in range(8):
        for column in range(8):
            bits = bits << 1 | (grey[row * 9 + column] < grey[row * 9 + column + 1])
    return f"{bits:016x}"


@contextmanager
def _opened(path: Path, format_name: str, most_pixels: int) -> Iterator[Image.Image]:
    try:
        with Image.open(path, formats=[format_name]) as image:
            if image.width * image.height > most_pixels:
                raise TooManyPixels(f"{image.width} × {image.height}")
            yield image
    except TooManyPixels:
        raise
    except Image.DecompressionBombError as error:
        raise TooManyPixels(str(error)) from None
    except Exception as error:  # Pillow's decoders raise many kinds for broken bytes
        raise Unreadable(str(error)) from None


def _small_draft(image: Image.Image) -> None:
    """Let JPEG unpack at a fraction of its size; other formats unpack whole."""
    image.draft("RGB", (DRAFT_SIDE, DRAFT_SIDE))
    image.load()


def _claims(image: Image.Image) -> Claims:
    try:
        exif = image.getexif()
        detail, place = exif.get_ifd(IFD.Exif), exif.get_ifd(IFD.GPSInfo)
    except Exception:  # broken metadata do not make a broken picture
        return Claims()
    longitude = _degrees(place.get(GPS.GPSLongitude), place.get(GPS.GPSLongitudeRef), 180)
    latitude = _degrees(place.get(GPS.GPSLatitude), place.get(GPS.GPSLatitudeRef), 90)
    if longitude is None or latitude is None:
        longitude = latitude = None
    return Claims(_taken(detail, exif), longitude, latitude)


def _taken(detail: dict, exif: dict) -> datetime | None:
    said = detail.get(Base.DateTimeOriginal) or exif.get(Base.DateTime)
    try:
        plain = datetime.strptime(str(said).strip("\0 "), "%Y:%m:%d %H:%M:%S")
        return plain.replace(tzinfo=_zone(detail.get(Base.OffsetTimeOriginal))).astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def _zone(offset: object):
    """The zone of '+08:00'; China's where the camera tells none."""
    try:
        hours, minutes = str(offset).strip("\0 ").split(":")
        return timezone(timedelta(hours=int(hours), minutes=int(minutes) if int(hours) >= 0 else -int(minutes)))
    except ValueError:
        return SHANGHAI


def _degrees(parts: object, side: object, most: int) -> float | None:
    try:
        degrees, minutes, seconds = (float(each) for each in parts)
        value = degrees + minutes / 60 + seconds / 3600
    except (TypeError, ValueError, ZeroDivisionError):
        return None
    if not math.isfinite(value) or not 0 <= value <= most:
        return None
    return round(-value if str(side).strip("\0 ") in ("S", "W") else value, 7)

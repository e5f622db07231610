"""Pictures: opened fully or refused, their claims read, alike ones alike."""

from datetime import UTC, datetime
from io import BytesIO

import pytest
from PIL import Image
from PIL.TiffImagePlugin import IFDRational

from sanze.foundation.evidence.pictures import Claims, TooManyPixels, Unreadable, look, thumbnail
from sanze.foundation.evidence.tests import files


def saved(tmp_path, content: bytes):
    path = tmp_path / "x"
    path.write_bytes(content)
    return path


def test_size_and_claims_are_read(tmp_path):
    seen = look(saved(tmp_path, files.photo(exif=files.claims())), "JPEG", 10**6)

    assert (seen.width, seen.height) == (400, 300)
    assert seen.claims == Claims(datetime(2026, 11, 20, 1, 30, tzinfo=UTC), 112.51, 37.25)


def test_a_cameras_own_zone_counts(tmp_path):
    seen = look(saved(tmp_path, files.photo(exif=files.claims(offset="+00:00"))), "JPEG", 10**6)

    assert seen.claims.at == datetime(2026, 11, 20, 9, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    "exif",
    [
        files.claims(taken="0000:00:00 00:00:00", longitude=(200, 0, 0)),
        files.claims(taken="nonsense\0", latitude=(91, 0, 0)),
        files.claims(taken="", longitude=(IFDRational(0, 0), 0, 0)),
    ],
)
def test_impossible_claims_are_none(tmp_path, exif):
    assert look(saved(tmp_path, files.photo(exif=exif)), "JPEG", 10**6).claims == Claims()


def test_a_picture_without_metadata_claims_nothing(tmp_path):
    assert look(saved(tmp_path, files.photo(format_name="PNG")), "PNG", 10**6).claims == Claims()


def test_too_many_pixels_are_refused_before_they_are_unpacked(tmp_path):
    with pytest.raises(TooManyPixels):
        look(saved(tmp_path, files.png_bomb()), "PNG", 65 * 10**6)


def test_a_picture_is_refused_above_the_limit_and_taken_at_it(tmp_path):
    path = saved(tmp_path, files.photo())

    assert look(path, "JPEG", 120_000).width == 400
    with pytest.raises(TooManyPixels):
        look(path, "JPEG", 119_999)


@pytest.mark.parametrize(
    ("content", "format_name"),
    [
        (files.photo()[:2000], "JPEG"),
        (files.photo(format_name="PNG")[:300], "PNG"),
        (b"\x89PNG\r\n\x1a\n" + files.HTML, "PNG"),
        (b"\xff\xd8\xff\xe0" + files.HTML, "JPEG"),
        (b"RIFF\x10\0\0\0WEBP" + files.SVG, "WEBP"),
    ],
)
def test_half_a_picture_is_no_picture(tmp_path, content, format_name):
    with pytest.raises(Unreadable):
        look(saved(tmp_path, content), format_name, 10**6)


def test_alike_pictures_have_like_hashes_and_others_do_not(tmp_path):
    def bits(content, format_name="JPEG") -> int:
        return int(look(saved(tmp_path, content), format_name, 10**6).difference_hash, 16)

    first = bits(files.photo())
    smaller = bits(files.photo(size=(200, 150), format_name="PNG"), "PNG")
    turned = BytesIO()
    Image.open(BytesIO(files.photo())).transpose(Image.Transpose.ROTATE_90).save(turned, "JPEG")

    assert (first ^ smaller).bit_count() <= 4
    assert (first ^ bits(turned.getvalue())).bit_count() > 16


def test_a_thumbnail_is_small_upright_and_tells_nothing_else(tmp_path):
    made = thumbnail(saved(tmp_path, files.photo(size=(1200, 800), exif=files.claims())), "JPEG", 10**6)

    image = Image.open(BytesIO(made))
    assert (image.format, image.size) == ("WEBP", (213, 320))
    assert not dict(image.getexif())


def test_a_thumbnail_keeps_what_is_transparent(tmp_path):
    written = BytesIO()
    Image.new("LA", (500, 500), (0, 0)).save(written, "PNG")

    image = Image.open(BytesIO(thumbnail(saved(tmp_path, written.getvalue()), "PNG", 10**6)))
    assert image.convert("RGBA").getpixel((10, 10))[3] == 0

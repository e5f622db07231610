"""Files for the tests, honest ones and hostile ones, made here byte by byte."""

import struct
import zipfile
import zlib
from io import BytesIO

from PIL import Image
from PIL.ExifTags import GPS, IFD, Base

TYPES = '<?xml version="1.0"?><Types/>'


def photo(size=(400, 300), colour=(90, 120, 60), format_name="JPEG", exif: Image.Exif | None = None) -> bytes:
    """A picture with a slope of grey over one colour."""
    image = Image.linear_gradient("L").resize(size).convert("RGB")
    image = Image.blend(image, Image.new("RGB", size, colour), 0.5)
    written = BytesIO()
    image.save(written, format_name, **({"exif": exif} if exif else {}))
    return written.getvalue()


def claims(taken="2026:11:20 09:30:00", longitude=(112, 30, 36.0), latitude=(37, 15, 0.0), offset=None) -> Image.Exif:
    """What a camera writes into its picture."""
    exif = Image.Exif()
    exif[Base.Orientation] = 6
    exif.get_ifd(IFD.Exif)[Base.DateTimeOriginal] = taken
    if offset:
        exif.get_ifd(IFD.Exif)[Base.OffsetTimeOriginal] = offset
    place = exif.get_ifd(IFD.GPSInfo)
    place[GPS.GPSLatitudeRef], place[GPS.GPSLatitude] = "N", latitude
    place[GPS.GPSLongitudeRef], place[GPS.GPSLongitude] = "E", longitude
    return exif


def zipped(parts: dict[str, bytes | str], prefix: bytes = b"") -> bytes:
    written = BytesIO(prefix)
    written.seek(0, 2)
    with zipfile.ZipFile(written, "a" if prefix else "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return written.getvalue()


def docx(**more) -> bytes:
    return zipped({"[Content_Types].xml": TYPES, "word/document.xml": "<document/>", **more})


def xlsx() -> bytes:
    return zipped({"[Content_Types].xml": TYPES, "xl/workbook.xml": "<workbook/>"})


def swollen_docx() -> bytes:
    """Some 300 KB that say they are 301 MB."""
    zeros = b"\0" * 1024**2
    written = BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", TYPES)
        with archive.open("word/document.xml", "w") as part:
            for _ in range(301):
                part.write(zeros)
    return written.getvalue()


def png_bomb(side=20_000) -> bytes:
    """A PNG of a few KB that says it is side × side pixels."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))

    head = struct.pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0)
    rows = zlib.compress((b"\0" * (side // 8 + 1)) * 100)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def boxed(brand: bytes) -> bytes:
    """The beginning of an MP4 or a relative of it."""
    return struct.pack(">I", 24) + b"ftyp" + brand + b"\0\0\2\0" + brand + b"mp41" + b"\0" * 64


PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
HTML = b"<!doctype html><script>alert(1)</script>"
MP3 = b"\xff\xfb\x90\x64" + b"\0" * 400

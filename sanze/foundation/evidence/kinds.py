"""What a file is, told from its bytes and never from its name."""

import re
import zipfile
from pathlib import Path

JPEG, PNG, WEBP, HEIC = "image/jpeg", "image/png", "image/webp", "image/heic"
PDF = "application/pdf"
OFFICE = "application/vnd.openxmlformats-officedocument."
DOCX, XLSX = OFFICE + "wordprocessingml.document", OFFICE + "spreadsheetml.sheet"
MP4, QUICKTIME, M4A, MP3 = "video/mp4", "video/quicktime", "audio/mp4", "audio/mpeg"

# The kinds that Pillow opens, by its names for them.
PICTURED = {JPEG: "JPEG", PNG: "PNG", WEBP: "WEBP"}

# Each kind: its face, and the endings that its family goes by (cameras and messengers mix endings of one family).
IMAGES, FILMS = ("jpg", "jpeg", "jfif", "png", "webp", "heic", "heif"), ("mp4", "m4v", "mov", "m4a", "mp3")
FACES = {
    JPEG: ("JPEG 图片", IMAGES), PNG: ("PNG 图片", IMAGES), WEBP: ("WebP 图片", IMAGES), HEIC: ("HEIC 图片", IMAGES),
    PDF: ("PDF 文件", ("pdf",)), DOCX: ("Word 文件", ("docx",)), XLSX: ("Excel 文件", ("xlsx",)),
    MP4: ("MP4 视频", FILMS), QUICKTIME: ("MOV 视频", FILMS), M4A: ("M4A 录音", FILMS), MP3: ("MP3 录音", FILMS),
}  # fmt: skip
ENDINGS = {
    JPEG: "jpg", PNG: "png", WEBP: "webp", HEIC: "heic", PDF: "pdf", DOCX: "docx", XLSX: "xlsx",
    MP4: "mp4", QUICKTIME: "mov", M4A: "m4a", MP3: "mp3",
}  # fmt: skip
# Endings that promise something we do not take; a name that bears one lies about the bytes.
FOREIGN = {
    "bat", "bmp", "cmd", "com", "csv", "doc", "docm", "exe", "gif", "htm", "html", "jar", "js", "mht", "mhtml",
    "php", "ps1", "rar", "sh", "svg", "swf", "tar", "txt", "vbs", "xhtml", "xls", "xlsm", "xml", "zip", "7z",
}  # fmt: skip

BRANDS = {
    b"heic": HEIC, b"heix": HEIC, b"hevc": HEIC, b"heim": HEIC, b"heis": HEIC, b"mif1": HEIC, b"msf1": HEIC,
    b"M4A ": M4A, b"M4B ": M4A, b"qt  ": QUICKTIME,
    b"isom": MP4, b"iso2": MP4, b"iso4": MP4, b"iso5": MP4, b"iso6": MP4, b"mp41": MP4, b"mp42": MP4,
    b"avc1": MP4, b"M4V ": MP4, b"3gp4": MP4, b"3gp5": MP4, b"3gp6": MP4, b"mmp4": MP4, b"MSNV": MP4,
}  # fmt: skip

MOST_PARTS = 5000
MOST_UNPACKED = 300 * 1024 * 1024


def kind_of(path: Path) -> str | None:
    """The media type of the file, None for anything that is not on the list. Nothing is unpacked."""
    with path.open("rb") as file:
        head = file.read(32)
    if head.startswith(b"\xff\xd8\xff"):
        return JPEG
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return PNG
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return WEBP
    if re.match(rb"%PDF-[12]\.\d", head):
        return PDF
    if head[4:8] == b"ftyp":
        return BRANDS.get(head[8:12])
    if head.startswith(b"PK\x03\x04"):
        return _office(path)
    return MP3 if head.startswith(b"ID3") or _mpeg_frame(head) else None


def ending_of(name: str) -> str:
    """The ending of a name in small letters, empty without one."""
    return name.rpartition(".")[2].lower() if "." in name else ""


def name_fits(name: str, media_type: str) -> bool:
    """Whether the ending may stand before these bytes: it is of their family, or no ending of a known file."""
    ending = ending_of(name)
    if ending in FACES[media_type][1]:
        return True
    known = FOREIGN.union(*(endings for _, endings in FACES.values()))
    return ending not in known


def plain_name(name: str) -> str:
    """A file's own name: no folders, no control or direction signs, at most 120 characters, never empty."""
    last = re.split(r"[\\/]", name)[-1]
    clean = "".join(each for each in last if each.isprintable() and each not in '<>:"|?*').strip(" .")
    stem, dot, ending = clean.rpartition(".")
    if len(clean) > 120:
        clean = (stem[: 119 - len(ending)] + dot + ending) if dot and len(ending) < 10 else clean[:120]
    return clean or "未命名"


def served_name(name: str, media_type: str) -> str:
    """The name under which the file is handed out: it always ends as its bytes are."""
    plain = plain_name(name)
    return plain if ending_of(plain) in FACES[media_type][1] else f"{plain}.{ENDINGS[media_type]}"


def _office(path: Path) -> str | None:
    """DOCX or XLSX by the parts within; None for other archives, macros, and parts that swell beyond reason."""
    try:
        with zipfile.ZipFile(path) as archive:
            parts = archive.infolist()
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError):
        return None
    names = {part.filename for part in parts}
    swollen = len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED
    macros = any(name.lower().endswith("vbaproject.bin") for name in names)
    if swollen or macros or "[Content_Types].xml" not in names:
        return None
    if "word/document.xml" in names:
        return DOCX
    return XLSX if "xl/workbook.xml" in names else None


def _mpeg_frame(head: bytes) -> bool:
    """Whether the bytes begin with a frame of MPEG audio, layer III."""
    if len(head) < 4 or head[0] != 0xFF or head[1] & 0xE6 != 0xE2:
        return False
    version, rate, sampling = head[1] >> 3 & 3, head[2] >> 4, head[2] >> 2 & 3
    return version != 1 and rate not in (0, 15) and sampling != 3

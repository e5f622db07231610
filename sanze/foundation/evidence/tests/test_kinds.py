"""Kinds are told from bytes; names are made plain."""

import pytest

from sanze.foundation.evidence.kinds import kind_of, name_fits, plain_name, served_name
from sanze.foundation.evidence.tests import files

OFFICE = "application/vnd.openxmlformats-officedocument."


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (files.photo(), "image/jpeg"),
        (files.photo(format_name="PNG"), "image/png"),
        (files.photo(format_name="WEBP"), "image/webp"),
        (files.boxed(b"heic"), "image/heic"),
        (files.PDF, "application/pdf"),
        (files.docx(), OFFICE + "wordprocessingml.document"),
        (files.xlsx(), OFFICE + "spreadsheetml.sheet"),
        (files.boxed(b"isom"), "video/mp4"),
        (files.boxed(b"qt  "), "video/quicktime"),
        (files.boxed(b"M4A "), "audio/mp4"),
        (files.MP3, "audio/mpeg"),
        (b"ID3\x04" + b"\0" * 60, "audio/mpeg"),
        (files.SVG, None),
        (files.HTML, None),
        (b"\n" + files.PDF, None),
        (b"GIF89a" + b"\0" * 60, None),
        (files.zipped({"a.txt": "a"}), None),
        (files.docx(**{"word/vbaProject.bin": b"x"}), None),
        (files.zipped({"[Content_Types].xml": files.TYPES, "word/document.xml": ""}, prefix=files.HTML), None),
        (b"PK\x03\x04" + b"\0" * 40, None),
        (b"RIFF\0\0\0\0AVI LIST", None),
        (files.boxed(b"crx "), None),
        (b"MZ\x90\0", None),
        (b"\xff\xfe<\0h\0t\0m\0l\0", None),
        (b"a", None),
    ],
)
def test_the_bytes_tell_the_kind(tmp_path, content, kind):
    path = tmp_path / "x"
    path.write_bytes(content)

    assert kind_of(path) == kind


def test_an_archive_that_swells_beyond_reason_is_no_document(tmp_path):
    path = tmp_path / "x"
    path.write_bytes(files.swollen_docx())
    assert path.stat().st_size < 1024**2

    assert kind_of(path) is None


@pytest.mark.parametrize(
    ("name", "kind", "fits"),
    [
        ("现场.jpg", "image/jpeg", True),
        ("微信图片.jpg", "image/webp", True),
        ("blob", "image/jpeg", True),
        ("现场照片.二楼", "image/jpeg", True),
        ("通知.pdf", "image/png", False),
        ("照片.png", "application/pdf", False),
        ("photo.jpg.html", "image/jpeg", False),
        ("photo.SVG", "image/png", False),
        ("录像.mp4", "video/quicktime", True),
        ("说明.doc", OFFICE + "wordprocessingml.document", False),
    ],
)
def test_a_name_may_not_promise_another_kind(name, kind, fits):
    assert name_fits(name, kind) is fits


@pytest.mark.parametrize(
    ("name", "plain"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\temp\\现场.jpg", "现场.jpg"),
        ("a\0b\r\nSet-Cookie: x.jpg", "abSet-Cookie x.jpg"),
        ("gpj.\u202eexe", "gpj.exe"),
        ("..", "未命名"),
        ("", "未命名"),
        ("隐" * 300 + ".jpg", "隐" * 116 + ".jpg"),
    ],
)
def test_a_name_becomes_plain(name, plain):
    assert plain_name(name) == plain


def test_a_file_is_handed_out_with_the_ending_of_its_bytes():
    assert served_name("现场.jpg", "image/jpeg") == "现场.jpg"
    assert served_name("现场照片.二楼", "image/png") == "现场照片.二楼.png"
    assert served_name("blob", "application/pdf") == "blob.pdf"

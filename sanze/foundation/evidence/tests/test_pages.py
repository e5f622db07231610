"""Sending in and handing out: for those who may, whole and harmless; for others it does not exist."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.middleware.csrf import get_token
from django.test import RequestFactory

from sanze.foundation.acts import entry
from sanze.foundation.evidence import storage
from sanze.foundation.evidence.commands import attach
from sanze.foundation.evidence.models import Evidence
from sanze.foundation.evidence.tests import files
from sanze.foundation.evidence.uploads import keep_file
from tests.cast import role


def sent(content: bytes, name: str) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


@pytest.fixture
def shown(east, record) -> str:
    """A photo attached to the record of the east and of party 41."""
    digest = keep_file(east.actor, BytesIO(files.photo(size=(800, 600))), "现场.jpg").digest
    with entry.opened():
        attach(east.actor, record, [digest], "found")
    return digest


def test_several_files_are_sent_at_once_and_each_has_its_answer(east, visit):
    answer = visit(east).post(
        "/evidence/", {"file": [sent(files.photo(), "甲.jpg"), sent(files.HTML, "乙.jpg"), sent(files.PDF, "丙.pdf")]}
    )

    assert answer.status_code == 200
    photo, paper = answer.json()["files"]
    digest = Evidence.objects.get(name="甲.jpg").digest
    assert (photo["digest"], photo["title"], photo["media_type"]) == (digest, "甲.jpg", "image/jpeg")
    assert (photo["url"], photo["thumb"]) == (f"/evidence/{digest}/", f"/evidence/{digest}/thumbnail/")
    assert (paper["title"], paper["thumb"]) == ("丙.pdf", "")
    [refused] = answer.json()["refused"]
    assert (refused["name"], refused["code"]) == ("乙.jpg", "UnknownKind")
    assert refused["message"].startswith("不支持这种文件")


def test_a_large_file_is_stopped_on_its_way_and_the_others_are_kept(east, visit):
    answer = visit(east).post(
        "/evidence/",
        {"file": [sent(files.photo() + b"\0" * 25 * 1024**2, "大.jpg"), sent(files.photo(), "小.jpg")]},
    )

    assert [each["title"] for each in answer.json()["files"]] == ["小.jpg"]
    assert answer.json()["refused"] == [
        {"name": "大.jpg", "code": "FileTooLarge", "message": "文件太大，请压缩后再上传：上限 20 MB"}
    ]


@pytest.mark.parametrize(
    ("given", "code", "status"),
    [({}, "NothingReceived", 409), ({"file": sent(files.SVG, "图.svg")}, "UnknownKind", 409)],
)
def test_when_nothing_is_kept_the_answer_is_a_refusal(east, visit, given, code, status):
    answer = visit(east).post("/evidence/", given)

    assert (answer.status_code, answer.json()["refused"][0]["code"]) == (status, code)
    assert not Evidence.objects.exists()


@pytest.mark.usefixtures("_regime")
def test_a_post_without_the_power_is_refused(visit):
    inspector = role("yanhong", "严红", kind="inspectorate", unit="监察", title="稽查员")

    answer = visit(inspector).post("/evidence/", {"file": sent(files.photo(), "a.jpg")})

    assert (answer.status_code, answer.json()["refused"][0]["code"]) == (403, "NotGranted")
    assert not Evidence.objects.exists()


def test_htmx_gets_parts_of_the_form(east, visit):
    answer = visit(east).post(
        "/evidence/", {"file": [sent(files.photo(), "甲.jpg"), sent(b"", "空.jpg")], "name": "photos"},
        headers={"HX-Request": "true"},
    )  # fmt: skip

    text = answer.content.decode()
    assert f'name="photos" value="{Evidence.objects.get().digest}"' in text
    assert "空.jpg：文件是空的" in text


def test_a_name_with_folders_and_marks_does_no_harm(east, visit):
    answer = visit(east).post("/evidence/", {"file": sent(files.photo(), "../../<img onerror=x>.jpg")})

    assert answer.json()["files"][0]["title"] == "img onerror=x.jpg"


def test_without_its_token_a_form_is_refused(east, visit):
    client = visit(east, enforce_csrf_checks=True)

    assert client.post("/evidence/", {"file": sent(files.photo(), "a.jpg")}).status_code == 403
    assert not Evidence.objects.exists()

    token = get_token(RequestFactory().get("/"))
    client.cookies["csrftoken"] = token
    answer = client.post("/evidence/", {"file": sent(files.photo(), "a.jpg")}, headers={"X-CSRFToken": token})
    assert answer.status_code == 200


def test_a_stranger_sends_and_sees_nothing(client, shown):
    program = {"Accept": "application/json"}

    assert client.post("/evidence/", {"file": sent(files.photo(), "a.jpg")}, headers=program).status_code == 401
    assert client.get(f"/evidence/{shown}/", headers=program).status_code == 401
    assert client.get(f"/evidence/{shown}/thumbnail/", headers=program).status_code == 401


def test_the_original_comes_whole_and_can_do_nothing(east, visit, shown):
    answer = visit(east).get(f"/evidence/{shown}/")

    assert b"".join(answer.streaming_content) == files.photo(size=(800, 600))
    assert answer["Content-Type"] == "image/jpeg"
    assert answer["Content-Disposition"] == "inline; filename*=utf-8''%E7%8E%B0%E5%9C%BA.jpg"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer["Content-Security-Policy"]
    assert "default-src 'none'" in answer["Content-Security-Policy"]
    assert answer["Cache-Control"].startswith("private")


def test_a_picture_with_a_page_in_its_tail_is_still_only_a_picture(east, visit):
    digest = keep_file(east.actor, BytesIO(files.photo() + files.HTML), "夹带").digest

    answer = visit(east).get(f"/evidence/{digest}/")

    assert (answer["Content-Type"], answer["X-Content-Type-Options"]) == ("image/jpeg", "nosniff")
    assert "jpg" in answer["Content-Disposition"]


@pytest.mark.parametrize(("content", "name"), [(files.PDF, "方案.pdf"), (files.docx(), "方案.docx")])
def test_a_document_is_handed_out_to_be_saved(east, visit, content, name):
    digest = keep_file(east.actor, BytesIO(content), name).digest

    assert visit(east).get(f"/evidence/{digest}/")["Content-Disposition"].startswith("attachment")


def test_a_thumbnail_is_made_when_it_is_asked_for_before_its_job_came(east, visit, shown):
    answer = visit(east).get(f"/evidence/{shown}/thumbnail/")

    assert answer["Content-Type"] == "image/webp"
    assert b"".join(answer.streaming_content) == storage.thumbnail_of(shown).read_bytes()


def test_who_sees_the_record_sees_the_file_and_nobody_else(east, west, party, other_party, visit, shown):
    answers = {
        each.person.name: [
            visit(each).get(f"/evidence/{shown}/").status_code,
            visit(each).get(f"/evidence/{shown}/thumbnail/").status_code,
        ]
        for each in (east, party, west, other_party)
    }

    assert answers == {"李强": [200, 200], "吴刚": [200, 200], "赵磊": [404, 404], "郑爽": [404, 404]}


def test_a_file_not_attached_yet_is_seen_by_the_post_that_brought_it_alone(party, east, visit):
    digest = keep_file(party.actor, BytesIO(files.photo()), "a.jpg").digest

    assert visit(party).get(f"/evidence/{digest}/").status_code == 200
    assert visit(east).get(f"/evidence/{digest}/").status_code == 404


@pytest.mark.parametrize("digest", ["0" * 64, "..", "%2e%2e%2f%2e%2e", "x" * 300])
def test_what_is_not_there_is_not_found(east, visit, digest):
    assert visit(east).get(f"/evidence/{digest}/").status_code == 404
    assert visit(east).get(f"/evidence/{digest}/thumbnail/").status_code == 404


def test_a_document_has_no_thumbnail_and_a_lost_file_is_not_found(east, visit, shown):
    paper = keep_file(east.actor, BytesIO(files.PDF), "a.pdf").digest
    storage.place_of(shown).unlink()

    assert visit(east).get(f"/evidence/{paper}/thumbnail/").status_code == 404
    assert visit(east).get(f"/evidence/{shown}/").status_code == 404
    assert visit(east).get(f"/evidence/{shown}/thumbnail/").status_code == 404

"""Checking a print: whoever holds it learns what stands on it and whether it still counts, and nothing else."""

from datetime import date

import pytest
from django.db import connection

from sanze.foundation.documents import commands
from sanze.foundation.documents.kinds import PAPERS, PaperKind
from sanze.foundation.documents.models import OfficialDocument
from sanze.foundation.documents.paper import Paper, Para
from sanze.foundation.identity import commands as identity
from sanze.foundation.identity.models import Post
from sanze.foundation.scope.actor import INSTALLER
from sanze.portals.public.attempts import MOST_WRONG
from tests.cast import EAST, enforce_regime, role


def paper_about(post: Post) -> Paper:
    return Paper(
        kind="责令限期整改指令书",
        issuer="东县应急管理局",
        title="责令限期整改指令书",
        recipient="东山煤矿",
        blocks=(Para(f"责令{post.title}到岗，联系人王小明。"),),
    )


@pytest.fixture
def east(db, monkeypatch):
    enforce_regime()
    monkeypatch.setitem(PAPERS, "order", PaperKind("order", "责令限期整改指令书", Post, paper_about, once=True))
    return role("liqiang", "李强", kind="township_chief", unit="东镇安监站", title="站长", area=EAST)


@pytest.fixture
def record(east) -> Post:
    return identity.open_post(
        INSTALLER, None, title="看护员", unit="东山村", kind="village", on=date(2026, 1, 1), area_code=EAST
    )


@pytest.fixture
def made(east, record) -> OfficialDocument:
    return commands.issue(east.actor, record, kind="order")


def told(client, code: str, status: int = 200) -> str:
    answer = client.get(f"/verify/{code}")
    assert answer.status_code == status
    return answer.content.decode()


def sql(statement: str, *values) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


def test_a_right_code_tells_number_title_office_day_and_that_it_counts(client, made):
    page = told(client, made.check_code)

    for words in (made.number, made.title, "东县应急管理局", f"{made.issued_on:%Y-%m-%d}", "当前有效", "与签发时一致"):
        assert words in page


def test_nothing_personal_is_told(client, made):
    page = told(client, made.check_code)

    for words in ("李强", "王小明", "看护员", "东山煤矿", "东镇安监站"):
        assert words not in page


@pytest.mark.parametrize("change", [str.lower, lambda code: code.replace("-", ""), lambda code: f" {code} "])
def test_a_code_is_taken_as_people_type_it(client, made, change):
    assert client.get("/verify/", {"code": change(made.check_code)})["Location"] == f"/verify/{made.check_code}"
    assert made.number in told(client, change(made.check_code))


def test_a_revoked_document_is_told_as_such_without_the_reason(client, east, made):
    commands.revoke(east.actor, made, reason="当事人名称有误")

    page = told(client, made.check_code)

    assert "查到该文书，已撤销" in page
    assert "当前有效" not in page
    assert "当事人名称有误" not in page
    assert "与签发时一致" in page


def test_a_superseded_document_names_its_successor(client, east, record, made, monkeypatch):
    other = PaperKind(
        "order", "指令书", Post, lambda post: Paper(**vars(paper_about(post)) | {"closing": "特此"}), once=True
    )
    monkeypatch.setitem(PAPERS, "order", other)
    new = commands.issue(east.actor, record, kind="order")

    page = told(client, made.check_code)

    assert "已被替代" in page
    assert new.number in page
    assert "当前有效" in told(client, new.check_code)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE documents_officialdocument SET content = replace(content, '看护', '看守') WHERE id = %s",
        "UPDATE documents_officialdocument SET number = '（云）应急责改〔2026〕99号' WHERE id = %s",
        "UPDATE documents_officialdocument SET state = 'valid', clerk = '他人' WHERE id = %s",
        "UPDATE acts_act SET person = '他人' WHERE result = 'documents.officialdocument:' || %s",
        "UPDATE acts_act SET made = '{}' WHERE result = 'documents.officialdocument:' || %s",
    ],
)
def test_what_was_changed_behind_the_platform_is_told(client, made, statement):
    sql(statement, made.pk)

    page = told(client, made.check_code)

    assert "文书记录与签发时不一致" in page
    assert "当前有效" not in page


@pytest.mark.parametrize("shift", ["before", "after"])
def test_a_neighbour_taken_out_of_the_book_is_told(client, east, record, made, shift):
    commands.revoke(east.actor, made, reason="错")
    assert "不一致" not in told(client, made.check_code)
    command = "documents.issue" if shift == "before" else "documents.revoke"

    sql("DELETE FROM acts_act WHERE command = %s", command)

    assert "不一致" in told(client, made.check_code)


def test_a_wrong_code_gets_a_sentence(client, made):
    assert "没有查到该校验码对应的文书" in told(client, "ABCD-EFGH-2345", 404)
    assert "校验码共 12 位" in told(client, "ABCD", 404)
    assert "校验码共 12 位" in told(client, "x" * 500, 404)
    assert "&lt;SCRIPT" not in told(client, "<script>", 404)


def test_the_form_says_nothing_of_anybody_and_is_not_to_be_kept(client, db):
    answer = client.get("/verify/")

    assert answer.status_code == 200
    assert "no-store" in answer["Cache-Control"]
    assert answer["X-Robots-Tag"] == "noindex"
    assert client.post("/verify/").status_code == 405


def test_who_is_wrong_too_often_waits_and_others_do_not(client, made):
    for _ in range(MOST_WRONG):
        told(client, "ABCD-EFGH-2345", 404)

    assert "查询次数过多" in told(client, made.check_code, 429)
    assert client.get(f"/verify/{made.check_code}", REMOTE_ADDR="10.0.0.9").status_code == 200

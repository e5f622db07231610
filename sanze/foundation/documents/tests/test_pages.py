"""Documents on the screen and as files: whole for those who may, not there for others."""

from io import BytesIO

import docx
import pytest
from django.utils.html import escape
from openpyxl import load_workbook
from pypdf import PdfReader

from sanze.foundation.acts import entry
from sanze.foundation.acts.models import Act
from sanze.foundation.acts.records import change
from sanze.foundation.documents import commands, panel
from sanze.foundation.documents.models import OfficialDocument
from sanze.foundation.documents.tests.conftest import keeper
from tests.cast import WEST

WAYS = ["", "pdf/", "docx/"]


@pytest.fixture
def made(east, record) -> OfficialDocument:
    return commands.issue(east.actor, record, kind="order")


def text_of(pdf: bytes) -> str:
    return "".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages).replace("\n", "")


def test_the_page_shows_facts_words_and_how_to_check_them(east, visit, made):
    page = visit(east).get(f"/documents/{made.pk}/").content.decode()

    for words in (
        made.number,
        "东县应急管理局",
        "东山煤矿：",
        "1. 看护员未到岗；",
        made.check_code,
        "东镇安监站站长 李强",
    ):
        assert words in page
    assert f'href="http://testserver/verify/{made.check_code}"' in page
    assert "data:image/svg+xml;base64," in page
    assert "出具文书" in page


@pytest.mark.parametrize("way", WAYS)
def test_who_is_in_its_scope_reads_it_and_for_others_it_is_not_there(
    east, west, party, other_party, visit, client, made, way
):
    url = f"/documents/{made.pk}/{way}"

    answers = {each.person.name: visit(each).get(url).status_code for each in (east, party, west, other_party)}

    assert answers == {"李强": 200, "吴刚": 200, "赵磊": 404, "郑爽": 404}
    assert client.get(url).status_code == 302


@pytest.mark.parametrize("way", WAYS)
def test_an_internal_document_is_not_there_for_its_party(east, party, record, visit, way):
    form = commands.issue(east.actor, record, kind="approval")

    assert visit(party).get(f"/documents/{form.pk}/{way}").status_code == 404
    assert form.number not in visit(party).get("/documents/").content.decode()


@pytest.mark.parametrize("way", WAYS)
def test_a_document_follows_its_record_to_who_answers_for_it_now(east, west, record, visit, made, way):
    with entry.opened():
        change(record, area_code=WEST)

    assert visit(west).get(f"/documents/{made.pk}/{way}").status_code == 200
    assert visit(east).get(f"/documents/{made.pk}/{way}").status_code == 200


def test_the_pdf_says_what_was_issued_and_is_shown_in_place(east, visit, made):
    answer = visit(east).get(f"/documents/{made.pk}/pdf/")

    text = text_of(answer.content)
    for words in (made.number, "看护员未到岗", "主扇停风", made.check_code, "东县应急管理局"):
        assert words in text
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"].startswith("inline; filename*=utf-8''")
    assert answer["Content-Disposition"].endswith(".pdf")
    assert "Content-Security-Policy" not in answer


def test_the_word_file_opens_with_the_same_words(east, visit, made):
    answer = visit(east).get(f"/documents/{made.pk}/docx/")

    paragraphs = "\n".join(each.text for each in docx.Document(BytesIO(answer.content)).paragraphs)
    for words in (made.number, "看护员未到岗", "主扇停风"):
        assert words in paragraphs
    assert answer["Content-Disposition"].startswith("attachment")


def test_the_address_of_the_office_stands_in_the_square_code(east, visit, made, settings):
    settings.SANZE_ADDRESS = "https://aq.example.gov/"

    page = visit(east).get(f"/documents/{made.pk}/").content.decode()

    assert f'href="https://aq.example.gov/verify/{made.check_code}"' in page


def test_the_ledger_lists_filters_and_exports_what_is_seen(east, west, record, visit, made):
    later = commands.issue(east.actor, keeper("巡查员"), kind="approval")
    commands.revoke(east.actor, made, reason="名称有误")
    browser = visit(east)

    def shown(query: str) -> set[str]:
        page = browser.get(f"/documents/?{query}").content.decode()
        return {each.number for each in (made, later) if escape(each.number) in page}

    day = f"{made.issued_on:%Y-%m-%d}"
    assert shown("") == {made.number, later.number}
    assert shown("kind=approval") == shown("state=valid") == {later.number}
    assert shown("state=revoked") == shown("q=责改") == {made.number}
    assert shown(f"span={day}") == {made.number, later.number}
    assert shown("span=2020-01-01") == set()
    book = load_workbook(BytesIO(b"".join(browser.get("/documents/export/").streaming_content)))
    assert {cell.value for row in book.active.iter_rows() for cell in row} >= {made.number, later.number}
    assert made.number not in visit(west).get("/documents/").content.decode()


def test_the_page_of_the_record_lists_documents_and_offers_what_is_new(east, party, record, visit, made):
    from_panel = [(each["label"], each["url"]) for each in _panel(east, record).context["offers"]]

    assert from_panel == [("出具行政检查审批表", f"/documents/issue/approval/{record.pk}/")]
    assert _panel(east, record).context["documents"] == [made]
    commands.revoke(east.actor, made, reason="名称有误")
    assert len(_panel(east, record).context["offers"]) == 2
    assert _panel(party, record).context["offers"] == []


def test_issuing_shows_the_words_first_and_leads_to_the_document(east, record, visit):
    browser, url = visit(east), f"/documents/issue/order/{record.pk}/"

    page = browser.get(url)
    assert "1. 看护员未到岗；" in page.content.decode()
    assert "（出具时编号）" in page.content.decode()
    assert not OfficialDocument.objects.exists()

    answer = browser.post(url)
    made = OfficialDocument.objects.get()
    assert (answer.status_code, answer["Location"]) == (302, f"/documents/{made.pk}/")
    again = browser.post(url)
    assert again.status_code == 409
    assert "内容相同的文书已经出具" in again.content.decode()
    assert OfficialDocument.objects.count() == 1


def test_issuing_is_for_those_who_see_the_record_and_hold_the_power(west, party, record, visit):
    url = f"/documents/issue/order/{record.pk}/"

    for ask in ("get", "post"):
        assert getattr(visit(west), ask)(url).status_code == 404
        assert getattr(visit(party), ask)(url).status_code == 403
    assert visit(west).get(f"/documents/issue/poem/{record.pk}/").status_code == 404
    assert not OfficialDocument.objects.exists()


def test_revoking_from_the_page_shows_when_and_why(east, west, party, visit, made):
    url = f"/documents/{made.pk}/revoke/"
    assert visit(west).post(url, {"reason": "错"}).status_code == 404
    assert visit(party).post(url, {"reason": "错"}).status_code == 403
    assert visit(east).post(url, {"reason": ""}).status_code == 422
    assert not Act.objects.filter(command="documents.revoke").exists()

    assert visit(east).post(url, {"reason": "当事人名称有误"}).status_code == 302

    page = visit(east).get(f"/documents/{made.pk}/").content.decode()
    assert "已撤销" in page
    assert "当事人名称有误" in page
    assert f'href="{url}"' not in page


def test_marks_in_a_text_stay_text(east, visit, offered):
    made = commands.issue(east.actor, keeper("<script>alert(1)</script>"), kind="order")

    page = visit(east).get(f"/documents/{made.pk}/").content.decode()

    assert "<script>alert" not in page
    assert escape("<script>alert(1)</script>未到岗") in page


def _panel(someone, record):
    from_request = type("Request", (), {"actor": someone.actor})
    return panel.documents_panel(from_request, record)

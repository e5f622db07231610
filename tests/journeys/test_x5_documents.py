"""Official documents: issued, read as Word and PDF, checked by their code by anybody, revoked."""

import io

import docx
import pytest
from playwright.sync_api import expect
from pypdf import PdfReader

from sanze.foundation.documents.models import OfficialDocument
from sanze.perform.dangers.tests import factories as make

pytestmark = pytest.mark.capability("X5")


@pytest.fixture(scope="module")
def order(city) -> OfficialDocument:
    """The order to rectify a danger."""
    make.ordered(city, title="消防通道堵塞")
    return OfficialDocument.objects.get(kind="order")


def test_an_order_is_read_as_word_and_as_pdf(as_, order):
    officer = as_("officer")

    officer.opens("/documents/")
    officer.follows(order.number)
    officer.sees("责令限期整改指令书", "东山煤矿", "消防通道堵塞", order.check_code)

    file = officer.downloads("下载 Word")
    words = docx.Document(file.path())
    text = "\n".join(each.text for each in words.paragraphs)
    assert order.number in text
    assert "责令限期整改指令书" in text
    printed = officer.page.request.get(f"/documents/{order.pk}/pdf/")
    text = "".join(each.extract_text() for each in PdfReader(io.BytesIO(printed.body())).pages)
    assert (order.number in text, order.check_code in text) == (True, True)


def test_anybody_checks_a_print_by_its_code_and_learns_nothing_personal(as_, order):
    stranger = as_(None)

    stranger.opens("/verify/")
    stranger.fills({"校验码": order.check_code.lower().replace("-", " ")})
    stranger.presses("核验")

    stranger.sees("查到该文书，当前有效", order.number, "责令限期整改指令书", "云河市应急管理局", "与签发时一致")
    stranger.misses("吴刚", "消防通道堵塞")


def test_a_wrong_code_gets_a_sentence(as_):
    stranger = as_(None)

    stranger.opens("/verify/")
    stranger.fills({"校验码": "AAAA-BBBB-CCCC"})
    stranger.presses("核验")

    stranger.sees("没有查到该校验码对应的文书")


def test_the_opinion_after_the_re_inspection_is_issued_from_the_page_of_the_danger(as_, city):
    danger = make.closed(city, title="护栏缺失")
    officer = as_("officer")

    officer.opens(danger.get_absolute_url())
    officer.presses("出具整改复查意见书")
    officer.sees("该隐患已经消除，同意销号", "（出具时编号）")
    officer.presses("出具")

    officer.sees("整改复查意见书", "有效")
    officer.opens(danger.get_absolute_url())
    expect(officer.main.get_by_role("region", name="文书表格").locator("tbody tr")).to_have_count(2)
    officer.misses("出具整改复查意见书")


def test_the_neighbour_reads_no_document_of_the_east(as_, order):
    west = as_("west")

    west.opens("/documents/")
    west.misses(order.number)
    for file in ("", "pdf/", "docx/", "revoke/"):
        assert west.gets(f"/documents/{order.pk}/{file}") in (403, 404)


def test_a_revoked_document_says_so_to_whoever_checks_it(as_, order):
    chief, stranger = as_("chief"), as_(None)

    chief.opens(order.get_absolute_url())
    chief.presses("撤销文书")
    chief.fills({"撤销理由": "单位名称有误"})
    chief.presses("撤销文书")
    chief.sees("已撤销", "单位名称有误")

    stranger.opens(f"/verify/{order.check_code}")
    stranger.sees("查到该文书，已撤销", "现已失去效力")
    stranger.misses("单位名称有误")

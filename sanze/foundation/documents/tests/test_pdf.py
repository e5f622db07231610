import io
import re
from functools import cache

import pypdf
import pytest

from sanze.foundation.documents.fonts import NoFont, chosen, installed
from sanze.foundation.documents.paper import Para
from sanze.foundation.documents.pdf import MISSING_CHARACTER, render_pdf
from sanze.foundation.documents.tests.samples import (
    hostile,
    inspection_record,
    long_order,
    order,
    reinspection_opinion,
)

_families = frozenset(installed().families())
try:
    chosen(_families)
except NoFont:
    pytestmark = pytest.mark.skip("no typeface with Chinese characters is installed")


@cache
def pages(paper):
    return pypdf.PdfReader(io.BytesIO(render_pdf(paper))).pages


@cache
def words(paper):
    return re.sub(r"[\s\u200b]", "", "".join(page.extract_text() for page in pages(paper)))


def test_the_page_is_a4():
    box = pages(order())[0].mediabox
    assert (round(float(box.width) / 72 * 25.4), round(float(box.height) / 72 * 25.4)) == (210, 297)


def test_it_says_that_it_is_fit_for_the_archive():
    metadata = pypdf.PdfReader(io.BytesIO(render_pdf(order()))).metadata
    raw = render_pdf(order())
    assert metadata.title == "责令限期整改指令书"
    assert metadata.author == "东县应急管理局"
    xmp = pypdf.PdfReader(io.BytesIO(raw)).root_object["/Metadata"].get_object().get_data().decode()
    assert "<pdfaid:part>2</pdfaid:part>" in xmp
    assert "<pdfaid:conformance>B</pdfaid:conformance>" in xmp


def test_the_same_paper_gives_the_same_bytes():
    assert render_pdf(order()) == render_pdf(order())


def test_everything_said_is_printed():
    text = words(reinspection_opinion())
    for said in (
        "东县应急管理局文件",
        "东应急复查〔2026〕9号",
        "东县东镇某某化工有限公司：",
        "1.报警器已更换并检定合格，符合要求；",
        "（一）同意销号",
        "附件：1.整改前后对照表",
        "2026年3月18日",
        "抄送：东县人民政府办公室，东镇人民政府，东县消防救援大队。",
        "2026年3月18日印发",
        "校验码：ABCD-EFGH-2345",
    ):
        assert said in text
    assert "送达签收" in words(order())
    assert "被检查单位现场负责人（签名）" in words(inspection_record())


def test_pages_are_numbered_between_dashes():
    for number, page in enumerate(pages(long_order()), start=1):
        assert f"—{number}—" in re.sub(r"\s", "", page.extract_text())


def test_thirty_items_run_over_several_pages():
    text = words(long_order())
    assert len(pages(long_order())) >= 4
    assert all(f"{number}.第{number}处：" in text for number in range(1, 31))


@pytest.mark.parametrize(
    "text",
    [
        "#import*b*_c_$d$`e`<f>@g//h",
        '#panic("x")',
        "\\#{}[]()=-+/",
        "<script>&amp;</script>",
        "\"quoted\"--'x'...",
        "#sys.inputs",
    ],
)
def test_what_users_write_is_never_read_as_markup(text):
    assert words(hostile(text)).count(text) >= 10


def test_a_character_that_no_typeface_has_is_marked_and_the_rest_stays():
    text = words(order(recipient="甲\U0010fffd乙㐂𠮷公司"))
    assert f"甲{MISSING_CHARACTER}乙㐂𠮷公司：" in text


def test_many_characters_that_no_typeface_has_do_not_take_for_ever():
    strange = "".join(chr(0x10F000 + offset) for offset in range(100))
    assert f"甲{MISSING_CHARACTER * 100}乙" in words(order(recipient=f"甲{strange}乙"))


def test_characters_that_nobody_sees_do_not_stop_the_print():
    assert "甲乙丙" in words(order(recipient="甲\x00乙\ud800\u202e丙\x07"))


def test_a_word_longer_than_a_line_is_broken():
    long_word = "x" * 400
    assert long_word in words(order(recipient=long_word))
    rightmost = []
    pages(order(recipient=long_word))[0].extract_text(
        visitor_text=lambda text, _, matrix, *rest: rightmost.append(matrix[4])
    )
    assert max(rightmost) < 184 / 25.4 * 72


def test_without_a_chinese_typeface_it_says_so():
    with pytest.raises(NoFont, match="中文字体"):
        chosen(frozenset({"DejaVu Sans", "Libertinus Serif"}))


def test_the_official_typefaces_come_first_where_they_are():
    roles = chosen(frozenset({"FangSong", "SimHei", "Noto Serif CJK SC", "Noto Sans CJK SC", "DejaVu Sans"}))
    assert roles["fangsong"][0] == "FangSong"
    assert roles["heiti"][0] == "SimHei"
    assert roles["kaiti"][0] == "Noto Serif CJK SC"
    assert "DejaVu Sans" not in roles["kaiti"]


def test_any_chinese_typeface_will_do():
    assert chosen(frozenset({"WenQuanYi Zen Hei"}))["fangsong"] == ["WenQuanYi Zen Hei"]


def test_a_full_page_holds_22_lines_of_28_characters():
    full = pages(order(blocks=(Para("安全生产" * 600),)))[1]
    *lines, number = full.extract_text().strip().splitlines()
    assert [len(line.strip()) for line in lines] == [28] * 22
    assert number.replace(" ", "") == "—2—"

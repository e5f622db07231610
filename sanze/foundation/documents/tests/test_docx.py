import io
import zipfile
from functools import cache

import docx
import pytest
from docx.oxml.ns import qn
from docx.shared import Mm

from sanze.foundation.documents.docx import render
from sanze.foundation.documents.tests.samples import (
    hostile,
    inspection_record,
    long_order,
    order,
    reinspection_opinion,
)


@cache
def opened(paper):
    return docx.Document(io.BytesIO(render(paper)))


def words(document):
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells])


def paragraph_of(document, text):
    return next(paragraph for paragraph in document.paragraphs if paragraph.text == text)


def face_of(paragraph):
    run = paragraph.runs[0]
    return run._r.rPr.rFonts.get(qn("w:eastAsia")), run.font.size.pt


def test_the_page_follows_the_national_layout():
    section = opened(order()).sections[0]
    millimetres = [
        section.page_width,
        section.page_height,
        section.top_margin,
        section.left_margin,
        section.page_width - section.left_margin - section.right_margin,
        section.page_height - section.top_margin - section.bottom_margin,
    ]
    assert [round(length / Mm(1), 1) for length in millimetres] == [210, 297, 37, 28, 156, 225]
    grid = section._sectPr.find(qn("w:docGrid"))
    assert grid.get(qn("w:type")) == "linesAndChars"
    assert 22 * int(grid.get(qn("w:linePitch"))) / 20 <= 225 / 25.4 * 72


def test_every_text_has_its_typeface_and_size():
    document = opened(reinspection_opinion())
    assert face_of(paragraph_of(document, "东县应急管理局文件"))[0] == "方正小标宋简体"
    assert face_of(paragraph_of(document, reinspection_opinion().title)) == ("方正小标宋简体", 22)
    assert face_of(paragraph_of(document, "一、整改情况")) == ("黑体", 16)
    assert face_of(paragraph_of(document, "（一）同意销号")) == ("楷体_GB2312", 16)
    assert face_of(paragraph_of(document, "保持整改成果。")) == ("仿宋_GB2312", 16)
    faces = {
        run._r.rPr.rFonts.get(qn("w:eastAsia")) for paragraph in document.paragraphs for run in paragraph.runs
    }
    assert None not in faces


def test_the_red_head_is_red_and_the_form_head_is_not():
    red = paragraph_of(opened(reinspection_opinion()), "东县应急管理局文件")
    assert str(red.runs[0].font.color.rgb) == "E60012"
    number = paragraph_of(opened(reinspection_opinion()), "东应急复查〔2026〕9号")
    assert number._p.pPr.find(qn("w:pBdr"))[0].get(qn("w:color")) == "E60012"
    assert "文件" not in words(opened(order()))


def test_everything_said_is_printed():
    text = words(opened(reinspection_opinion()))
    for said in (
        "东县东镇某某化工有限公司：",
        "1. 报警器已更换并检定合格，符合要求；",
        "附件：1. 整改前后对照表",
        "2. 报警器检定证书（复印件）",
        "2026年3月18日",
        "抄送：东县人民政府办公室，东镇人民政府，东县消防救援大队。",
        "东县应急管理局办公室　　2026年3月18日印发",
        "校验码：ABCD-EFGH-2345",
    ):
        assert said in text
    text = words(opened(order()))
    assert "送达签收" in text
    assert "行政复议" in text
    assert "2026年3月2日" in text


def test_the_order_of_a_letter():
    texts = [paragraph.text for paragraph in opened(reinspection_opinion()).paragraphs if paragraph.text]
    assert texts[:4] == [
        "东县应急管理局文件",
        "东应急复查〔2026〕9号",
        reinspection_opinion().title,
        "东县东镇某某化工有限公司：",
    ]
    assert texts[-2:] == ["东县应急管理局", "2026年3月18日"]


def test_tables_repeat_their_headings_and_never_touch():
    document = opened(inspection_record())
    form, table = document.tables
    assert [cell.text for cell in table.rows[0].cells] == ["序号", "检查项目", "发现的问题", "处理意见"]
    assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
    assert form.rows[2].cells[3].text == "0359-0000000"
    for each in document.element.body.findall(qn("w:tbl")):
        assert each.getnext().tag == qn("w:p")


def test_page_numbers_stand_outside_on_odd_and_even_pages():
    document = opened(order())
    assert document.settings.odd_and_even_pages_header_footer
    section = document.sections[0]
    for footer, side in ((section.footer, "right"), (section.even_page_footer, "left")):
        paragraph = footer.paragraphs[0]
        assert paragraph._p.pPr.jc.val.name.lower() == side
        assert paragraph._p.find(qn("w:fldSimple")).get(qn("w:instr")) == "PAGE"
        assert paragraph.text.replace("1", "") == "—  —"


def test_the_imprint_keeps_to_the_foot_with_its_rules():
    table = opened(reinspection_opinion()).tables[-1]
    assert table._tbl.tblPr.find(qn("w:tblpPr")).get(qn("w:tblpYSpec")) == "bottom"
    borders = [row.cells[0]._tc.tcPr.find(qn("w:tcBorders")) for row in table.rows[1:]]
    sizes = [[(rule.tag.split("}")[1], rule.get(qn("w:sz"))) for rule in each] for each in borders]
    assert sizes == [[("top", "8")], [("top", "6"), ("bottom", "8")]]


def test_the_square_code_is_in_the_file():
    with zipfile.ZipFile(io.BytesIO(render(order()))) as archive:
        pictures = [name for name in archive.namelist() if name.startswith("word/media/")]
    assert len(pictures) == 1


def test_stand_ins_for_typefaces_are_named():
    with zipfile.ZipFile(io.BytesIO(render(order()))) as archive:
        fonts = archive.read("word/fontTable.xml").decode()
    assert '<w:font w:name="仿宋_GB2312"><w:altName w:val="FangSong,仿宋"/>' in fonts


@pytest.mark.parametrize(
    "text", ["<b>&amp;</b> {x} ]]>", "#let x = 1 *a* _b_ $c$", "甲\x00乙\x0b丙\ud800", "{{ a }}", ""]
)
def test_what_users_write_stays_what_it_is(text):
    document = opened(hostile(text))
    if text and text.isprintable():
        assert words(document).count(text) >= 14


def test_thirty_items_and_long_names_are_all_there():
    text = words(opened(long_order()))
    assert all(f"{number}. 第{number}处：" in text for number in range(1, 31))
    assert "股份有限公司东镇分公司：" in text

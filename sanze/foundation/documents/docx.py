"""Official documents for Word and WPS, in the national layout, still editable."""

import io
from collections.abc import Sequence
from datetime import UTC, date, datetime, time

import docx
from docx.document import Document
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Mm
from docx.table import Table as DocxTable
from docx.table import _Cell
from docx.text.paragraph import Paragraph

from sanze.foundation.documents import layout
from sanze.foundation.documents.docx_marks import (
    FANGSONG,
    HEITI,
    KAITI,
    XIAOBIAOSONG,
    draw_cell_rule,
    draw_rule,
    indent_characters,
    keep_at_foot,
    keep_rows_whole,
    name_stand_ins,
    number_pages,
    set_face,
    set_outline_level,
    set_spacing,
    set_up_page,
    share_widths,
)
from sanze.foundation.documents.layout import LINE_PITCH, SIZE_2, SIZE_3, SIZE_4
from sanze.foundation.documents.paper import (
    RECEIPT_PAIRS,
    Block,
    Fields,
    Heading,
    Items,
    Paper,
    Para,
    Signatures,
    Table,
    attachment_lines,
    chinese_date,
    form_rows,
    numbered,
    printable,
    printable_lines,
)
from sanze.foundation.documents.qr import qr_png

CENTER = WD_ALIGN_PARAGRAPH.CENTER
LEFT = WD_ALIGN_PARAGRAPH.LEFT
RIGHT = WD_ALIGN_PARAGRAPH.RIGHT
JUSTIFY = WD_ALIGN_PARAGRAPH.JUSTIFY

_HEADING_FACES = {1: HEITI, 2: KAITI, 3: FANGSONG, 4: FANGSONG}
_FORM_WIDTHS = (24, 54, 24, 54)
_CELL_PITCH = 21


def render(paper: Paper) -> bytes:
    """The document as docx."""
    document = docx.Document()
    set_face(document.styles["Normal"], FANGSONG, SIZE_3)
    set_up_page(document.sections[0])
    number_pages(document)
    name_stand_ins(document)
    _set_properties(document, paper)
    (_red_head if paper.red_head else _form_head)(document, paper)
    _body(document, paper)
    _signature(document, paper)
    if paper.receipt:
        _line(document, "送达签收", face=HEITI, align=CENTER, before=LINE_PITCH)
        _form(document, RECEIPT_PAIRS)
    _foot(document, paper)
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


def _set_properties(document: Document, paper: Paper) -> None:
    properties = document.core_properties
    properties.title, properties.author = printable(paper.title)[:255], printable(paper.issuer)[:255]
    properties.comments, properties.last_modified_by, properties.language = "", "", "zh-CN"
    moment = datetime.combine(paper.signed_on or date(2000, 1, 1), time(), UTC)
    properties.created = properties.modified = moment


def _line(
    document: Document | _Cell,
    text: str,
    *,
    face: str = FANGSONG,
    size: float = SIZE_3,
    bold: bool = False,
    color: str = "",
    align: WD_ALIGN_PARAGRAPH = JUSTIFY,
    pitch: float = LINE_PITCH,
    before: float = 0,
    after: float = 0,
    first: float = 0,
) -> Paragraph:
    """One paragraph of one face. first: indent of its first line, in characters."""
    paragraph = document.add_paragraph()
    paragraph.alignment = align
    set_spacing(paragraph, pitch, before, after)
    if first:
        indent_characters(paragraph, first=first)
    set_face(paragraph.add_run(text), face, size, bold=bold, color=color)
    return paragraph


def _red_head(document: Document, paper: Paper) -> None:
    size = layout.mark_size(printable(paper.red_words))
    down = layout.MARK_DOWN / 25.4 * 72
    _line(
        document,
        printable(paper.red_words),
        face=XIAOBIAOSONG,
        size=size,
        color=layout.RED,
        align=CENTER,
        pitch=size * 1.1,
        before=down,
        after=2 * LINE_PITCH,
    )
    number = _line(document, printable(paper.number), align=CENTER, after=2 * LINE_PITCH)
    draw_rule(number, layout.RED_RULE, layout.RED)
    _title(document, paper)
    _blank(document)


def _form_head(document: Document, paper: Paper) -> None:
    _line(document, printable(paper.issuer), face=XIAOBIAOSONG, size=SIZE_2, align=CENTER, pitch=34)
    _title(document, paper)
    number = _line(document, printable(paper.number), align=RIGHT, after=6)
    draw_rule(number, 0.2)


def _title(document: Document, paper: Paper) -> None:
    title = _line(document, printable(paper.title), face=XIAOBIAOSONG, size=SIZE_2, align=CENTER, pitch=34)
    title.paragraph_format.keep_with_next = True
    set_outline_level(title, 1)


def _blank(document: Document) -> None:
    _line(document, "")


def _thin(document: Document) -> None:
    """A paragraph one point high: two tables that touch would become one, and none may end a document."""
    _line(document, "", size=1, pitch=1)


def _body(document: Document, paper: Paper) -> None:
    if paper.recipient:
        _line(document, f"{printable(paper.recipient)}：")
    for block in paper.blocks:
        _block(document, block)
    for text in (paper.closing, paper.remedies):
        if text:
            _paragraphs(document, text)
    if paper.attachments:
        _blank(document)
    for label, name in attachment_lines(paper.attachments):
        attachment = _line(document, f"{label}{printable(name)}")
        indent_characters(attachment, left=2 if label else 5)


def _block(document: Document, block: Block) -> None:
    match block:
        case Heading():
            heading = _line(document, printable(block.text), face=_HEADING_FACES[block.level], first=2)
            heading.paragraph_format.keep_with_next = True
            set_outline_level(heading, block.level + 1)
        case Items():
            for text in numbered(block.texts):
                _paragraphs(document, text)
        case Table():
            _table(document, block)
        case Fields():
            _form(document, block.pairs)
        case Signatures():
            for label in block.labels:
                blank = "　" * max(4, 14 - len(label))
                _line(document, f"{printable(label)}：{blank}　　年　　月　　日", before=8)
        case Para():
            _paragraphs(document, block.text)


def _paragraphs(document: Document, text: str) -> None:
    for line in printable_lines(text):
        _line(document, line, first=2)


def _table(document: Document, block: Table) -> None:
    table = _grid(document, len(block.rows) + 1, block.fitted())
    for row, texts in zip(table.rows, (block.headings, *block.rows), strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            _fill(cell, text, face=HEITI if texts is block.headings else FANGSONG)
    keep_rows_whole(table, heading_rows=1)
    _thin(document)


def _form(document: Document, pairs: Sequence[tuple[str, str]]) -> None:
    rows = list(form_rows(pairs))
    table = _grid(document, len(rows), _FORM_WIDTHS)
    for row, shown in zip(table.rows, rows, strict=True):
        cells = list(row.cells)
        if len(shown) == 1:
            cells = [cells[0], cells[1].merge(cells[3])]
        for index, text in enumerate(text for pair in shown for text in pair):
            _fill(cells[index], text, align=LEFT if index % 2 else CENTER)
    keep_rows_whole(table)
    _thin(document)


def _grid(document: Document, rows: int, widths: Sequence[float]) -> DocxTable:
    table = document.add_table(rows, len(widths), style="Table Grid")
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    share_widths(table, widths)
    return table


def _fill(cell: _Cell, text: str, *, face: str = FANGSONG, align: WD_ALIGN_PARAGRAPH = CENTER) -> None:
    cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
    for index, line in enumerate(printable_lines(text)):
        paragraph = cell.paragraphs[0] if index == 0 else cell.add_paragraph()
        paragraph.alignment = align
        set_spacing(paragraph, _CELL_PITCH, 2, 2)
        set_face(paragraph.add_run(line), face, SIZE_4)


def _signature(document: Document, paper: Paper) -> None:
    """Name over date, one centred over the other; the date four characters off the right edge."""
    name = printable(paper.signed_by)
    day = chinese_date(paper.signed_on) if paper.signed_on else ""
    lead = (_width(day) - _width(name)) / 2
    signer = _line(document, name, align=RIGHT, before=2 * LINE_PITCH)
    indent_characters(signer, right=max(0, 4 + lead))
    signer.paragraph_format.keep_with_next = True
    indent_characters(_line(document, day, align=RIGHT), right=max(4, -lead))


def _width(text: str) -> float:
    """Width in Chinese characters."""
    return sum(0.5 if letter.isascii() else 1 for letter in text)


def _foot(document: Document, paper: Paper) -> None:
    """Check code and imprint in one table that keeps to the foot of the last page."""
    lines = _imprint_lines(paper)
    if not lines and not paper.check_code:
        return
    table = document.add_table(len(lines) + bool(paper.check_code), 2)
    share_widths(table, (1, 5))
    keep_at_foot(table)
    rows = list(table.rows)
    if paper.check_code:
        _check(rows.pop(0).cells, paper)
    for index, (row, text) in enumerate(zip(rows, lines, strict=True)):
        cell = row.cells[0].merge(row.cells[1])
        _fill(cell, text, align=LEFT)
        indent_characters(cell.paragraphs[0], left=1, right=1)
        draw_cell_rule(cell, "top", layout.IMPRINT_INNER_RULE if index else layout.IMPRINT_RULE)
        if index == len(lines) - 1:
            draw_cell_rule(cell, "bottom", layout.IMPRINT_RULE)
    _thin(document)


def _imprint_lines(paper: Paper) -> list[str]:
    lines = [f"抄送：{'，'.join(map(printable, paper.copy_to))}。"] if paper.copy_to else []
    if paper.printed_by:
        day = f"　　{chinese_date(paper.printed_on)}印发" if paper.printed_on else ""
        lines.append(f"{printable(paper.printed_by)}{day}")
    return lines


def _check(cells: Sequence[_Cell], paper: Paper) -> None:
    text = f"校验码：{printable(paper.check_code)}"
    if paper.check_url:
        side = Mm(layout.QR_SIDE)
        picture = (
            cells[0].paragraphs[0].add_run().add_picture(io.BytesIO(qr_png(paper.check_url)), side, side)
        )
        picture._inline.docPr.set("descr", "查验二维码")
        text += f"\n扫描二维码或登录网址查验本文书：\n{printable(paper.check_url)}"
    _fill(cells[1], text, align=LEFT)

"""Marks of a Word document that python-docx has no word for: typefaces, indents, rules, page numbers."""

from collections.abc import Sequence

from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.section import Section
from docx.shared import Mm, Pt, RGBColor
from docx.styles.style import ParagraphStyle
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from sanze.foundation.documents import layout

FANGSONG = "仿宋_GB2312"
KAITI = "楷体_GB2312"
HEITI = "黑体"
XIAOBIAOSONG = "方正小标宋简体"
SONGTI = "宋体"

# What Word takes where a machine lacks the typeface.
_STAND_INS = {
    FANGSONG: "FangSong,仿宋",
    KAITI: "KaiTi,楷体",
    HEITI: "SimHei",
    XIAOBIAOSONG: "SimSun,宋体",
    SONGTI: "SimSun",
}


def set_face(
    owner: Run | ParagraphStyle, face: str, size: float, *, bold: bool = False, color: str = ""
) -> None:
    """Give a run or a style its typeface for every script, its size in points, weight and colour (RRGGBB)."""
    font = owner.font
    font.name, font.size, font.bold = face, Pt(size), bold
    if color:
        font.color.rgb = RGBColor.from_string(color)
    faces = font.element.get_or_add_rPr().get_or_add_rFonts()
    for script in ("ascii", "hAnsi", "eastAsia", "cs"):
        faces.set(qn(f"w:{script}"), face)
    for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        faces.attrib.pop(qn(f"w:{theme}"), None)


def set_spacing(
    paragraph: Paragraph, pitch: float = layout.LINE_PITCH, before: float = 0, after: float = 0
) -> None:
    """Exact line pitch and the room before and after, in points."""
    form = paragraph.paragraph_format
    form.line_spacing_rule, form.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(pitch)
    form.space_before, form.space_after = Pt(before), Pt(after)


def indent_characters(paragraph: Paragraph, *, first: float = 0, left: float = 0, right: float = 0) -> None:
    """Indents in characters, which stay right when the type size changes."""
    indent = paragraph._p.get_or_add_pPr().get_or_add_ind()
    for name, count in (("firstLine", first), ("left", left), ("right", right)):
        if count:
            indent.set(qn(f"w:{name}Chars"), str(round(count * 100)))
            indent.set(qn(f"w:{name}"), str(round(count * layout.SIZE_3 * 20)))


def set_outline_level(paragraph: Paragraph, level: int) -> None:
    """Make a paragraph a heading for Word's navigation; level from 1."""
    outline = OxmlElement("w:outlineLvl")
    outline.set(qn("w:val"), str(level - 1))
    paragraph._p.get_or_add_pPr().insert_element_before(
        outline, "w:divId", "w:cnfStyle", "w:rPr", "w:sectPr", "w:pPrChange"
    )


def draw_rule(paragraph: Paragraph, thickness: float, color: str = "000000") -> None:
    """A rule under a paragraph, thickness in mm."""
    borders = OxmlElement("w:pBdr")
    borders.append(_rule("bottom", thickness, color))
    paragraph._p.get_or_add_pPr().insert_element_before(
        borders,
        "w:shd",
        "w:tabs",
        "w:suppressAutoHyphens",
        "w:snapToGrid",
        "w:spacing",
        "w:ind",
        "w:jc",
        "w:rPr",
    )


def draw_cell_rule(cell: _Cell, side: str, thickness: float) -> None:
    """A rule along one side of a cell, thickness in mm; the top comes before the bottom."""
    properties = cell._tc.get_or_add_tcPr()
    borders = properties.find(qn("w:tcBorders"))
    if borders is None:
        borders = OxmlElement("w:tcBorders")
        properties.insert_element_before(
            borders,
            "w:shd",
            "w:noWrap",
            "w:tcMar",
            "w:textDirection",
            "w:tcFitText",
            "w:vAlign",
            "w:hideMark",
        )
    borders.append(_rule(side, thickness, "000000"))


def _rule(side: str, thickness: float, color: str) -> BaseOxmlElement:
    rule = OxmlElement(f"w:{side}")
    eighths_of_a_point = max(2, round(thickness / 25.4 * 72 * 8))
    for name, value in (("val", "single"), ("sz", str(eighths_of_a_point)), ("space", "1"), ("color", color)):
        rule.set(qn(f"w:{name}"), value)
    return rule


def keep_at_foot(table: Table) -> None:
    """Let a table stand at the foot of the page that it falls on."""
    place = parse_xml(
        f'<w:tblpPr {nsdecls("w")} w:leftFromText="0" w:rightFromText="0" w:vertAnchor="margin" '
        'w:horzAnchor="margin" w:tblpXSpec="left" w:tblpYSpec="bottom"/>'
    )
    table._tbl.tblPr.insert_element_before(
        place, "w:tblOverlap", "w:tblW", "w:jc", "w:tblBorders", "w:tblLayout", "w:tblLook"
    )


def keep_rows_whole(table: Table, heading_rows: int = 0) -> None:
    """Break no row between pages, and repeat the first ones on each."""
    for index, row in enumerate(table.rows):
        properties = row._tr.get_or_add_trPr()
        properties.append(OxmlElement("w:cantSplit"))
        if index < heading_rows:
            properties.append(OxmlElement("w:tblHeader"))


def set_up_page(section: Section) -> None:
    """Size, margins and the grid of 22 lines of 28 characters."""
    section.page_width, section.page_height = Mm(layout.PAGE_WIDTH), Mm(layout.PAGE_HEIGHT)
    section.top_margin, section.bottom_margin = Mm(layout.TOP), Mm(layout.BOTTOM)
    section.left_margin, section.right_margin = Mm(layout.LEFT), Mm(layout.RIGHT)
    section.footer_distance = Mm(layout.BOTTOM - layout.PAGE_NUMBER_DOWN - 5)
    for grid in section._sectPr.findall(qn("w:docGrid")):
        section._sectPr.remove(grid)
    grid = OxmlElement("w:docGrid")
    grid.set(qn("w:type"), "linesAndChars")
    grid.set(qn("w:linePitch"), str(round(layout.LINE_PITCH * 20)))
    grid.set(qn("w:charSpace"), str(round(layout.tracking() * 4096)))
    section._sectPr.append(grid)


def number_pages(document: Document) -> None:
    """Page numbers between dashes, outside: right on odd pages, left on even ones."""
    document.settings.odd_and_even_pages_header_footer = True
    section = document.sections[0]
    for footer, side in (
        (section.footer, WD_ALIGN_PARAGRAPH.RIGHT),
        (section.even_page_footer, WD_ALIGN_PARAGRAPH.LEFT),
    ):
        paragraph = footer.paragraphs[0]
        paragraph.alignment = side
        indent_characters(paragraph, **{"right" if side is WD_ALIGN_PARAGRAPH.RIGHT else "left": 1})
        _add_run(paragraph, "— ")
        field = OxmlElement("w:fldSimple")
        field.set(qn("w:instr"), "PAGE")
        field.append(_add_run(paragraph, "1")._r)
        paragraph._p.append(field)
        _add_run(paragraph, " —")


def name_stand_ins(document: Document) -> None:
    """Tell Word which typefaces may stand in for the official ones."""
    entries = "".join(
        f'<w:font w:name="{face}"><w:altName w:val="{names}"/><w:charset w:val="86"/></w:font>'
        for face, names in _STAND_INS.items()
    )
    part = document.part.part_related_by(RELATIONSHIP_TYPE.FONT_TABLE)
    part._blob = (
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:fonts {nsdecls("w")}>{entries}</w:fonts>'
    ).encode()


def share_widths(table: Table, parts: Sequence[float]) -> None:
    """Fixed column widths in the given proportions over the whole block."""
    table.autofit = False
    total = sum(parts)
    for column, part in zip(table.columns, parts, strict=True):
        width = Mm(layout.BLOCK_WIDTH * part / total)
        column.width = width
        for cell in column.cells:
            cell.width = width


def _add_run(paragraph: Paragraph, text: str) -> Run:
    run = paragraph.add_run(text)
    set_face(run, SONGTI, layout.SIZE_4)
    return run

"""A paper as the screen shows it: lines ready for the template documents/sheet.html."""

from sanze.foundation.documents.paper import (
    Block,
    Fields,
    Heading,
    Items,
    Paper,
    Para,
    Table,
    attachment_lines,
    chinese_date,
    form_rows,
    printable_lines,
)

TITLE_LEVEL = 2


def sheet_of(paper: Paper) -> dict:
    """Everything the template shows, as texts and lists of them."""
    return {
        "paper": paper,
        "blocks": [_block(each) for each in paper.blocks],
        "closing": printable_lines(paper.closing) if paper.closing else [],
        "remedies": printable_lines(paper.remedies) if paper.remedies else [],
        "attachments": attachment_lines(paper.attachments),
        "signed_on": chinese_date(paper.signed_on) if paper.signed_on else "",
        "copy_to": "，".join(paper.copy_to),
        "printed_on": f"{chinese_date(paper.printed_on)}印发" if paper.printed_on else "",
    }


def _block(block: Block) -> dict:
    match block:
        case Heading():
            return {"block": "heading", "text": block.text, "level": TITLE_LEVEL + block.level}
        case Para():
            return {"block": "para", "lines": printable_lines(block.text)}
        case Items():
            return {"block": "items", "items": [printable_lines(each) for each in block.texts]}
        case Table():
            return {"block": "table", "headings": block.headings, "rows": block.rows}
        case Fields():
            return {"block": "fields", "rows": list(form_rows(block.pairs))}
    return {"block": "signatures", "labels": block.labels}

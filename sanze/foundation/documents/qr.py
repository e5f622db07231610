"""The square code on a document that leads to the page where its print is checked."""

import io

import qrcode
from qrcode.constants import ERROR_CORRECT_M

QUIET_MODULES = 2


def qr_png(text: str) -> bytes:
    """The code as a PNG picture, ten pixels a module."""
    target = io.BytesIO()
    _made(text).make_image().save(target, "PNG")
    return target.getvalue()


def qr_svg(text: str) -> str:
    """The code as an SVG picture of one path."""
    matrix = _made(text).get_matrix()
    squares = "".join(
        f"M{x},{y}h1v1h-1z" for y, row in enumerate(matrix) for x, dark in enumerate(row) if dark
    )
    side = len(matrix)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {side} {side}">'
        f'<rect width="{side}" height="{side}" fill="#fff"/><path d="{squares}"/></svg>'
    )


def _made(text: str) -> qrcode.QRCode:
    code = qrcode.QRCode(error_correction=ERROR_CORRECT_M, border=QUIET_MODULES)
    code.add_data(text)
    code.make(fit=True)
    return code

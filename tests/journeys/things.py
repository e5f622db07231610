"""Things that people bring along: photographs, tables as an office keeps them."""

import io
from itertools import count
from pathlib import Path

import openpyxl
from PIL import Image, ImageDraw

_number = count(1)


def photograph(folder: Path) -> str:
    """The path of a JPEG unlike any other."""
    number = next(_number)
    image = Image.new("RGB", (320, 240), (40 + number * 13 % 200, 120, 160))
    ImageDraw.Draw(image).rectangle([20 + number, 60, 200, 200], fill=(200, 60 + number * 7 % 180, 40))
    path = folder / f"现场照片{number}.jpg"
    image.save(path, "JPEG", quality=80)
    return str(path)


def picture() -> io.BytesIO:
    """A PNG unlike any other, as a scan of a paper."""
    number = next(_number)
    file = io.BytesIO()
    Image.new("RGB", (120, 160), (250, 250 - number % 200, 240)).save(file, "PNG")
    return file


def workbook(folder: Path, name: str, rows: list[list]) -> str:
    """The path of an Excel file with these rows."""
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    path = folder / name
    book.save(path)
    return str(path)


def rows_of(path: str | Path) -> list[list[str]]:
    """The rows of an Excel sheet as texts, title and note included."""
    sheet = openpyxl.load_workbook(io.BytesIO(Path(path).read_bytes())).active
    return [["" if each is None else _text(each) for each in row] for row in sheet.iter_rows(values_only=True)]


def _text(value: object) -> str:
    return value.date().isoformat() if hasattr(value, "date") else str(value)

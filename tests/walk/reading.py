"""What an answer says, whatever its format, and where it leads."""

import json
from dataclasses import dataclass, field
from io import BytesIO
from urllib.parse import parse_qs, urlsplit
from zipfile import ZipFile, is_zipfile

from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from lxml import html
from pypdf import PdfReader

from sanze.foundation.moment import today

PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010806000000"
    "1f15c4890000000d49444154789c626001000000050001a5f645400000000049454e44ae426082"
)

SQUARE = json.dumps(
    {
        "type": "FeatureCollection",
        "features": [
            {
                "type": "Feature",
                "properties": {"code": "149981101201302", "name": "二号网格"},
                "geometry": {
                    "type": "Polygon",
                    "coordinates": [[[112.6, 37.6], [112.61, 37.6], [112.61, 37.61], [112.6, 37.61], [112.6, 37.6]]],
                },
            }
        ],
    },
    ensure_ascii=False,
)


def body_of(response: HttpResponse) -> bytes:
    """The whole body, streamed or not."""
    return b"".join(response.streaming_content) if response.streaming else response.content


def said(response: HttpResponse, body: bytes) -> str:
    """All that the answer tells: headers, page, JSON, each part of a workbook or document, each page of a PDF."""
    headers = "\n".join(f"{name}: {value}" for name, value in response.items())
    kind = response.get("Content-Type", "")
    if is_zipfile(BytesIO(body)):
        with ZipFile(BytesIO(body)) as parts:
            text = "\n".join(parts.read(name).decode("utf-8", "replace") for name in parts.namelist())
    elif body.startswith(b"%PDF"):
        text = "\n".join(page.extract_text() for page in PdfReader(BytesIO(body)).pages)
    elif "json" in kind:
        text = json.dumps(json.loads(body), ensure_ascii=False) if body else ""
    else:
        text = body.decode("utf-8", "replace")
    return f"{headers}\n{text}"


@dataclass
class Page:
    """Where a page leads: paths with their queries, and what its forms would post. `posts`: path → filled form."""

    links: list[str] = field(default_factory=list)
    posts: dict[str, dict] = field(default_factory=dict)


def page_of(path: str, body: bytes) -> Page:
    """The links and forms of an HTML page that was read at `path`."""
    page = Page()
    if not body.strip():
        return page
    document = html.fromstring(body)
    for name in ("href", "src", "hx-get", "data-url", "data-href"):
        page.links += [str(each) for each in document.xpath(f"//@{name}") if str(each).startswith(("/", "?"))]
    page.links = [path + each if each.startswith("?") else each for each in page.links]
    for form in document.xpath("//form"):
        target = form.get("action") or form.get("hx-post") or path
        if (form.get("method") or "get").lower() == "post" and target.startswith("/"):
            page.posts.setdefault(urlsplit(target).path, _filled(form))
    page.links += [each for each in document.xpath("//@formaction | //@hx-post") if each.startswith("/")]
    return page


def query_of(link: str) -> dict:
    return parse_qs(urlsplit(link).query)


def _filled(form) -> dict:
    """A plausible body for a form: what it proposes, and something that fits wherever it proposes nothing."""
    body: dict = {}
    for each in form.xpath(".//input[@name] | .//select[@name] | .//textarea[@name]"):
        name, kind = each.get("name"), each.get("type", each.tag)
        if kind in ("radio", "checkbox") and name in body:
            continue
        value = _value(each, kind)
        if value is not None:
            body[name] = value
    return body


def _file(accept: str) -> SimpleUploadedFile:
    """A small file of a kind that the field takes."""
    if "json" in accept:
        return SimpleUploadedFile("网格.geojson", SQUARE.encode(), "application/geo+json")
    if "csv" in accept or "xlsx" in accept:
        return SimpleUploadedFile("名册.csv", "单位名称,行业,乡镇\n乙,煤矿,东镇\n".encode(), "text/csv")
    return SimpleUploadedFile("现场.png", PIXEL, "image/png")


def _value(each, kind: str):
    if kind == "select":
        options = [option.get("value", "") for option in each.xpath(".//option")]
        chosen = each.xpath(".//option[@selected]/@value")
        return (chosen or [option for option in options if option] or [""])[0]
    if kind == "file":
        return _file(each.get("accept", ""))
    if kind in ("radio", "checkbox"):
        return each.get("value", "on")
    if kind == "textarea":
        return each.text or "现场核实无误"
    if kind in ("submit", "button", "image"):
        return None
    if given := each.get("value"):
        return given
    words = {"date": str(today()), "number": each.get("min") or "1", "datetime-local": f"{today()}T08:30"}
    return words.get(kind, "" if kind == "hidden" else "现场核实无误")

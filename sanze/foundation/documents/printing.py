"""Documents as files: drawn when somebody asks, the same from the same content every time."""

import re
from dataclasses import replace
from functools import lru_cache

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse

from sanze.foundation.documents import docx
from sanze.foundation.documents.models import OfficialDocument
from sanze.foundation.documents.paper import Paper, printable
from sanze.foundation.documents.pdf import render_pdf

# The route, given by an app above, on which anybody checks a print by its code.
CHECK_ROUTE = "verify-code"
DRAWINGS_KEPT = 64

_UNFIT_FOR_NAMES = re.compile(r'[\\/:*?"<>|]')


def check_url(request: HttpRequest, code: str) -> str:
    """The address that the square code leads to: the platform's own where it is set, else that of the request."""
    try:
        path = reverse(CHECK_ROUTE, args=[code])
    except NoReverseMatch:
        return ""
    return settings.SANZE_ADDRESS.rstrip("/") + path if settings.SANZE_ADDRESS else request.build_absolute_uri(path)


def pdf_of(document: OfficialDocument, url: str) -> bytes:
    """The document as PDF, its square code leading to `url`. Raises NoFont."""
    return _pdf(document.content, document.check_code, url)


def docx_of(document: OfficialDocument, url: str) -> bytes:
    """The document for Word and WPS."""
    return docx.render(_filled(document.content, document.check_code, url))


def file_name(document: OfficialDocument, ending: str) -> str:
    """Number and title, without what file systems do not take."""
    return _UNFIT_FOR_NAMES.sub("_", printable(f"{document.number}{document.title}"))[:120] + f".{ending}"


@lru_cache(DRAWINGS_KEPT)
def _pdf(content: str, code: str, url: str) -> bytes:
    return render_pdf(_filled(content, code, url))


def _filled(content: str, code: str, url: str) -> Paper:
    """The paper with what is printed on it for whoever checks it."""
    return replace(Paper.from_json(content), check_code=code, check_url=url)

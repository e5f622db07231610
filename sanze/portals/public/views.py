"""Checking a print of an official document by its code: open to everybody, tells nothing personal."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from sanze.foundation.documents.models import OfficialDocument
from sanze.foundation.documents.numbering import CODE_CHARACTERS, typed_code
from sanze.foundation.documents.queries import by_code
from sanze.foundation.documents.sealing import is_sealed
from sanze.foundation.documents.states import DocumentState
from sanze.foundation.moment import now
from sanze.foundation.ui.templatetags.ui import day, moment
from sanze.portals.public.attempts import note_wrong, too_many

LONGEST_TYPED = 60
WRONG = "没有查到该校验码对应的文书。请核对纸质件上的校验码；仍查不到的，请向落款的发文机关核实。"
SHORT = f"校验码共 {CODE_CHARACTERS} 位，由字母和数字 2 至 7 组成，印在文书末页。请核对后重新输入。"
TOO_MANY = "查询次数过多，请十分钟后再试。"


@never_cache
@require_safe
def verify(request: HttpRequest) -> HttpResponse:
    """The form; a code sent with it leads to its own address."""
    typed = typed_code(request.GET.get("code", "")[:LONGEST_TYPED])
    return redirect("verify-code", code=typed) if typed else _page(request)


@never_cache
@require_safe
def verify_code(request: HttpRequest, code: str) -> HttpResponse:
    """What is known of the document with that code, or a sentence. 404 for a wrong code, 429 for too many."""
    if too_many(request):
        return _page(request, status=429, sentence=TOO_MANY)
    typed = typed_code(code[:LONGEST_TYPED])
    found = by_code(typed)
    if found is None:
        note_wrong(request)
        whole = len(typed.replace("-", "")) == CODE_CHARACTERS
        return _page(request, status=404, code=typed, sentence=WRONG if whole else SHORT)
    return _page(request, code=typed, **_told(found))


def _told(document: OfficialDocument) -> dict:
    """What everybody may know of it."""
    facts = [
        ("文号", document.number),
        ("文种", document.get_kind_display()),
        ("标题", document.title),
        ("发文机关", document.issuer),
        ("发文日期", day(document.issued_on)),
        ("校验码", document.check_code),
    ]
    if document.state == DocumentState.REVOKED:
        facts.append(("撤销日期", day(document.revoked_on)))
    if document.superseded_by:
        facts.append(("替代文书", document.superseded_by.number))
    sealed = is_sealed(document)
    facts.append(("留痕核验", "与签发时一致" if sealed else "不一致"))
    facts.append(("查询时间", moment(now())))
    return {"found": document, "facts": facts, "sealed": sealed, "valid": document.state == DocumentState.VALID}


def _page(request: HttpRequest, *, status: int = 200, **context) -> HttpResponse:
    response = render(request, "public/verify.html", context, status=status)
    response["X-Robots-Tag"] = "noindex"
    return response

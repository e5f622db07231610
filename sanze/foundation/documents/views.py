"""One document on the screen and as a file, and issuing one from the page of its record."""

import base64

from csp.decorators import csp_exempt
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_http_methods, require_safe

from sanze.foundation.acts.refusal import NotGranted, Refused
from sanze.foundation.documents import commands
from sanze.foundation.documents.fonts import NoFont
from sanze.foundation.documents.kinds import PAPERS, PaperKind
from sanze.foundation.documents.models import OfficialDocument
from sanze.foundation.documents.preview import sheet_of
from sanze.foundation.documents.printing import check_url, docx_of, file_name, pdf_of
from sanze.foundation.documents.qr import qr_svg
from sanze.foundation.documents.queries import readable_by
from sanze.foundation.pages.act import ActForm, buttons
from sanze.foundation.pages.timeline import steps_of
from sanze.foundation.scope.access import signed_in
from sanze.foundation.scope.place import in_sight
from sanze.foundation.ui.templatetags.ui import day

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@require_safe
@signed_in
def document(request: HttpRequest, pk: int) -> HttpResponse:
    """The page of one document: facts, the text as on paper, how to check a print, what happened to it."""
    record = _readable(request, pk)
    about = in_sight(request.actor, record.record)
    url = check_url(request, record.check_code)
    facts = [
        ("文号", record.number),
        ("文种", record.get_kind_display()),
        ("发文机关", record.issuer),
        ("发文日期", day(record.issued_on)),
        ("单位", record.recipient),
        ("经办", f"{record.clerk_post} {record.clerk}".strip()),
    ]
    if record.revoked_on:
        facts += [("撤销日期", day(record.revoked_on)), ("撤销理由", record.revoke_reason, "full")]
    context = {
        "record": record,
        "about": about,
        "about_url": about.get_absolute_url() if hasattr(about, "get_absolute_url") else "",
        "facts": facts,
        "tone": record.tone,
        "successor": readable_by(request.actor, record.superseded_by_id) if record.superseded_by_id else None,
        "buttons": buttons(record, request.actor) if _own(request, record) else [],
        "sheet": sheet_of(record.paper),
        "check_url": url,
        "qr": _embedded(qr_svg(url)) if url else "",
        "steps": steps_of(record),
    }
    return render(request, "documents/document.html", context)


# A PDF runs nothing of ours; older browsers show one only without a content policy, for their viewer is a plugin.
@csp_exempt()
@require_safe
@signed_in
def pdf(request: HttpRequest, pk: int) -> HttpResponse:
    """The document as PDF, shown in the browser."""
    record = _readable(request, pk)
    try:
        content = pdf_of(record, check_url(request, record.check_code))
    except NoFont as missing:
        return render(request, "409.html", {"sentence": str(missing)}, status=409)
    return _file(record, content, "application/pdf", "pdf", attached=False)


@require_safe
@signed_in
def docx(request: HttpRequest, pk: int) -> HttpResponse:
    """The document for Word and WPS, to be saved."""
    record = _readable(request, pk)
    return _file(record, docx_of(record, check_url(request, record.check_code)), WORD, "docx", attached=True)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def issue(request: HttpRequest, kind: str, pk: int) -> HttpResponse:
    """GET shows what the document would say, POST issues it."""
    actor, each = request.actor, PAPERS.get(kind)
    if each is None:
        raise Http404
    record = get_object_or_404(each.subject._default_manager.visible_to(actor), pk=pk)
    if not actor.may("documents.issue"):
        raise PermissionDenied
    form = ActForm(request.POST if request.method == "POST" else None, record=record, actor=actor)
    status = 200
    if form.is_valid():
        try:
            return redirect(commands.issue(actor, record, kind=kind, key=form.act_key()))
        except NotGranted:
            raise PermissionDenied from None
        except Refused as refused:
            form.add_error(None, str(refused))
            status = refused.status
    return _issue_page(request, each, record, form, status)


def _issue_page(request: HttpRequest, kind: PaperKind, record, form: ActForm, status: int) -> HttpResponse:
    try:
        sheet = sheet_of(commands.undated(kind.build(record))) if kind.when(record) else None
    except Refused as refused:
        return render(request, "409.html", {"sentence": str(refused)}, status=409)
    back = record.get_absolute_url() if hasattr(record, "get_absolute_url") else "/"
    context = {"kind": kind, "record": record, "form": form, "sheet": sheet, "back": back}
    return render(request, "documents/issue.html", context, status=status)


def _readable(request: HttpRequest, pk: int) -> OfficialDocument:
    record = readable_by(request.actor, pk)
    if record is None:
        raise Http404
    return record


def _own(request: HttpRequest, record: OfficialDocument) -> bool:
    """Whether the document itself lies in the actor's scope, so that its acts are theirs."""
    return OfficialDocument.objects.visible_to(request.actor).filter(pk=record.pk).exists()


def _file(record: OfficialDocument, content: bytes, media_type: str, ending: str, *, attached: bool) -> HttpResponse:
    response = HttpResponse(content, content_type=media_type)
    response["Content-Disposition"] = content_disposition_header(attached, file_name(record, ending))
    response["Cache-Control"] = "private, no-cache"
    return response


def _embedded(svg: str) -> str:
    return f"data:image/svg+xml;base64,{base64.b64encode(svg.encode()).decode()}"

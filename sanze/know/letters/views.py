"""Pages of letters: one letter with its words, the acts, and the progress of every level."""

from io import BytesIO

from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from sanze.foundation.documents.preview import sheet_of
from sanze.foundation.evidence.queries import exhibits_of
from sanze.foundation.evidence.tiles import tiles_of
from sanze.foundation.identity.confirming import HandPage
from sanze.foundation.ledgers.commands import export as export_command
from sanze.foundation.moment import today
from sanze.foundation.pages.act import ActPage, buttons
from sanze.foundation.pages.slots import panels_of
from sanze.foundation.pages.timeline import steps_of
from sanze.foundation.scope.access import signed_in
from sanze.foundation.scope.actor import Actor
from sanze.foundation.sheets.fields import Kind
from sanze.foundation.sheets.write import Column, write_table
from sanze.know.jurisdictions.models import Area
from sanze.know.letters import facts, forms, queries
from sanze.know.letters.commands import SCAN
from sanze.know.letters.models import Letter
from sanze.know.letters.papers import letter_paper
from sanze.know.letters.progress import Matrix, matrix_of
from sanze.know.letters.states import LetterState


def _may_issue(area: Area, actor: Actor) -> bool:
    return area.closed_on is None and bool(queries.issuable_by(actor))


def _may_offer(letter: Letter, actor: Actor) -> bool:
    return letter.issuer_id is not None and letter.issuer_id == actor.post_id


def _may_sign(letter: Letter, actor: Actor) -> bool:
    return queries.awaits_signature(letter) and queries.may_sign(actor, letter)


def _issues(letter: Letter, actor: Actor) -> bool:
    template = queries.template_of(letter)
    return template is not None and actor.kind in template.issued_by


def _may_record(letter: Letter, actor: Actor) -> bool:
    open_now = letter.state == LetterState.DRAWN or queries.awaits_signature(letter)
    return open_now and actor.post_id != letter.signatory_id and (_issues(letter, actor) or _may_offer(letter, actor))


def to_progress(record: object, result: object) -> str:
    return reverse("letters-progress")


def to_ledger(record: object, result: object) -> str:
    return reverse("letters")


issue_page = ActPage("letters.issue", forms.IssueForm, when=_may_issue, then=to_progress, tone="outline-primary")
pages = [
    HandPage("letters.offer", forms.OfferForm, when=_may_offer, template="letters/signing.html"),
    HandPage("letters.sign", forms.SignForm, when=_may_sign, template="letters/signing.html"),
    HandPage("letters.offer_all", forms.OfferAllForm, then=to_progress, template="letters/several.html"),
    HandPage("letters.sign_all", forms.SignAllForm, then=to_ledger, template="letters/several.html"),
    ActPage("letters.record_paper", forms.PaperForm, when=_may_record, tone="outline-primary"),
    ActPage("letters.revoke", forms.RevokeForm, when=_issues, tone="outline-danger"),
]


@signed_in
def letter(request: HttpRequest, pk: int) -> HttpResponse:
    """One letter: its sides, its words, its signatures and papers."""
    rows = Letter.objects.visible_to(request.actor).select_related("issuer", "signatory")
    record = get_object_or_404(rows, pk=pk)
    has_words = queries.template_of(record) is not None
    context = {
        "record": record,
        "facts": facts.of_letter(record, request.actor),
        "signatures": facts.signatures(record),
        "sheet": sheet_of(letter_paper(record)) if has_words else None,
        "files": tiles_of(exhibits_of(record, SCAN)),
        "buttons": buttons(record, request.actor),
        "panels": panels_of(request, record),
        "steps": steps_of(record),
    }
    return render(request, "letters/letter.html", context)


@signed_in
def progress(request: HttpRequest) -> HttpResponse:
    """Level × unit: how many there should be, are drawn up, signed and not; each figure opens its letters."""
    matrix = _matrix(request)
    own = Area.objects.visible_to(request.actor).filter(code__in=[each for each in request.actor.areas if each]).first()
    offers = bool(queries.to_offer(request.actor.post_id)) if request.actor.may("letters.offer") else False
    context = {
        "matrix": matrix,
        "years": queries.years(),
        "issue_url": issue_page.href(own) if own and _may_issue(own, request.actor) else "",
        "offer_url": reverse("letters.offer_all") if offers else "",
        "export_url": f"{reverse('letters-progress-export')}?year={matrix.year}",
    }
    return render(request, "letters/progress.html", context)


@signed_in
def progress_export(request: HttpRequest) -> FileResponse:
    """The same as a sheet; that it was taken stays on record."""
    matrix = _matrix(request)
    heads = ("应签", "已下发", "已签订", "未签订", "须补签")
    columns = [Column("单位", width=26)]
    columns += [Column(f"{each.level}{head}", Kind.INTEGER, 14) for each in matrix.levels for head in heads]
    rows = [*matrix.sheet_rows()]
    file = BytesIO()
    count = write_table(file, columns, rows, title=f"{matrix.year}年度责任书签订进度", note=f"截至 {today():%Y-%m-%d}")
    file.seek(0)
    export_command(request.actor, None, ledger="letters-progress", filters={"year": str(matrix.year)}, rows=count)
    return FileResponse(file, as_attachment=True, filename=f"责任书签订进度{today():%Y%m%d}.xlsx")


def _matrix(request: HttpRequest) -> Matrix:
    asked = request.GET.get("year", "")
    year = int(asked) if asked.isascii() and asked.isdigit() and len(asked) == 4 else today().year
    return matrix_of(request.actor, year)

"""Sending files in, and handing them out to those who see the records that rely on them."""

from django.http import FileResponse, Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_POST, require_safe

from sanze.foundation.acts.refusal import Refused
from sanze.foundation.evidence.commands import NothingReceived
from sanze.foundation.evidence.kinds import FACES, FILMS, IMAGES, served_name
from sanze.foundation.evidence.models import Evidence
from sanze.foundation.evidence.pictures import TooManyPixels, Unreadable
from sanze.foundation.evidence.queries import usable
from sanze.foundation.evidence.storage import place_of
from sanze.foundation.evidence.thumbnails import thumbnail_file
from sanze.foundation.evidence.tiles import tile
from sanze.foundation.evidence.uploads import BoundedUpload, keep_file
from sanze.foundation.scope.access import signed_in

SHOWN_IN_PLACE = (IMAGES, FILMS)
ALONE = "default-src 'none'; img-src 'self'; media-src 'self'; style-src 'unsafe-inline'; sandbox"


@csrf_exempt  # the token is checked in _received, after the upload handler is in its place
@require_POST
@signed_in
def upload(request: HttpRequest) -> HttpResponse:
    """Keep each file of the form's field `file`; answers JSON, or tiles for htmx (`name`: the form field's)."""
    bounded = BoundedUpload(request)
    request.upload_handlers.insert(0, bounded)
    return _received(request, bounded)


@csrf_protect
def _received(request: HttpRequest, bounded: BoundedUpload) -> HttpResponse:
    kept: list[Evidence] = []
    refused: list[tuple[str, Refused]] = []
    for file in request.FILES.getlist("file"):
        try:
            kept.append(keep_file(request.actor, file, file.name))
        except Refused as refusal:
            refused.append((file.name, refusal))
    refused += bounded.refusals()
    if not kept and not refused:
        refused.append(("", NothingReceived()))
    status = 200 if kept else refused[0][1].status
    if request.headers.get("HX-Request"):
        context = {
            "files": [tile(each) for each in kept],
            "refused": [(name, str(refusal)) for name, refusal in refused],
            "name": request.POST.get("name", "evidence"),
        }
        return render(request, "evidence/uploaded.html", context, status=status)
    return JsonResponse(
        {
            "files": [tile(each) | {"size": each.size, "media_type": each.media_type} for each in kept],
            "refused": [{"name": name, "code": each.code, "message": str(each)} for name, each in refused],
        },
        status=status,
    )


@require_safe
@signed_in
def file(request: HttpRequest, digest: str) -> FileResponse:
    """The original, to whoever kept it or sees a record that relies on it; for all others it does not exist."""
    evidence = _usable(request, digest)
    try:
        content = place_of(evidence.digest).open("rb")
    except FileNotFoundError:
        raise Http404 from None
    shown = FACES[evidence.media_type][1] in SHOWN_IN_PLACE
    name = served_name(evidence.name, evidence.media_type)
    return _alone(FileResponse(content, content_type=evidence.media_type, as_attachment=not shown, filename=name))


@require_safe
@signed_in
def thumbnail(request: HttpRequest, digest: str) -> FileResponse:
    """The small image of a kept picture; made now if its job has not come yet."""
    evidence = _usable(request, digest)
    if not evidence.pictured:
        raise Http404
    try:
        content = thumbnail_file(digest).open("rb")
    except (FileNotFoundError, Unreadable, TooManyPixels):
        raise Http404 from None
    return _alone(FileResponse(content, content_type="image/webp"))


def _usable(request: HttpRequest, digest: str) -> Evidence:
    evidence = usable(request.actor, digest)
    if evidence is None:
        raise Http404
    return evidence


def _alone(response: FileResponse) -> FileResponse:
    """A file from outside gets no rights: its type is not guessed at, nothing in it runs, no other site shows it."""
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = ALONE
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    response["Cache-Control"] = "private, max-age=3600"
    return response

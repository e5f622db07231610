"""Pages on which places come in from a sheet: template, upload, problems, writing."""

from tempfile import TemporaryFile

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from sanze.foundation.acts.refusal import Refused
from sanze.foundation.moment import today
from sanze.foundation.scope.access import signed_in
from sanze.foundation.sheets.read import read_table
from sanze.foundation.sheets.refusals import UnreadableSheet
from sanze.foundation.sheets.template import write_template
from sanze.know.places import commands, sheet
from sanze.know.places.forms import UploadForm

WAITING = "places-import"
SHOWN_PROBLEMS = 200
TITLE = "场所部位导入模板"


@require_safe
@signed_in(grant="places.import_places")
def template(request: HttpRequest) -> FileResponse:
    """The empty template, with drop-down lists."""
    file = TemporaryFile()  # noqa: SIM115 (the response that streams it closes it)
    write_template(file, sheet.fields(), title=TITLE, notes=sheet.NOTES)
    file.seek(0)
    return FileResponse(file, as_attachment=True, filename=f"{TITLE}.xlsx")


@signed_in(grant="places.import_places")
def upload(request: HttpRequest) -> HttpResponse:
    """The table as sent: every bad row is shown, and the good ones wait in the session for a yes."""
    form = UploadForm(request.POST or None, request.FILES or None)
    weighed = _weigh(request, form) if request.method == "POST" and form.is_valid() else None
    if weighed is None:
        status = 422 if request.method == "POST" else 200
        return render(request, "places/upload.html", {"form": form, "fields": sheet.fields()}, status=status)
    request.session[WAITING] = sheet.packed(weighed.good)
    problems = [
        {"row": each.number, "column": each.column, "value": each.value, "sentence": each.sentence}
        for each in weighed.problems[:SHOWN_PROBLEMS]
    ]
    context = {"weighed": weighed, "problems": problems, "good": weighed.good_rows}
    return render(request, "places/check.html", context)


@require_POST
@signed_in(grant="places.import_places")
def take_in(request: HttpRequest) -> HttpResponse:
    """Write the good rows that wait; what happened to the registers meanwhile may refuse them."""
    waiting = request.session.pop(WAITING, None)
    if not waiting:
        messages.error(request, "没有待导入的场所，请重新上传")
        return redirect("places.import")
    rows = sheet.unpacked(waiting)
    try:
        commands.import_places(request.actor, None, rows=rows, on=today())
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect("places.import")
    messages.success(request, f"已导入 {len(rows)} 处")
    return redirect("places")


def _weigh(request: HttpRequest, form: UploadForm) -> sheet.Weighed | None:
    """The sheet weighed; None with a sentence on the form where it cannot be read."""
    file = form.cleaned_data["file"]
    headings = [heading for each in sheet.fields() for heading in each.headings]
    try:
        table = read_table(file.read(), file.name, headings)
    except UnreadableSheet as unreadable:
        form.add_error("file", str(unreadable))
        return None
    weighed = sheet.weigh(request.actor, table)
    if weighed.missing:
        form.add_error("file", f"表格里缺少这些列：{'、'.join(weighed.missing)}，请下载模板对照")
        return None
    if len(weighed.good) > commands.MOST_AT_ONCE:
        form.add_error("file", f"一次最多导入 {commands.MOST_AT_ONCE} 行，请拆成几个文件")
        return None
    return weighed

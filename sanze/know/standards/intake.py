"""Pages on which own items come in from a sheet: template, upload, problems, writing."""

from tempfile import TemporaryFile

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from sanze.foundation.acts.refusal import Refused
from sanze.foundation.scope.access import signed_in
from sanze.foundation.sheets.read import read_table
from sanze.foundation.sheets.refusals import UnreadableSheet
from sanze.foundation.sheets.template import write_template
from sanze.know.standards import commands, sheet
from sanze.know.standards.forms import UploadForm, areas_of

WAITING = "standards-import"
SHOWN_PROBLEMS = 200
TITLE = "本地检查项导入模板"


@require_safe
@signed_in(grant="standards.add_item")
def template(request: HttpRequest) -> FileResponse:
    """The empty template, with drop-down lists."""
    file = TemporaryFile()  # noqa: SIM115 (the response that streams it closes it)
    write_template(file, sheet.fields(request.actor), title=TITLE, notes=sheet.NOTES)
    file.seek(0)
    return FileResponse(file, as_attachment=True, filename=f"{TITLE}.xlsx")


@signed_in(grant="standards.add_item")
def upload(request: HttpRequest) -> HttpResponse:
    """The filled-in template: every bad row is shown, and the good ones wait in the session for a yes."""
    form = UploadForm(request.POST or None, request.FILES or None, actor=request.actor)
    if request.method != "POST":
        return render(request, "standards/upload.html", {"form": form, "fields": sheet.fields()})
    weighed = _weigh(request, form) if form.is_valid() else None
    if weighed is None:
        return render(request, "standards/upload.html", {"form": form, "fields": sheet.fields()}, status=422)
    area_code = form.cleaned_data["area_code"]
    request.session[WAITING] = {"area_code": area_code, "items": sheet.packed(weighed.good)}
    problems = [
        {"row": each.number, "column": each.column, "value": each.value, "sentence": each.sentence}
        for each in weighed.problems[:SHOWN_PROBLEMS]
    ]
    context = {
        "weighed": weighed,
        "problems": problems,
        "good": len(weighed.good),
        "area": dict(areas_of(request.actor))[area_code],
    }
    return render(request, "standards/check.html", context)


@require_POST
@signed_in(grant="standards.add_item")
def take_in(request: HttpRequest) -> HttpResponse:
    """Write the good rows that wait; what happened to the library meanwhile may refuse them."""
    waiting = request.session.pop(WAITING, None)
    if not waiting or not waiting["items"]:
        messages.error(request, "没有待导入的检查项，请重新上传")
        return redirect("standards.import")
    items = sheet.unpacked(waiting["items"])
    try:
        commands.import_items(request.actor, None, area_code=waiting["area_code"], items=items)
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect("standards.import")
    messages.success(request, f"已导入 {len(items)} 项本地检查项")
    return redirect("own-items")


def _weigh(request: HttpRequest, form: UploadForm) -> sheet.Weighed | None:
    """The sheet weighed; None with a sentence on the form where it cannot be read."""
    file = form.cleaned_data["file"]
    try:
        table = read_table(file.read(), file.name, sheet.HEADINGS)
    except UnreadableSheet as unreadable:
        form.add_error("file", str(unreadable))
        return None
    weighed = sheet.weigh(request.actor, table, form.cleaned_data["area_code"])
    if weighed.missing:
        form.add_error("file", f"表格里缺少这些列：{'、'.join(weighed.missing)}，请下载模板对照")
        return None
    if len(weighed.good) > commands.MOST_AT_ONCE:
        form.add_error("file", f"一次最多导入 {commands.MOST_AT_ONCE} 项，请拆成几个文件")
        return None
    return weighed

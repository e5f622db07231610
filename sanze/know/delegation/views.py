"""Pages of entrustments: one paper, and the acts on it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from sanze.foundation.pages.act import ActPage
from sanze.foundation.pages.record import Face, record_page
from sanze.foundation.scope.access import signed_in
from sanze.know.delegation.forms import EntrustForm, RevokeForm
from sanze.know.delegation.models import Delegation
from sanze.know.delegation.queries import unit_of
from sanze.know.jurisdictions.models import Area, Level
from sanze.know.jurisdictions.queries import at_level, choices

entrust_page = ActPage("delegation.entrust", EntrustForm, when=at_level(Level.TOWNSHIP))
pages = [
    ActPage(
        "delegation.revoke",
        RevokeForm,
        when=lambda record, actor: not actor.post_id or unit_of(actor) == record.department,
        tone="outline-danger",
    )
]


@signed_in
def delegation(request: HttpRequest, pk: int) -> HttpResponse:
    """One entrustment: who, what, for which industries, from when to when, and where it was published."""
    record = get_object_or_404(Delegation.objects.visible_to(request.actor), pk=pk)
    facts = [
        ("委托部门", record.department),
        ("受委托单位", record.station),
        ("乡镇（街道）", record.area_name()),
        ("委托权力", record.power_names()),
        ("委托期限", f"{record.valid_from} 至 {record.valid_to}"),
        ("文号", record.number),
        ("公布", f"{record.published_on} {record.published_in}"),
        ("经办", record.given_by),
        ("行业", record.industry_list(), "full"),
        ("委托事项", "；".join(record.matters), "full"),
    ]
    if record.revoked_on:
        facts += [("撤回日期", record.revoked_on), ("撤回理由", record.revoke_reason)]
    return record_page(
        request, record, Face("delegations", "执法权委托", facts, standing=record.standing(), tone=record.tone())
    )


@signed_in(grant="delegation.entrust")
def begin(request: HttpRequest) -> HttpResponse:
    """To which township's station."""
    if code := request.GET.get("area"):
        area = get_object_or_404(Area.objects.visible_to(request.actor), code=code)
        return redirect("delegation.entrust", pk=area.pk)
    context = {"areas": choices(request.actor, [Level.TOWNSHIP]), "title": "登记委托", "back": "delegations",
               "label": "受委托安监站所在的乡镇（街道）"}  # fmt: skip
    return render(request, "jurisdictions/choose.html", context)

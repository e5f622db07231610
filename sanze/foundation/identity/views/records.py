"""What the platform remembers and by which figures it works: one act in full, and the limits of the regime."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from sanze.foundation.acts.models import Act
from sanze.foundation.acts.seal import seal_of
from sanze.foundation.identity.faces import face_of, fact_face, field_face, said
from sanze.foundation.identity.ledgers import ActsLedger
from sanze.foundation.moment import SHANGHAI
from sanze.foundation.regime.queries import regime
from sanze.foundation.scope.access import signed_in

UNITS = {
    "hours": "小时",
    "calendar_days": "日",
    "working_days": "工作日",
    "times": "",
    "persons": "人",
    "percent": "%",
    "minutes": "分钟",
    "metres": "米",
}
CERTAINTIES = {
    "V": ("已核对原文", "done"),
    "K": ("业内通行", "check"),
    "?": ("合理默认值，待核实", "wait"),
}


@signed_in(grant="acts.read")
def act(request: HttpRequest, pk: int) -> HttpResponse:
    """One act: who, when, what was told, what was written, and whether the seal holds."""
    record = get_object_or_404(ActsLedger().base(request.actor), pk=pk)
    before = Act.objects.filter(lane=record.lane, number=record.number - 1).values_list("seal", flat=True).first()
    holds = (before is not None or record.number == 1) and seal_of(record, before or "") == record.seal
    facts = [
        ("操作", f"{record.title}（{record.command}）"),
        ("能力", record.capability),
        ("人员", record.person),
        ("岗位", record.post),
        ("时间", f"{record.at.astimezone(SHANGHAI):%Y-%m-%d %H:%M:%S}"),
        ("记录时间", f"{record.recorded_at.astimezone(SHANGHAI):%Y-%m-%d %H:%M:%S}"),
        ("制度版本", record.regime),
        ("卷号与序号", f"第 {record.lane} 卷第 {record.number} 号"),
        ("对象", face_of(record.subject)),
        ("结果", face_of(record.result)),
        ("印记", record.seal, "full"),
    ]
    about = record.subject or record.result
    told = [(fact_face(record.command, about, name), said(value)) for name, value in record.facts.items()]
    context = {"record": record, "facts": facts, "told": told, "holds": holds, "writes": _writes(record)}
    return render(request, "identity/act.html", context)


def _writes(record: Act) -> list[dict]:
    """What the act wrote, record by record: field, before, after."""
    made = [(label, {name: (None, value) for name, value in fields.items()}) for label, fields in record.made.items()]
    writes = []
    for label, fields in [*made, *record.changes.items()]:
        rows = [(field_face(label, name), said(old), said(new)) for name, (old, new) in fields.items()]
        writes.append({"label": label, "face": face_of(label), "made": label in record.made, "rows": rows})
    return writes


@signed_in(grant="identity.read")
def limits(request: HttpRequest) -> HttpResponse:
    """Every figure of the regime in force, those marked that are only a plausible reading."""
    rules = regime()
    rows = [
        {
            "title": each.title,
            "name": name,
            "value": f"{each.value} {UNITS[each.unit]}".strip(),
            "source": each.source,
            "word": CERTAINTIES[each.certainty][0],
            "tone": CERTAINTIES[each.certainty][1],
            "doubtful": each.certainty == "?",
        }
        for name, each in sorted(rules.limits.items())
    ]
    asked = request.GET.get("certainty")
    doubtful = [each for each in rows if each["doubtful"]]
    counts = [
        {"label": "全部限值", "value": len(rows), "url": "?", "current": asked != "doubtful"},
        {
            "label": "待核实",
            "value": len(doubtful),
            "tone": "wait",
            "url": "?certainty=doubtful",
            "current": asked == "doubtful",
        },
    ]
    context = {"rules": rules, "rows": doubtful if asked == "doubtful" else rows, "counts": counts}
    return render(request, "identity/limits.html", context)

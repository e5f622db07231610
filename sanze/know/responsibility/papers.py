"""The documents of a proof: that there is no gap at an instant, or else the list of what there is; and duty lists."""

from sanze.foundation.documents.kinds import PaperKind
from sanze.foundation.documents.paper import Fields, Heading, Paper, Para, Table, chinese_date
from sanze.foundation.moment import SHANGHAI
from sanze.foundation.regime.queries import regime
from sanze.foundation.scope.models import within
from sanze.know.jurisdictions.models import Level
from sanze.know.jurisdictions.queries import path_of
from sanze.know.responsibility.models import Audit, Finding

STATEMENT, GAPS = "coverage", "coverage_gaps"


def statement_paper(audit: Audit) -> Paper:
    """无空档证明: what was looked at, at which instant, under which regime, and the seals that it rests on."""
    county = path_of(audit.area_code, [Level.COUNTY, Level.TOWNSHIP])
    day = chinese_date(audit.on)
    blocks = [
        Para(
            f"经对{county}全部在册企业、单元格、村（社区）、乡镇（街道）逐一核对，截至{_instant(audit)}，"
            f"共 {audit.subjects} 个责任对象、{audit.targets} 项监管责任，每项责任均有且只有一个主责岗位，"
            "岗位均有人在任，指定文件均在有效期内，未发现空档、漏缺、重叠。"
        ),
        Fields(_facts(audit)),
        Para("本证明可以凭校验码在平台公开查验；审计摘要由当时封存的责任登记、岗位、任职和企业档案算得，可以复算。"),
    ]
    return _paper("无空档证明", f"{county}{day}安全生产监管责任无空档证明", blocks, audit)


def gaps_paper(audit: Audit) -> Paper:
    """空档清单: each flaw with its smallest mending change, who must make it, and by when."""
    county = path_of(audit.area_code, [Level.COUNTY, Level.TOWNSHIP])
    rows = Finding.objects.filter(within("area_code", audit.area_code), gone_on=None).select_related("mender")
    table = Table(
        ("问题", "责任与位置", "最小整改", "整改岗位", "期限"),
        tuple(
            (each.get_flaw_display(), each.title(), each.mend, each.mender_name(), each.due_on.isoformat())
            for each in rows.order_by("flaw", "area_code", "pk")
        ),
        (2, 5, 6, 4, 3),
    )
    blocks = [
        Para(f"截至{_instant(audit)}，{county}安全生产监管责任覆盖审计发现下列 {audit.found} 处问题，请按期整改："),
        table,
        Heading("审计情况"),
        Fields(_facts(audit)),
    ]
    return _paper("责任空档清单", f"{county}安全生产监管责任空档清单", blocks, audit)


def _paper(kind: str, title: str, blocks: list, audit: Audit) -> Paper:
    issuer = regime().texts["responsibility.issuer"]
    return Paper(kind=kind, issuer=issuer, title=title, blocks=tuple(blocks), signed_on=audit.on)


def _instant(audit: Audit) -> str:
    at = audit.at.astimezone(SHANGHAI)
    return f"{chinese_date(audit.on)}{at:%H时%M分%S秒}"


def _facts(audit: Audit) -> tuple[tuple[str, str], ...]:
    return (
        ("责任对象", f"{audit.subjects} 个"),
        ("监管责任", f"{audit.targets} 项"),
        ("依据制度", audit.regime),
        ("问题", f"{audit.found} 处"),
        ("审计摘要", audit.digest),
        ("印记锚", audit.heads),
    )


KINDS = (
    PaperKind(STATEMENT, "无空档证明", Audit, statement_paper, when=lambda audit: not audit.found, once=True),
    PaperKind(GAPS, "责任空档清单", Audit, gaps_paper, when=lambda audit: bool(audit.found), once=True),
)

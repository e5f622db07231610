"""Enterprises as a regime may select them: what is declared of each."""

from sanze.foundation.regime.vocabulary import SUBJECTS, Attribute, SubjectKind
from sanze.know.parties.models import Enterprise, Size, Standing
from sanze.know.standards.queries import industry_names

SUBJECTS["enterprise"] = SubjectKind(
    "企业",
    Enterprise.objects.all,
    {
        "industry": Attribute("行业", "choice", "industry", industry_names),
        "size": Attribute("规模", "choice", "size", lambda: dict(Size.choices)),
        "standing": Attribute("生产经营状态", "choice", "standing", lambda: dict(Standing.choices)),
        "listed": Attribute("重点企业", "flag", "listed"),
        "employees": Attribute("从业人数", "number", "employees"),
        "area": Attribute("辖区", "area", "area_code"),
    },
)

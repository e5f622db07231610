"""Posts as a regime may select them: for what is owed by each post of a kind, whatever lies under it."""

from sanze.foundation.identity.queries import posts_open
from sanze.foundation.regime.vocabulary import SUBJECTS, Attribute, SubjectKind

SUBJECTS.setdefault(
    "post",
    SubjectKind(
        "岗位",
        posts_open,
        {
            "kind": Attribute("类别", "text", "kind"),
            "area": Attribute("辖区", "area", "area_code"),
        },
    ),
)

"""Jurisdictions as a regime may select them, one kind of subject for each level."""

from functools import partial

from sanze.foundation.regime.vocabulary import SUBJECTS, Attribute, SubjectKind
from sanze.know.jurisdictions.models import Area, Level

for level in Level:
    SUBJECTS[level.value] = SubjectKind(
        level.label,
        partial(Area.objects.filter, level=level, closed_on__isnull=True),
        {
            "area": Attribute("所在辖区", "area", "code"),
            "exclusive": Attribute("专属网格", "flag", "exclusive"),
        },
    )

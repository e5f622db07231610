"""Places, positions and links as a regime may select them: what may carry a responsible post."""

from functools import partial

from sanze.foundation.regime.vocabulary import SUBJECTS, Attribute, SubjectKind
from sanze.know.places.models import Level, Place
from sanze.know.standards.queries import industry_names

for level in Level:
    SUBJECTS[level.value] = SubjectKind(
        level.label,
        partial(Place.objects.filter, level=level, closed_on__isnull=True),
        {
            "kind": Attribute("类别", "text", "kind"),
            "public": Attribute("公共场所", "flag", "public"),
            "industry": Attribute("行业", "choice", "industry", industry_names),
            "area": Attribute("属地", "area", "area_code"),
        },
    )

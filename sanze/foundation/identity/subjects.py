"""Posts as a regime may select them, for what each post of a kind owes by itself."""

from django.db.models.functions import Concat

from sanze.foundation.identity.models import Post
from sanze.foundation.regime.telling import FACES
from sanze.foundation.regime.vocabulary import SUBJECTS, Attribute, SubjectKind


def open_posts():
    """Every post that was not closed."""
    return Post.objects.filter(closed_on__isnull=True)


FACES[Post] = Concat("unit", "title")
SUBJECTS["post"] = SubjectKind(
    "岗位",
    open_posts,
    {
        "kind": Attribute("类别", "text", "kind"),
        "area": Attribute("辖区", "area", "area_code"),
    },
)

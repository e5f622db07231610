"""The safety duties of a post of leadership (一岗双责清单), from all that says them."""

from dataclasses import dataclass

from sanze.foundation.identity.models import Person, Post
from sanze.foundation.identity.queries import holder_of
from sanze.foundation.moment import today
from sanze.foundation.regime.entries.duty import Duty
from sanze.foundation.regime.queries import regime
from sanze.foundation.regime.schema import Regime
from sanze.know.responsibility.models import Assignment, DutyItem
from sanze.know.responsibility.queries import in_force

PREFIX = "duty_lists."


@dataclass(frozen=True)
class DutyList:
    """kind_items: of every post of the kind; named: what papers name it for; own: its own.

    duties: of the policy, each with when it is owed.
    """

    holder: Person | None
    kind_title: str
    kind_items: tuple[str, ...]
    duties: list[tuple[Duty, str]]
    named: list[Assignment]
    own: list[DutyItem]


def kinds_with_lists(rules: Regime) -> list[str]:
    """The kinds of post for which the regime has a list."""
    return [name.removeprefix(PREFIX) for name in rules.lists if name.startswith(PREFIX)]


def duty_list(post: Post) -> DutyList:
    """The list of a post as it stands today."""
    rules, day = regime(), today()
    own = DutyItem.objects.filter(post=post, first__lte=day).exclude(until__lte=day).order_by("pk")
    return DutyList(
        holder_of(post.pk),
        rules.posts[post.kind].title,
        rules.lists.get(PREFIX + post.kind, ()),
        [(each, rules.when(each.cadence)) for each in rules.duties if each.holder.kind == post.kind],
        list(in_force(day).filter(post=post).order_by("kind", "subject_name")),
        list(own),
    )

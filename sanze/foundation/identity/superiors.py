"""The post above a post: the one written down for it, or the nearest of the kinds that the regime puts above."""

from collections.abc import Collection
from datetime import date

from sanze.foundation.identity.models import Holding, Post
from sanze.foundation.identity.queries import HELD, posts_open
from sanze.foundation.regime.schema import Regime


class Superiors:
    """Finds posts above others on a day, in memory: three queries however many posts are asked about.

    A post that nobody holds hears nothing, so it is passed over for the one above it.
    """

    def __init__(self, rules: Regime, on: date, asked: Collection[int]):
        """asked: the posts whose superiors will be wanted."""
        self.kinds = {kind: each.superiors for kind, each in rules.posts.items()}
        above = {name for names in self.kinds.values() for name in names}
        posts = posts_open(on).filter(pk__in=asked) | posts_open(on).filter(kind__in=above)
        self.posts = {each.pk: each for each in posts.order_by("pk")}
        self._fetch_written(on)
        rows = Holding.objects.filter(state__in=HELD, span__contains=on, person__is_active=True)
        self.held = set(rows.filter(post_id__in=self.posts).values_list("post_id", flat=True))
        self.of_kind: dict[str, list[Post]] = {}
        for each in self.posts.values():
            self.of_kind.setdefault(each.kind, []).append(each)

    def _fetch_written(self, on: date) -> None:
        while missing := {each.superior_id for each in self.posts.values() if each.superior_id} - set(self.posts):
            found = {each.pk: each for each in posts_open(on).filter(pk__in=missing)}
            if not found:
                return
            self.posts |= found

    def hears(self, post_id: int | None) -> bool:
        """Whether somebody holds the post."""
        return post_id in self.held

    def above(self, post_id: int | None, kind: str, area_code: str, industry: str = "") -> Post | None:
        """The nearest post above that somebody holds, None where there is none.

        post_id: the post itself, None for one that is missing; then its kind is asked about. area_code, industry:
        those of the matter, by which the nearest of several is found.
        """
        post = self.posts.get(post_id) if post_id else None
        passed = {post_id}
        while post and post.superior_id and post.superior_id not in passed:
            passed.add(post.superior_id)
            post = self.posts.get(post.superior_id)
            if post and post.pk in self.held:
                return post
        return self._by_kind(post.kind if post else kind, area_code, industry, post_id)

    def _by_kind(self, kind: str, area_code: str, industry: str, but: int | None) -> Post | None:
        seen, level = {kind}, list(self.kinds.get(kind, ()))
        while level:
            for each in level:
                if found := self._nearest(each, area_code, industry, but):
                    return found
            seen.update(level)
            level = [name for each in level for name in self.kinds.get(each, ()) if name not in seen]
        return None

    def _nearest(self, kind: str, area_code: str, industry: str, but: int | None) -> Post | None:
        around = [
            each
            for each in self.of_kind.get(kind, [])
            if each.pk in self.held
            and each.pk != but
            and each.party_id is None
            and area_code.startswith(each.area_code)
            and (not each.industries or not industry or industry in each.industries)
        ]
        return min(around, key=lambda each: _rank(each, industry), default=None)


def _rank(post: Post, industry: str) -> tuple:
    return -len(post.area_code), industry not in post.industries, post.pk

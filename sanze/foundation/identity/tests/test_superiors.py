"""The post above: written down, or the nearest of the regime's kinds that somebody holds."""

import pytest

from sanze.foundation.identity import commands
from sanze.foundation.identity.models import Holding, Post
from sanze.foundation.identity.superiors import Superiors
from sanze.foundation.moment import today
from sanze.foundation.regime.queries import regime
from sanze.foundation.scope.actor import INSTALLER
from tests.cast import BEGIN, COUNTY, EAST, EAST_VILLAGE, WEST, Role, enforce_regime, role

pytestmark = pytest.mark.django_db


@pytest.fixture
def posts():
    """A village below its station below two departments below the committee; and the station of the west."""
    enforce_regime()
    told = {"unit": "单位"}
    return {
        "village": role("a", "甲", kind="village", title="网格员", area=EAST_VILLAGE, **told),
        "officer": role("b", "乙", kind="township", title="安监员", area=EAST, **told),
        "chief": role("c", "丙", kind="township_chief", title="站长", area=EAST, **told),
        "west": role("d", "丁", kind="township_chief", title="西站长", area=WEST, **told),
        "trade": role("e", "戊", kind="department", title="商务科", area=COUNTY, industries=["trade"], **told),
        "coal": role("f", "己", kind="department", title="煤矿科", area=COUNTY, industries=["coal"], **told),
        "committee": role("g", "庚", kind="committee", title="安委办", area=COUNTY, **told),
    }


def above(role: Role, industry: str = "") -> str | None:
    found = Superiors(regime(), today(), [role.post.pk]).above(
        role.post.pk, role.post.kind, role.post.area_code, industry
    )
    return found.title if found else None


def leave(role: Role) -> None:
    commands.release(INSTALLER, Holding.objects.get(post=role.post), on=today(), reason="调离")


def test_the_nearest_of_the_kinds_that_the_regime_names(posts):
    assert above(posts["village"]) == "站长"
    assert above(posts["officer"]) == "站长"
    assert above(posts["chief"], "coal") == "煤矿科"
    assert above(posts["coal"]) == "安委办"
    assert above(posts["committee"]) is None


def test_a_post_that_nobody_holds_is_passed_over(posts):
    leave(posts["chief"])
    assert above(posts["village"]) == "安监员"
    leave(posts["officer"])
    assert above(posts["village"], "coal") == "煤矿科"
    leave(posts["coal"])
    assert above(posts["village"], "coal") == "安委办"


def test_what_is_written_down_comes_first_and_its_own_superior_next(posts):
    deputy = commands.open_post(
        INSTALLER, None, title="副站长", unit="单位", kind="township", on=BEGIN, area_code=EAST,
        superior_id=posts["west"].post.pk,
    )  # fmt: skip
    Post.objects.filter(pk=posts["village"].post.pk)._write({"superior_id": deputy.pk})

    assert above(posts["village"]) == "西站长"  # nobody is deputy


def test_two_posts_above_each_other_do_not_turn_for_ever(posts):
    first, second = posts["chief"].post, posts["west"].post
    leave(posts["chief"])
    leave(posts["west"])
    Post.objects.filter(pk=first.pk)._write({"superior_id": second.pk})
    Post.objects.filter(pk=second.pk)._write({"superior_id": first.pk})

    assert above(posts["chief"], "coal") == "煤矿科"


def test_for_a_missing_post_its_kind_and_the_place_decide(posts):
    found = Superiors(regime(), today(), []).above(None, "village", EAST_VILLAGE, "coal")

    assert found.title == "站长"


def test_it_costs_the_same_for_few_and_for_many(posts, django_assert_max_num_queries):
    with django_assert_max_num_queries(4):
        found = Superiors(regime(), today(), [each.post.pk for each in posts.values()])
        assert all(found.hears(each.post.pk) for each in posts.values())

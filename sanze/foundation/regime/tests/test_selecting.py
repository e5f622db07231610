"""Selections of the first regime over the cast's city: which rows each one means."""

import pytest

from sanze.foundation.regime.entries.subject import Selection
from sanze.foundation.regime.queries import regime
from sanze.foundation.regime.selecting import selected
from tests import cast

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _city():
    cast.enforce_regime()
    cast.build_areas()
    cast.enterprise("东山煤矿", area=cast.EAST_VILLAGE, industry="coal", size="large", employees=300)
    cast.enterprise("西河加油站", area=cast.WEST_VILLAGE, industry="hazchem", size="small", employees=8)
    cast.enterprise("西河超市", area=cast.WEST_VILLAGE, industry="crowded", size="small")


def names(subject: str | Selection) -> list[str]:
    return sorted(selected(regime(), subject).values_list("name", flat=True))


@pytest.mark.parametrize(
    ("subject", "found"),
    [
        ("all_enterprises", ["东山煤矿", "西河加油站", "西河超市"]),
        ("high_risk_enterprises", ["东山煤矿", "西河加油站"]),
        ("coal_mines", ["东山煤矿"]),
        ("closed_enterprises", []),
        ("listed_enterprises", []),
        ("townships", ["东镇", "西镇"]),
        ("villages", ["柳林村", "桥头村", "桥头村"]),
        ("cells", []),
    ],
)
def test_a_named_selection_means_exactly_these_rows(subject, found):
    assert names(subject) == found


def test_posts_are_selected_by_their_kind():
    cast.role("sunwei", "孙伟", kind="department", unit="应急管理局", title="科员")
    cast.role("fengtao", "冯涛", kind="committee", unit="安委办", title="科员")

    assert [each.unit for each in selected(regime(), "departments")] == ["应急管理局"]


@pytest.mark.parametrize(
    ("where", "found"),
    [
        ({"industry": {"ne": "coal"}}, ["西河加油站", "西河超市"]),
        ({"industry": {"not_in": ["coal", "crowded"]}}, ["西河加油站"]),
        ({"industry": {"not_in_list": "industries.high_risk"}}, ["西河超市"]),
        ({"employees": {"gte": 8}}, ["东山煤矿", "西河加油站"]),
        ({"employees": {"gte": 8, "lt": 300}}, ["西河加油站"]),
        ({"area": cast.WEST}, ["西河加油站", "西河超市"]),
        ({"area": [cast.EAST, cast.WEST_VILLAGE]}, ["东山煤矿", "西河加油站", "西河超市"]),
        ({"area": {"ne": cast.EAST}}, ["西河加油站", "西河超市"]),
        ({"size": ["large"], "listed": False}, ["东山煤矿"]),
    ],
)
def test_each_operator_selects_as_it_says(where, found):
    assert names(Selection(what="enterprise", where=where)) == found

"""The menu shows what the actor may open, and where they are."""

import pytest
from django.http import HttpResponse
from django.test import RequestFactory
from django.urls import path

from sanze.foundation.scope.actor import Actor
from sanze.foundation.ui.menu import Menu, MenuEntry, tabs_for


def page(request):
    return HttpResponse("")


urlpatterns = [
    path("plans/", page, name="plans"),
    path("plans/old/", page, name="old-plans"),
    path("posts/", page, name="posts"),
    path("", page, name="start"),
]

pytestmark = pytest.mark.urls(__name__)


@pytest.fixture
def menu() -> Menu:
    made = Menu()
    made.register(
        MenuEntry("旧计划", "old-plans", "archive", "perform", order=20, group="计划"),
        MenuEntry("计划", "plans", "list", "perform", order=10, group="计划"),
        MenuEntry("岗位", "posts", "users", "know", grant="posts.see"),
        MenuEntry("首页", "start", "home", "system", grant="start.see"),
        MenuEntry("未安装", "nowhere", "list", "home"),
    )
    return made


def tabs(menu, where, *grants):
    request = RequestFactory().get(where)
    request.actor = Actor("甲", grants=frozenset(grants))
    return tabs_for(request, menu)


def test_an_entry_without_its_grant_or_its_route_is_not_shown(menu):
    assert [each.section for each in tabs(menu, "/plans/")] == ["perform"]
    assert [each.section for each in tabs(menu, "/plans/", "posts.see")] == ["know", "perform"]


def test_an_entry_that_is_not_for_parties_is_shown_to_offices_only():
    entry = MenuEntry("辖区", "posts", "map-pins", "know", for_parties=False)
    assert entry.opens_to(Actor("甲", areas=("14",)))
    assert not entry.opens_to(Actor("乙", party_id=7))


def test_the_page_with_the_longest_path_is_current_and_a_group_opens_once(menu):
    items = tabs(menu, "/plans/old/7/")[0].items

    assert [(each.entry.label, each.current, each.opens_group) for each in items] == [
        ("计划", False, True),
        ("旧计划", True, False),
    ]


def test_the_root_is_current_only_on_itself(menu):
    assert [each.current for each in tabs(menu, "/", "start.see")] == [False, True]
    assert [each.current for each in tabs(menu, "/elsewhere/", "start.see")] == [True, False]
    assert not any(item.current for tab in tabs(menu, "/elsewhere/", "start.see") for item in tab.items)


def test_nobody_has_no_menu(menu):
    request = RequestFactory().get("/plans/")
    request.actor = None

    assert tabs_for(request, menu) == ()


def test_a_page_outside_the_menu_marks_no_entry(menu):
    shown = tabs(menu, "/elsewhere/", "posts.see")

    assert [each.current for each in shown] == [True, False]
    assert not any(item.current for tab in shown for item in tab.items)


@pytest.mark.parametrize(
    ("entry", "reason"),
    [
        (MenuEntry("计划", "plans", "list", "perform"), "twice"),
        (MenuEntry("新", "new", "list", "elsewhere"), "no section"),
        (MenuEntry("新", "new", "unicorn", "home"), "no icon"),
    ],
)
def test_a_wrong_entry_is_refused_and_not_kept(menu, entry, reason):
    before = list(menu.entries)

    with pytest.raises(ValueError, match=reason):
        menu.register(entry)

    assert menu.entries == before


def test_pages_around_an_entry_are_current_as_its_own(menu):
    menu.entries = [MenuEntry("旧计划", "old-plans", "archive", "perform", around="plans")]
    for where in ("/plans/", "/plans/7/", "/plans/old/"):
        assert [each.current for each in tabs(menu, where)[0].items] == [True]
    assert not tabs(menu, "/posts/")[0].items[0].current

"""Who sees what: the neighbour, an enterprise and a stranger, through their menus and at addresses they guess."""

import pytest
from playwright.sync_api import expect

from sanze.perform.dangers.tests import factories as dangers
from sanze.perform.inspections.tests import factories as visits
from tests.journeys.conftest import PASSWORD

pytestmark = pytest.mark.capability("X7")

SECRET = "东镇机密隐患"


@pytest.fixture(scope="module")
def east(city) -> list[str]:
    """Addresses of what belongs to the east."""
    danger = dangers.rectified(city, title=SECRET)
    visit = visits.approved(city, reason="东镇机密检查")
    acts = [f"{danger.get_absolute_url()}{act}/" for act in ("grade", "order", "close", "send_back", "transfer")]
    return [
        danger.get_absolute_url(),
        *acts,
        visit.get_absolute_url(),
        f"{visit.get_absolute_url()}record/",
        city.mine.get_absolute_url(),
        f"/dangers/at/{city.mine.pk}/report/",
        f"/visits/at/{city.mine.pk}/apply/",
    ]


def menu(person) -> list[str]:
    """The addresses of the menu."""
    person.opens("/")
    return person.page.locator("#menu a").evaluate_all("all => all.map(each => each.getAttribute('href'))")


@pytest.mark.parametrize("role", ["west", "west_manager"])
def test_every_page_of_the_menu_is_silent_about_the_east(as_, east, role):
    person = as_(role)

    places = menu(person)
    assert len(places) >= 6
    for place in places:
        assert person.opens(place) == 200
        person.misses(SECRET, "东镇机密检查", "东山煤矿")


@pytest.mark.parametrize("role", ["west", "west_manager"])
def test_guessed_addresses_of_the_east_do_not_exist(as_, east, role):
    person = as_(role)
    person.opens("/")

    assert {place: person.gets(place) for place in east} == dict.fromkeys(east, 404)


def test_a_stranger_is_sent_to_the_sign_in_page_and_comes_back_to_where_he_wanted(as_, east, city):
    stranger = as_(None)

    stranger.opens(east[0])
    expect(stranger.page.get_by_role("heading", name="用户登录")).to_be_visible()
    stranger.fills({"登录名": city.officer.person.username, "密码": PASSWORD})
    stranger.presses("登录")

    stranger.sees(SECRET)


def test_an_enterprise_sees_its_own_and_neither_plans_nor_other_enterprises(as_, east, city):
    manager = as_("manager")

    manager.opens("/dangers/")
    manager.sees(SECRET)
    manager.opens("/visits/")
    manager.misses("东镇机密检查")
    manager.opens("/enterprises/")
    manager.sees("共 1 条")
    assert manager.opens("/system/people/") == 403


def test_the_office_in_charge_of_an_industry_sees_that_industry_in_every_township(as_, city):
    dangers.reporting.report(
        city.west.actor, city.garage, finding=dangers.Finding(title="加油机漏油"), on=dangers.today()
    )
    department = as_("department")

    department.opens("/dangers/")
    department.sees("东山煤矿")
    department.misses("西河加油站")


def test_the_wrong_password_five_times_locks_the_door_and_the_sixth_right_one_does_not_open_it(as_, city):
    stranger = as_(None)

    for left in (4, 3, 2, 1):
        stranger.opens("/account/sign-in/")
        stranger.fills({"登录名": city.expert.person.username, "密码": "wrong"})
        stranger.presses("登录")
        stranger.sees(f"再错 {left} 次将锁定 15 分钟")
    stranger.fills({"登录名": city.expert.person.username, "密码": "wrong"})
    stranger.presses("登录")
    stranger.fills({"登录名": city.expert.person.username, "密码": PASSWORD})
    stranger.presses("登录")

    stranger.sees("账号已锁定")


def test_an_administrator_has_the_system_and_no_power_over_records_of_safety(as_, administrators, east):
    system = as_("admin_system")

    assert menu(system)
    system.opens("/system/posts/")
    system.sees("东镇安监站")
    assert {place: system.gets(place) for place in east[1:6]} == dict.fromkeys(east[1:6], 403)


def test_an_administrator_appoints_nobody_alone(as_, administrators):
    system, security = as_("admin_system"), as_("admin_security")

    system.opens("/system/people/")
    system.presses("登记人员")
    system.fills({"登录名": "xinren", "姓名": "新人", "电话": "13800009999"})
    system.presses("登记人员")
    system.sees("新人")
    system.opens("/system/posts/")
    system.presses("设立岗位")
    system.fills({"单位": "东镇安监站", "岗位": "安监员丙", "类别": "乡镇安监员", "辖区": "东镇"})
    system.presses("设立岗位")
    system.presses("提名任职")
    system.fills({"登录名": "xinren", "任职文件": "云安委〔2026〕9号"})
    system.presses("提名任职")
    system.sees("待确认")
    holding = system.page.url

    assert system.gets(f"{holding}confirm/") == 403
    security.opens(holding)
    security.presses("确认任职")
    security.presses("确认任职")
    expect(security.main.locator(".detail-title")).to_contain_text("任职")
    expect(security.main.locator(".detail-title")).not_to_contain_text("待确认")

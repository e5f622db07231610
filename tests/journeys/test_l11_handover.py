"""Handing a post over: listed, confirmed by both, nobody let go before; deputies; the empty post."""

import io
from datetime import timedelta

import pytest
from pypdf import PdfReader

from sanze.foundation.acts.models import Act
from sanze.foundation.identity.models import Holding, Post
from sanze.foundation.moment import fixed, now, today
from sanze.know.handover.models import Handover
from sanze.know.handover.queries import vacant
from sanze.know.letters.tests import factories as letters
from sanze.perform.dangers.commands import handover as dangers
from sanze.perform.dangers.tests import factories as make_dangers
from sanze.perform.duties.commands.creating import keep_up
from tests import cast
from tests.journeys.conftest import PASSWORD

pytestmark = pytest.mark.capability("L11")


@pytest.fixture(scope="module")
def laden(city, administrators):
    """The officer has a danger in charge, the chief a letter to offer, and the clock has run."""
    danger = make_dangers.ordered(city, title="采空区未充填")
    dangers.transfer(city.committee.actor, danger, to_post_id=city.officer.post.pk, reason="承办")
    dangers.receive(city.officer.actor, make_dangers.fresh(danger))
    letters.issued(city.chief.actor, "township-village", cast.EAST)
    administrators["west_chief"] = cast.role(
        "qian", "钱一", kind="township_chief", unit="西镇安监站", title="站长", area=cast.WEST
    )
    keep_up(today())
    return make_dangers.fresh(danger)


def confirms(person, word: str, password: str = PASSWORD) -> None:
    person.fills({"登录密码": password})
    person.presses(word)


def test_nobody_is_released_while_the_post_carries_something(as_, city, laden):
    admin = as_("admin_system")
    admin.opens(Holding.objects.get(post=city.officer.post).get_absolute_url())
    admin.presses("离任")
    admin.sees("该岗位上还有：", "承办的隐患 1 项")
    admin.fills({"离任日期": today() + timedelta(days=1), "理由": "调动"})
    admin.presses("离任")
    admin.sees("须先有继任人员、代理人员，或者由移交人确认的交接书", "承办的隐患 1 项")

    assert Holding.objects.get(post=city.officer.post).state == "confirmed"


def test_both_sides_confirm_the_list_and_the_protocol_can_be_printed(as_, city, laden):
    officer, second, west = as_("officer"), as_("second"), as_("west")
    officer.opens("/handover/own/")
    officer.sees("承办的隐患 1 项", "采空区未充填")
    officer.presses("起草交接书")
    officer.fills({"交接事由": "调动", "接收人登录名": "nobody", "交接日期": today()})
    officer.presses("起草交接书")
    officer.sees("没有使用这个登录名的在用人员")
    officer.fills({"接收人登录名": city.second.person.username, "说明": "调任镇农业农村办"})
    officer.presses("起草交接书")
    protocol = Handover.objects.get(post=city.officer.post)
    page = protocol.get_absolute_url()

    second.opens(page)
    assert second.main.get_by_role("link", name="确认接收", exact=True).count() == 0
    second.opens(f"{page}give/")
    confirms(second, "确认移交")
    second.sees("须由移交人本人确认，不能代办")
    assert west.gets(page) == 404

    officer.opens(page)
    officer.presses("确认移交")
    confirms(officer, "确认移交", "Wrong-password-9")
    officer.sees("当前密码不正确")
    confirms(officer, "确认移交")
    officer.sees("待接收人确认")
    officer.opens(f"{page}take/")
    confirms(officer, "确认接收")
    officer.sees("须由接收人本人确认，不能代办")

    second.opens("/")
    second.sees("待确认接收的岗位 1")
    second.follows(str(protocol))
    second.presses("确认接收")
    confirms(second, "确认接收")
    second.sees("已交接", "采空区未充填")
    number = second.main.get_by_role("region", name="文书").get_by_role("link").first.inner_text()
    second.follows(number)
    printed = second.page.request.get(second.main.get_by_role("link", name="打开 PDF 打印").get_attribute("href"))
    text = "".join("".join(each.extract_text() for each in PdfReader(io.BytesIO(printed.body())).pages).split())
    assert "采空区未充填" in text
    assert "调任镇农业农村办" in text


def test_then_the_administrator_may_release_and_the_empty_post_is_on_the_list(as_, city, laden):
    admin, chief, west = as_("admin_system"), as_("chief"), as_("west_chief")
    admin.opens(Holding.objects.get(post=city.officer.post).get_absolute_url())
    admin.presses("离任")
    admin.fills({"离任日期": today() + timedelta(days=1), "理由": "调动"})
    admin.presses("离任")
    admin.sees("已离任")

    admin.opens(f"/system/posts/{city.officer.post.pk}/")
    admin.sees("岗位上的未办结事项", "采空区未充填", "交接书")
    admin.opens(Holding.objects.get(post=city.chief.post).get_absolute_url())
    with fixed(now() + timedelta(days=1)):
        assert [each.pk for each in vacant().visible_to(city.chief.actor)] == [city.officer.post.pk]
    for person in (chief, west):
        person.opens("/handover/vacancies/")
        person.misses("安监员甲")


def test_a_superior_confirms_for_one_who_is_gone(as_, city, laden, people):
    """The grid worker left at once; the chief confirms for him and says why."""
    admin, village, chief = as_("admin_system"), as_("village"), as_("chief")
    village.opens("/handover/own/")
    village.presses("起草交接书")
    village.fills({"交接事由": "离任", "接收人登录名": city.second.person.username, "交接日期": today()})
    village.presses("起草交接书")
    protocol = Handover.objects.get(post=city.village.post)
    chief.opens(f"{protocol.get_absolute_url()}give_for/")
    chief.fills({"代为确认理由": "本人已离岗"})
    confirms(chief, "代为确认移交")
    chief.sees("移交人仍在岗，须由本人确认")

    admin.opens(f"/system/people/{city.village.person.pk}/")
    security = as_("admin_security")
    security.opens(f"/system/people/{city.village.person.pk}/suspend/")
    security.fills({"理由": "本人病故"})
    security.presses("停用人员")

    chief.opens("/")
    chief.sees("移交人已离岗、待代为确认的交接 1")
    chief.follows(str(protocol))
    chief.presses("代为确认移交")
    chief.fills({"代为确认理由": "本人病故"})
    confirms(chief, "代为确认移交")
    chief.sees("待接收人确认", "本人病故")


def test_a_deputy_stands_in_and_every_act_says_so(as_, city, laden, people, sessions):
    admin, security, second = as_("admin_system"), as_("admin_security"), as_("second")
    admin.opens(f"/system/posts/{city.chief.post.pk}/")
    admin.presses("提名代理")
    admin.fills({"登录名": city.second.person.username, "代理自": today(), "代理至": today() - timedelta(days=1)})
    admin.presses("提名代理")
    admin.sees("离任日期须晚于任职开始日期")
    admin.fills({"代理至": today() + timedelta(days=5)})
    admin.presses("提名代理")
    security.opens("/")
    security.follows("周敏")
    security.presses("确认任职")
    security.presses("确认任职")

    second.opens("/")
    second.page.locator(".topbar-person button").first.click()
    with second.page.expect_navigation():
        second.page.locator(".topbar-person").get_by_role("button", name="东镇安监站站长（代理）").click()
    danger = make_dangers.reported(city, title="代理期间的隐患")
    second.opens(f"/dangers/{danger.pk}/grade/")
    second.fills({"等级": "一般隐患", "定级理由": "局部"})
    second.presses("隐患定级")

    assert Act.objects.filter(command="dangers.grade").latest("pk").post == "东镇安监站站长（代理）"


def test_a_post_is_closed_only_onto_another_of_its_kind(as_, city, laden, administrators):
    admin = as_("admin_system")
    heir = cast.role("houji", "侯继", kind="village", unit="桥头村", title="网格员二", area=cast.EAST_VILLAGE)
    holding = Holding.objects.get(post=city.village.post, deputy=False)
    admin.opens(f"{holding.get_absolute_url()}release/")
    admin.fills({"离任日期": today() + timedelta(days=1), "理由": "病故"})
    admin.presses("离任")
    post = Post.objects.get(pk=city.village.post.pk)
    admin.opens(f"/system/posts/{post.pk}/close_post/")
    admin.sees("该岗位上还有：")
    admin.presses("撤销岗位")
    admin.sees("撤销时须选择接收的岗位")
    admin.fills({"接收岗位": str(heir.post)})
    admin.presses("撤销岗位")

    admin.sees("已撤销")

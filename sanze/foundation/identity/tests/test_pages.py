"""What the administrators see, and what they do there."""

from dataclasses import replace
from io import BytesIO

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from sanze.foundation.acts.models import Act
from sanze.foundation.acts.refusal import NotGranted
from sanze.foundation.identity import commands, forms, slots
from sanze.foundation.identity.frame import proposals_waiting
from sanze.foundation.identity.ledgers import ActsLedger
from sanze.foundation.identity.models import Holding, Person, Post
from sanze.foundation.identity.tests.house import come_in, person, seat
from sanze.foundation.moment import today
from sanze.foundation.scope.actor import CLOCK
from tests.cast import COUNTY, EAST, sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def inside(house):
    """A client signed in for each role."""
    clients = {name: Client() for name in ("system", "security", "audit", "officer")}
    for name, client in clients.items():
        sign_in(client, getattr(house, name))
    return clients


PAGES = {
    "/system/people/": ("system", "security", "audit"),
    "/system/posts/": ("system", "security", "audit"),
    "/system/holdings/": ("system", "security", "audit"),
    "/system/limits/": ("system", "security", "audit"),
    "/system/sign-ins/": ("security", "audit"),
    "/system/acts/": ("audit",),
}


@pytest.mark.parametrize("place", PAGES)
@pytest.mark.parametrize("who", ["system", "security", "audit", "officer"])
def test_each_sees_the_ledgers_of_their_office_and_no_other(inside, place, who):
    assert inside[who].get(place).status_code == (200 if who in PAGES[place] else 403)


@pytest.mark.parametrize("place", PAGES)
def test_a_stranger_is_led_to_the_sign_in_page(house, place):
    assert Client().get(place).url == f"/account/sign-in/?next={place}"


def test_from_registering_to_the_first_sign_in(inside, house):
    system, security = inside["system"], inside["security"]
    registered = system.post("/system/people/register_person/", {"username": "zhaolei", "name": "赵磊"})
    someone = Person.objects.get(username="zhaolei")
    assert registered.url == f"/system/people/{someone.pk}/"
    opened = system.post(
        "/system/posts/open_post/",
        {"unit": "东山村", "title": "网格员", "kind": "village", "area_code": f"{EAST}201", "on": "2026-01-01"},
    )
    post = Post.objects.get(title="网格员")
    assert opened.url == f"/system/posts/{post.pk}/"
    system.post(f"/system/posts/{post.pk}/appoint/", {"username": "zhaolei", "on": "2026-01-01"})
    holding = Holding.objects.get(person=someone)
    secret = system.post(f"/system/people/{someone.pk}/reset_password/").context["secret"]
    assert come_in(Client(), "zhaolei", secret).status_code == 403

    assert [each.count for each in proposals_waiting(house.security.actor)] == [1]
    confirmed = security.post(f"/system/holdings/{holding.pk}/confirm/", {"key": ""})

    assert confirmed.url == f"/system/holdings/{holding.pk}/"
    assert proposals_waiting(house.security.actor)[0].count == 0
    assert come_in(Client(), "zhaolei", secret).status_code == 302


def test_a_refusal_comes_back_as_a_sentence_on_the_form(inside, house):
    page = f"/system/people/{house.system.person.pk}/reset_password/"

    answer = inside["system"].post(page)

    assert answer.status_code == 409
    assert "不能为本人办理，须由另一位管理员办理" in answer.content.decode()


def test_an_unknown_sign_in_name_is_told_at_the_field(inside, house):
    answer = inside["system"].post(
        f"/system/posts/{house.officer.post.pk}/appoint/", {"username": "nobody", "on": "2026-01-01"}
    )

    assert answer.status_code == 422
    assert answer.context["form"].errors["username"] == ["没有使用这个登录名的人员，请先登记"]


@pytest.fixture
def registers(monkeypatch):
    """What apps above would tell: one line of business, one supervised party."""
    monkeypatch.setattr(slots, "INDUSTRIES", [lambda: [("coal", "煤矿"), ("trade", "商贸")]])
    found = {"东山煤矿": (77, f"{EAST}201")}
    monkeypatch.setattr(slots, "FIND_PARTY", [lambda actor, text: found.get(text)])
    monkeypatch.setattr(forms, "INDUSTRIES", slots.INDUSTRIES)
    monkeypatch.setattr(forms, "FIND_PARTY", slots.FIND_PARTY)


def test_a_post_of_a_supervised_party_lies_where_the_party_lies(inside, registers):
    asked = {"unit": "东山煤矿", "title": "专职安全员", "kind": "enterprise", "on": "2026-01-01"}

    wrong = inside["system"].post("/system/posts/open_post/", asked | {"party": "没有的煤矿"})
    inside["system"].post("/system/posts/open_post/", asked | {"party": "东山煤矿"})

    assert wrong.context["form"].errors["party"] == ["没有这个责任主体，请核对代码或全称"]
    post = Post.objects.get(title="专职安全员")
    assert (post.party_id, post.area_code) == (77, f"{EAST}201")


def test_where_areas_are_known_one_chooses_among_them_and_ones_own(inside, monkeypatch):
    monkeypatch.setattr(forms, "AREA_CHOICES", [lambda actor: [(EAST, "东镇")]])

    form = inside["system"].get("/system/posts/open_post/").context["form"]

    assert form.fields["area_code"].choices == [("", "—"), (COUNTY, f"本级（{COUNTY}）"), (EAST, "东镇")]


def test_a_post_may_be_limited_to_lines_of_business(inside, registers):
    asked = {"unit": "应急管理局", "title": "矿山科", "kind": "department", "on": "2026-01-01", "area_code": EAST}

    inside["system"].post("/system/posts/open_post/", asked | {"industries": ["coal"]})

    assert Post.objects.get(title="矿山科").industries == ["coal"]


def test_the_page_of_a_person_offers_only_what_the_reader_may_do_now(inside, house):
    page = f"/system/people/{house.officer.person.pk}/"

    readers = ("system", "security", "audit")
    offered = {who: [each["label"] for each in inside[who].get(page).context["buttons"]] for who in readers}

    assert offered == {"system": ["重置密码"], "security": ["登记执法证", "停用人员"], "audit": []}
    assert inside["officer"].get(page).status_code == 403


def test_a_locked_person_is_marked_and_unlocked_there(inside, house):
    for _ in range(5):
        come_in(Client(), "chenjing", "wrong")
    page = f"/system/people/{house.officer.person.pk}/"
    assert ("登录锁定", "late") in inside["security"].get(page).context["marks"]

    inside["security"].post(f"{page}unlock/", {"key": ""})

    assert ("登录锁定", "late") not in inside["security"].get(page).context["marks"]
    assert come_in(Client(), "chenjing").status_code == 302


def test_the_audit_administrator_reads_an_act_to_the_last_field(inside, house):
    commands.release(house.system.actor, house.officer.person.holdings.get(), on=today(), reason="调离")
    act = Act.objects.get(command="identity.release")

    page = inside["audit"].get(f"/system/acts/{act.pk}/")

    assert page.context["holds"] is True
    assert ("状态", "confirmed", "ended") in [row for each in page.context["writes"] for row in each["rows"]]
    assert ("理由", "调离") in page.context["told"]
    assert inside["security"].get(f"/system/acts/{act.pk}/").status_code == 403


def test_an_act_changed_behind_the_platforms_back_is_marked(inside, house):
    act = Act.objects.filter(command="identity.confirm").first()
    Act.objects.filter(pk=act.pk).update(person="他人")

    page = inside["audit"].get(f"/system/acts/{act.pk}/")

    assert page.context["holds"] is False
    assert "印记不符" in page.content.decode()


def rows_of(answer) -> list:
    return [record for record, _ in answer.context["table"]]


def test_acts_are_found_by_person_command_day_and_record(inside, house):
    audit, label = inside["audit"], f"identity.post:{house.officer.post.pk}"
    commands.reset_password(house.system.actor, house.officer.person)

    assert {each.person for each in rows_of(audit.get("/system/acts/", {"q": "郑浩"}))} == {"郑浩"}
    newest = rows_of(audit.get("/system/acts/"))[0]
    assert f'<a href="/system/acts/{newest.pk}/">{newest.title}</a>' in audit.get("/system/acts/").content.decode()
    by_command = rows_of(audit.get("/system/acts/", {"command": "identity.open_post"}))
    assert {each.command for each in by_command} == {"identity.open_post"}
    on_record = [each.command for each in rows_of(audit.get("/system/acts/", {"record": label}))]
    assert on_record == ["identity.appoint", "identity.open_post"]
    assert rows_of(audit.get("/system/acts/", {"since": "2099-01-01"})) == []
    assert rows_of(audit.get("/system/acts/", {"until": "2000-01-01"})) == []
    assert rows_of(audit.get("/system/acts/", {"since": f"{today():%Y-%m-%d}", "until": f"{today():%Y-%m-%d}"})) != []


def test_an_administrator_of_one_township_reads_the_acts_of_its_posts_only(house):
    east = seat(person("east", "何平"), "admin_audit", "东镇审计", EAST)
    commands.make_token(house.officer.actor, None, name="x", days=3)
    commands.reset_password(house.system.actor, house.officer.person)

    lanes = set(ActsLedger().rows(east.actor, {}).values_list("lane", flat=True))

    assert lanes == {0, house.officer.post.pk}


def test_the_export_holds_what_the_screen_shows_and_is_an_act_itself(inside, house):
    answer = inside["audit"].get("/system/acts/export/", {"command": "identity.confirm"})

    sheet = load_workbook(BytesIO(b"".join(answer.streaming_content))).active
    titles = [row[2].value for row in sheet.iter_rows(min_row=4)]
    assert titles == ["确认任职"] * 4
    assert Act.objects.get(command="ledgers.export").facts["ledger"] == "acts"


def test_plausible_defaults_say_so(inside):
    page = inside["system"].get("/system/limits/", {"certainty": "doubtful"})

    assert "合理默认值，待核实" in page.content.decode()
    assert all(each["doubtful"] for each in page.context["rows"])
    names = {each["name"] for each in page.context["rows"]}
    assert "identity.token_days" in names
    assert "identity.idle" not in names


def test_the_journal_shows_successes_and_failures(inside, house):
    come_in(Client(), "chenjing", "wrong")
    come_in(Client(), "chenjing")

    found = rows_of(inside["audit"].get("/system/sign-ins/"))

    assert [(each.username, each.outcome) for each in found[:2]] == [("chenjing", "entered"), ("chenjing", "wrong")]


def test_ledgers_cost_the_same_however_many_rows(inside, house):
    places = ("/system/people/", "/system/posts/", "/system/holdings/")
    inside["system"].get("/account/")
    few = [queries_of(inside["system"], place) for place in places]
    for number in range(6):
        seat(person(f"p{number}", f"人员{number}"), "village", f"网格员{number}", f"{EAST}20{number}")

    assert [queries_of(inside["system"], place) for place in places] == few


def queries_of(client: Client, place: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        assert client.get(place).status_code == 200
    return len(captured)


def test_everybody_keeps_their_own_number_and_mailbox_and_nobody_elses(inside, house):
    client = inside["officer"]

    wrong = client.post("/account/amend_own_contact/", {"phone": "电话", "email": "no-mailbox"})
    assert wrong.status_code == 422
    assert "电话只能用数字和横线" in wrong.content.decode()
    saved = client.post("/account/amend_own_contact/", {"phone": "13900000001", "email": "chen@yunhe.example"})

    assert saved.url == "/account/"
    assert "chen@yunhe.example" in client.get("/account/").content.decode()
    officer = Person.objects.get(pk=house.officer.person.pk)
    assert (officer.phone, officer.email) == ("13900000001", "chen@yunhe.example")
    assert Person.objects.filter(email="chen@yunhe.example").count() == 1
    with pytest.raises(commands.NoPost):
        commands.amend_own_contact(CLOCK, None, phone="1", email="")
    with pytest.raises(NotGranted):
        commands.amend_own_contact(replace(house.officer.actor, grants=frozenset()), None, phone="1", email="")

"""The pages of what is owed: ledger, one obligation, waiving, the clause board, workbench and an enterprise's panel."""

from datetime import date, datetime

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from sanze.foundation.moment import SHANGHAI, fixed
from sanze.perform.duties.commands.creating import keep_up
from sanze.perform.duties.commands.waiving import waive
from sanze.perform.duties.models import Obligation
from tests import cast

TODAY = date(2026, 1, 1)


@pytest.fixture(scope="module")
def owing(django_db_setup, django_db_blocker):
    """The city of the cast, in which the first regime was just put in force."""
    with django_db_blocker.unblock(), transaction.atomic():
        with fixed(datetime(2026, 1, 1, 0, 1, tzinfo=SHANGHAI)):
            city = cast.city()
        with fixed(datetime(2026, 1, 1, 0, 5, tzinfo=SHANGHAI)):
            keep_up(TODAY)
        yield city
        transaction.set_rollback(True)


@pytest.fixture
def signed(owing, db):
    """A client signed in as a role, at nine in the morning."""

    def sign(role: cast.Role) -> Client:
        client = Client()
        cast.sign_in(client, role)
        return client

    with fixed(datetime(2026, 1, 1, 9, tzinfo=SHANGHAI)):
        yield sign


def text(response) -> str:
    return response.content.decode()


def patrol_of(city) -> Obligation:
    return Obligation.objects.get(duty="village-daily", period_first=TODAY, holder=city.village.post)


def test_the_ledger_shows_what_is_owed_under_ones_eyes_and_nothing_else(signed, owing):
    east = text(signed(owing.chief).get(reverse("obligations"), {"duty": "village-daily"}))
    assert "东山村网格员" in east
    assert "柳林村" not in east
    assert "柳林村" in text(signed(owing.committee).get(reverse("obligations"), {"gap": "1"}))


def test_the_ledger_opens_with_what_is_open_the_next_day_first_and_shows_all_when_asked(signed, owing):
    client, place = signed(owing.committee), reverse("obligations")
    waive(owing.committee.actor, patrol_of(owing), reason="村委会换届")

    opened, every = client.get(place), client.get(place, {"state": ""})

    shown = [record for record, _ in opened.context["table"]]
    assert {str(each.standing()) for each in shown} == {"待办"}
    assert [each.due_on for each in shown] == sorted(each.due_on for each in shown)
    current = {each["label"]: each for each in opened.context["tallies"] if each["current"]}
    assert list(current) == ["待办"]
    assert "export/?state=open&amp;sort=due_on" in opened.content.decode()
    whole = next(each for each in opened.context["tallies"] if each["label"] == "全部")
    again = client.get(f"{place}{whole['url']}")
    assert [each["label"] for each in again.context["tallies"] if each["current"]] == ["全部"]
    assert [each["value"] for each in every.context["tallies"]] == [each["value"] for each in again.context["tallies"]]
    assert again.context["pager"]["total"] == every.context["pager"]["total"] > opened.context["pager"]["total"]


def test_the_grid_worker_finds_on_the_workbench_what_she_owes_today(signed, owing):
    page = text(signed(owing.village).get("/"))

    assert "今日到期 1" in page
    assert patrol_of(owing).get_absolute_url() in page


def test_the_page_of_an_obligation_leads_to_where_it_is_done(signed, owing):
    page = text(signed(owing.village).get(patrol_of(owing).get_absolute_url()))

    assert "记录网格巡查（责任岗位办理，证据不少于 1 份）" in page
    assert reverse("inspections.begin-patrol") in page
    assert "待办" in page


def test_a_neighbour_finds_no_such_page(signed, owing):
    assert signed(owing.west).get(patrol_of(owing).get_absolute_url()).status_code == 404


def test_the_office_waives_on_the_page_and_the_reason_stands_there(signed, owing):
    client, record = signed(owing.committee), patrol_of(owing)
    place = reverse("duties.waive", args=[record.pk])

    assert place in text(client.get(record.get_absolute_url()))
    assert client.post(place, {"reason": " "}).status_code == 422
    client.post(place, {"reason": "暴雪封路"})

    page = text(client.get(record.get_absolute_url()))
    assert "暴雪封路" in page
    assert "已免除" in page
    assert signed(owing.village).get(place).status_code == 403


def test_the_board_shows_each_clause_with_figures_that_open_the_ledger(signed, owing):
    page = text(signed(owing.committee).get(reverse("clause-board"), {"span": "2026-01-01 至 2026-01-01"}))

    assert "村（社区）每日巡查" in page
    found = page.index("duty=village-daily")
    assert "span=2026-01-01+%E8%87%B3+2026-01-01" in page[found - 120 : found + 120]
    assert "企业自查自报（含零报告）尚未上线" in page


def test_a_broken_span_shows_the_month(signed, owing):
    assert "2026-01-01 至 2026-01-31" in text(signed(owing.committee).get(reverse("clause-board"), {"span": "昨天"}))


def test_the_enterprise_page_shows_what_is_owed_about_it(signed, owing):
    page = text(signed(owing.chief).get(owing.mine.get_absolute_url()))

    assert "履责事项" in page
    assert "专家把脉会诊" in page


def test_an_enterprise_does_not_learn_beforehand_who_is_to_visit_it(signed, owing):
    visit = Obligation.objects.get(duty="expert-visit", subject_name="东山煤矿")

    client = signed(owing.manager)
    assert client.get(visit.get_absolute_url()).status_code == 404
    assert "专家库" not in text(client.get(reverse("obligations"), {"state": ""}))
    assert "专家库" not in text(client.get(owing.mine.get_absolute_url()))

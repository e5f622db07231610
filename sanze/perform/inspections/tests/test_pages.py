"""The pages of visits, as the people of the cast see them."""

import re
from datetime import timedelta

import pytest
from django.test import Client

from sanze.foundation.moment import fixed
from sanze.foundation.regime import commands as regimes
from sanze.foundation.regime.reading import packaged, read
from sanze.foundation.scope.actor import INSTALLER
from sanze.perform.dangers.models import Danger
from sanze.perform.inspections.commands import recording
from sanze.perform.inspections.forms import TRAINING
from sanze.perform.inspections.models import Visit
from sanze.perform.inspections.tests import factories as make
from sanze.perform.inspections.tests.factories import NOON, finding, fresh
from tests.cast import sign_in

HTMX = {"HX-Request": "true"}


@pytest.fixture
def browse(city):
    """Opens a browser for somebody of the cast."""

    def opened(name: str) -> Client:
        browser = Client()
        sign_in(browser, getattr(city, name))
        return browser

    return opened


def shown(response, status: int = 200) -> str:
    """The words of a page, without its tags."""
    assert response.status_code == status
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def links(response) -> list[str]:
    return re.findall(r'class="btn btn-[a-z-]+" href="(/visits/[^"]+)"', response.content.decode())


def answers(city, **more) -> dict:
    """A filled inspection page: everything in order."""
    return {
        "principal": "yes",
        "managers": "yes",
        "operators": "none",
        "untrained": "0",
        "rest_ok": "on",
        "started_at": "2026-03-02 10:00",
        "ended_at": "2026-03-02 11:00",
        "officers": [city.officer.person.pk, city.second.person.pk],
        "signature": "吴刚",
        "others": "0",
        **more,
    }


def test_the_ledger_shows_the_three_kinds_apart(city, browse):
    make.recorded(city)
    make.applied(city)
    recording.patrol(city.village.actor, city.mine, **make.span(), findings=[finding("")])

    page = shown(browse("officer").get("/visits/"))
    patrols = shown(browse("officer").get("/visits/", {"kind": "patrol"}))

    for words in ["行政检查 2", "网格巡查 1", "服务指导 0", "待审批 1", "发现隐患 1", "东山煤矿", "李强、周敏"]:
        assert words in page, words
    assert "王芳" in patrols
    assert "李强、周敏" not in patrols


def test_the_ledger_is_kept_for_each_officer_and_each_enterprise(city, browse):
    make.recorded(city)
    recording.patrol(city.village.actor, city.mine, **make.span())
    officer = browse("officer")

    own = shown(officer.get("/visits/", {"officer": city.village.person.pk}))
    elsewhere = shown(officer.get("/visits/", {"enterprise": city.garage.pk}))

    assert "王芳" in own
    assert "李强、周敏" not in own
    assert "东山煤矿" not in elsewhere


def test_the_neighbour_finds_neither_row_nor_page(city, browse):
    visit = make.recorded(city)
    west = browse("west")

    assert "东山煤矿" not in shown(west.get("/visits/"))
    assert west.get(visit.get_absolute_url()).status_code == 404
    assert west.get(f"/visits/{make.approved(city).pk}/record/", headers=HTMX).status_code == 404
    assert west.get(f"/visits/at/{city.mine.pk}/patrol/").status_code == 404


def test_the_enterprise_finds_what_was_done_and_nothing_that_is_planned(city, browse):
    planned, done = make.approved(city), make.recorded(city)
    manager = browse("manager")

    assert manager.get(planned.get_absolute_url()).status_code == 404
    assert "培训首查" in shown(manager.get(done.get_absolute_url()))
    assert manager.get("/visits/new/apply/").status_code == 403
    assert "已安排" not in shown(manager.get(city.mine.get_absolute_url()))


def test_an_application_is_told_to_the_offices_on_the_page_of_the_enterprise_and_not_to_itself(city, browse):
    make.approved(city)

    assert "申请行政检查 2026-03-02 12:00" in shown(browse("officer").get(city.mine.get_absolute_url()))
    assert "申请行政检查" not in shown(browse("manager").get(city.mine.get_absolute_url()))


def test_an_inspection_is_applied_for_with_the_check_lists_of_the_industry(city, browse):
    officer = browse("officer")
    assert f"/visits/at/{city.mine.pk}/apply/" in officer.get("/visits/new/apply/").content.decode()
    page = shown(officer.get(f"/visits/at/{city.mine.pk}/apply/"))
    assert "2026 年行政检查上限 4 次，各部门已安排或者完成 0 次" in page
    assert "煤矿（18 项）" in page
    assert "李强（东镇安监站安监员甲，YH-002）" in page
    assert "赵磊" not in page

    officer.post(
        f"/visits/at/{city.mine.pk}/apply/",
        {"on": "2026-03-03", "reason": "年度计划", "lists": ["coal"], "officers": make.team(city)},
    )

    visit = Visit.objects.get()
    assert (visit.state, len(visit.items), visit.items[0]) == ("applied", 18, "CM-01")


def test_an_application_without_a_second_officer_comes_back_with_its_sentence(city, browse):
    answer = browse("officer").post(
        f"/visits/at/{city.mine.pk}/apply/",
        {"on": "2026-03-03", "reason": "年度计划", "lists": ["coal"], "officers": [city.officer.person.pk]},
    )

    assert "执法人员不少于 2 人，现为 1 人" in shown(answer, 409)


@pytest.mark.parametrize(
    ("state", "name", "offered"),
    [
        (make.applied, "chief", ["approve", "decline", "cancel"]),
        (make.applied, "officer", ["cancel"]),
        (make.approved, "officer", ["record", "cancel"]),
        (make.approved, "village", []),
        (make.recorded, "officer", []),
        (make.recorded, "chief", []),
    ],
)
def test_the_buttons_are_the_steps_that_the_person_may_take(city, browse, state, name, offered):
    visit = state(city)

    assert links(browse(name).get(visit.get_absolute_url())) == [f"/visits/{visit.pk}/{act}/" for act in offered]


def test_the_chief_approves_or_turns_down_on_a_page(city, browse):
    visit, other = make.applied(city), make.applied(city)
    chief = browse("chief")
    page = shown(chief.get(f"/visits/{visit.pk}/approve/"))
    assert "李强申请于 2026-03-02 检查东山煤矿：年度检查计划；执法人员 李强、周敏；检查 3 项" in page

    chief.post(f"/visits/{visit.pk}/approve/", {"opinion": "同意"})
    assert chief.post(f"/visits/{other.pk}/decline/", {"key": ""}).status_code == 422
    chief.post(f"/visits/{other.pk}/decline/", {"opinion": "近期已查"})

    assert (fresh(visit).state, fresh(other).state) == ("approved", "declined")


def test_an_application_is_cancelled_on_a_page(city, browse):
    visit = make.applied(city)

    browse("officer").post(f"/visits/{visit.pk}/cancel/", {"reason": "企业停产"})

    assert fresh(visit).state == "cancelled"


def test_the_page_of_recording_asks_for_training_first(city, browse):
    visit = make.approved(city)

    page = shown(browse("officer").get(f"/visits/{visit.pk}/record/"))

    assert page.index("教育培训（首查、必查）") < page.index("检查表（3 项）") < page.index("检查情况")
    assert "审批有效期至 2026-04-01" in page


def test_where_the_regime_does_not_ask_for_training_neither_does_the_page(city, browse):
    content = read(packaged("yunhe-2026")).model_dump(mode="json")
    content["switches"]["inspections.training_first"] = False
    visit, officer = make.approved(city), browse("officer")
    with fixed(NOON):
        regimes.enforce(INSTALLER, None, content=content | {"version": "without-training"}, on=NOON.date())

    page = shown(officer.get(f"/visits/{visit.pk}/record/"))
    asked = {name: value for name, value in answers(city).items() if name not in TRAINING}
    officer.post(f"/visits/{visit.pk}/record/", asked)

    assert "教育培训（首查、必查）" not in page
    assert (fresh(visit).state, fresh(visit).training) == ("recorded", {})


def test_an_inspection_without_findings_is_recorded_in_one_go(city, browse):
    visit = make.approved(city)

    browse("officer").post(f"/visits/{visit.pk}/record/", answers(city))

    visit = fresh(visit)
    assert (visit.state, visit.findings, [each[2] for each in visit.results]) == ("recorded", 0, ["ok"] * 3)
    assert visit.training["operators"] is None


def test_answering_that_an_item_fails_brings_the_finding_with_its_criterion(city, browse):
    visit = make.approved(city)
    officer = browse("officer")

    asked = {"line": "CM-07", "result-CM-07": "fail"}
    body = officer.get(f"/visits/{visit.pk}/record/", asked, headers=HTMX).content.decode()
    gone = officer.get(f"/visits/{visit.pk}/record/", {**asked, "result-CM-07": "ok"}, headers=HTMX)

    assert 'name="finding-CM-07-title"' in body
    assert 'value="coal-05" checked' in body
    assert "《煤矿安全生产条例》（国务院令第774号）第三十六条第（五）项" in body
    assert shown(gone).strip() == ""


def test_the_words_of_a_finding_bring_other_hints(city, browse):
    visit = make.approved(city)
    name = "finding-CM-03-title"

    hints = browse("officer").get(
        f"/visits/{visit.pk}/record/",
        {name: "瓦斯超限仍然作业", "finding-CM-03-criterion": "none"},
        headers={**HTMX, "HX-Trigger-Name": name},
    )

    body = hints.content.decode()
    assert 'name="finding-CM-03-criterion"' in body
    assert 'value="none" checked' in body
    assert "第三十六条" in body


def test_further_findings_are_added_one_by_one(city, browse):
    visit = make.approved(city)

    body = browse("officer").get(f"/visits/{visit.pk}/record/", {"other": "1"}, headers=HTMX).content.decode()

    assert 'name="other-1-title"' in body
    assert 'name="others" value="2"' in body


def test_an_inspection_is_recorded_with_two_findings_one_of_them_major(city, browse):
    visit = make.approved(city)
    facts = answers(
        city,
        **{
            "result-CM-07": "fail",
            "finding-CM-07-title": "主扇停风后未撤人",
            "finding-CM-07-criterion": "coal-05",
            "others": "1",
            "other-0-title": "临边护栏缺失",
            "other-0-place": "地面筛分车间",
        },
    )

    browse("officer").post(f"/visits/{visit.pk}/record/", facts)

    major, general = Danger.objects.order_by("pk")
    assert (major.item_code, major.criterion_code, major.major_suspected) == ("CM-07", "coal-05", True)
    assert (general.title, general.place, general.major_suspected) == ("临边护栏缺失", "地面筛分车间", False)
    page = shown(browse("officer").get(fresh(visit).get_absolute_url()))
    assert "主扇停风后未撤人" in page
    assert "不合格" in page


def test_what_is_missing_on_the_page_is_said_and_nothing_is_lost(city, browse):
    visit = make.approved(city)
    facts = answers(
        city, **{"result-CM-07": "fail", "finding-CM-07-title": "主扇停风", "finding-CM-07-place": "二采区"}
    )
    del facts["rest_ok"], facts["principal"]

    answer = browse("officer").post(f"/visits/{visit.pk}/record/", facts)

    page, body = shown(answer, 422), answer.content.decode()
    assert "还有 2 项没有检查结果：CM-03、CM-15" in page
    assert 'value="二采区"' in body
    assert 'value="fail" checked' in body
    assert fresh(visit).state == "approved"


def test_failed_training_without_a_finding_comes_back(city, browse):
    visit = make.approved(city)

    answer = browse("officer").post(f"/visits/{visit.pk}/record/", answers(city, untrained="3"))

    assert "教育培训检查不合格，须登记为隐患" in shown(answer, 409)


def test_a_patrol_needs_no_training_and_no_signature(city, browse):
    village = browse("village")
    page = shown(village.get(f"/visits/at/{city.mine.pk}/patrol/"))
    assert "教育培训（首查、必查）" not in page
    facts = {"started_at": "2026-03-02 10:00", "others": "1", "other-0-title": "灭火器过期", "result-GE-01": "ok"}

    village.post(f"/visits/at/{city.mine.pk}/patrol/", facts)

    visit = Visit.objects.get()
    assert (visit.kind, visit.findings, [each[0] for each in visit.results]) == ("patrol", 1, ["GE-01"])
    assert Danger.objects.get().source == "patrol"


def test_a_service_visit_is_recorded_on_a_page(city, browse):
    browse("expert").post(
        f"/visits/at/{city.mine.pk}/serve/", {"started_at": "2026-03-02 10:00", "conclusion": "建议更换风机"}
    )

    assert (Visit.objects.get().kind, Visit.objects.get().conclusion) == ("service", "建议更换风机")


def test_the_page_of_an_enterprise_shows_its_visits_and_how_far_the_cap_is_used(city, browse):
    make.recorded(city)

    page = shown(browse("officer").get(city.mine.get_absolute_url()))

    assert "2026 年行政检查已安排或者完成 1 次，上限 4 次" in page
    assert "申请行政检查" in page


def test_the_workbench_says_what_waits_for_approval_and_for_inspection(city, browse):
    make.applied(city)
    make.approved(city)

    chief, officer = shown(browse("chief").get("/")), shown(browse("officer").get("/"))

    assert "待审批行政检查 1" in chief
    assert "已批准待检查 1" in officer
    assert "待审批行政检查" not in officer


def test_an_approval_that_lapsed_is_said_on_the_page(city, browse):
    visit = make.approved(city)

    with fixed(NOON + timedelta(days=31)):
        page = shown(browse("officer").get(visit.get_absolute_url()))

    assert "审批已过期" in page


def test_the_page_of_recording_costs_few_queries(city, browse, django_assert_max_num_queries):
    visit = make.approved(city)
    officer = browse("officer")
    officer.get(f"/visits/{visit.pk}/record/")

    with django_assert_max_num_queries(20):
        officer.get(f"/visits/{visit.pk}/record/")

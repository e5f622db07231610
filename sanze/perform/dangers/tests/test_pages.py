"""The pages of dangers, as the people of the cast see them."""

import re
from datetime import datetime, time, timedelta
from urllib.parse import unquote

import pytest
from django.test import Client

from sanze.foundation.acts.models import Act
from sanze.foundation.moment import SHANGHAI, fixed, today
from sanze.perform.dangers.commands import extensions
from sanze.perform.dangers.models import Danger, Extension
from sanze.perform.dangers.tests import factories as make
from sanze.perform.dangers.tests.factories import MORNING, fresh
from tests.cast import sign_in


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
    return re.findall(r'class="btn btn-[a-z-]+" href="(/dangers/[^"]+)"', response.content.decode())


def test_the_ledger_shows_counts_and_filters(city, browse):
    make.reported(city, title="安全出口上锁")
    make.ordered(city, title="灭火器失效", days=3)
    officer = browse("officer")

    with fixed(MORNING + timedelta(days=5)):
        page = shown(officer.get("/dangers/"))
        assert "安全出口上锁" in page
        assert "超期 2 天" in page
        assert "待定级 1" in page
        assert "超期 1" in page
        late = shown(officer.get("/dangers/", {"overdue": "1"}))
    assert "灭火器失效" in late
    assert "安全出口上锁" not in late


def test_the_neighbour_finds_neither_row_nor_page(city, browse):
    danger = make.reported(city, title="安全出口上锁")
    west = browse("west")

    assert "安全出口上锁" not in shown(west.get("/dangers/"))
    assert west.get(danger.get_absolute_url()).status_code == 404
    assert west.get(f"/dangers/{danger.pk}/grade/").status_code == 404
    assert Client().get(danger.get_absolute_url()).status_code == 302


def test_the_page_of_a_danger_tells_everything_that_was_done(city, browse):
    danger = make.ordered(city, major=True)
    make.plan(city, danger)
    asked = extensions.ask_extension(
        city.manager.actor, danger, due=danger.due_on + timedelta(days=9), reason="设备采购周期", account="备件在途"
    )
    extensions.decide_extension(city.officer.actor, asked, granted=True, opinion="属实")
    make.rectify(city, danger)

    page = shown(browse("officer").get(danger.get_absolute_url()))

    for words in [
        "主扇风机停机后未撤人", "重大", "待复查", "第三十六条第（五）项", "恢复主扇运行", "1.5 万元", "恢复可靠通风",
        "备件在途", "2026-03-21", "主扇已恢复", "整改后", "报告整改完成", "审批延期", "未报告",
        "还不能销号：重大隐患未向主管部门报告",
    ]:  # fmt: skip
        assert words in page, words


@pytest.mark.parametrize(
    ("state", "name", "offered"),
    [
        (make.reported, "officer", ["grade"]),
        (make.reported, "chief", ["grade", "dismiss", "transfer"]),
        (make.reported, "village", []),
        (make.reported, "manager", []),
        (make.graded, "officer", ["grade", "order"]),
        (make.ordered, "officer", ["grade"]),
        (make.ordered, "manager", ["rectify", "ask_extension"]),
        (make.rectified, "officer", ["close", "send_back"]),
        (make.rectified, "manager", []),
        (make.closed, "officer", ["reopen"]),
        (make.closed, "committee", []),
    ],
)
def test_the_buttons_are_the_steps_that_the_person_may_take(city, browse, state, name, offered):
    danger = state(city)

    found = links(browse(name).get(danger.get_absolute_url()))

    assert found == [f"/dangers/{danger.pk}/{act}/" for act in offered]


def test_a_major_danger_offers_its_plan_and_reports_to_the_enterprise_and_listing_to_the_committee(city, browse):
    danger = make.ordered(city, major=True)

    manager = links(browse("manager").get(danger.get_absolute_url()))
    committee = links(browse("committee").get(danger.get_absolute_url()))

    acts = ["rectify", "plan", "report_major", "ask_extension"]
    assert manager == [f"/dangers/{danger.pk}/{act}/" for act in acts]
    assert committee == [f"/dangers/{danger.pk}/{act}/" for act in ["transfer", "mark_listed"]]


def test_a_report_proposes_the_criterion_with_its_basis_while_a_person_types(city, browse):
    make.reported(city, title="主扇风机停机后未撤人")

    hints = browse("officer").get(
        f"/dangers/at/{city.mine.pk}/report/",
        {"finding-title": "主扇停风后没有撤人", "item": "CM-07"},
        headers={"HX-Request": "true", "HX-Trigger-Name": "finding-title"},
    )

    page = shown(hints)
    assert "《煤矿安全生产条例》（国务院令第774号）第三十六条第（五）项" in page
    assert "再次发生：主扇风机停机后未撤人" in page
    assert 'value="coal-05" checked' in hints.content.decode()


def test_choosing_a_check_item_writes_its_words(city, browse):
    fields = browse("officer").get(
        f"/dangers/at/{city.mine.pk}/report/",
        {"item": "GE-04", "finding-place": "一号井"},
        headers={"HX-Request": "true", "HX-Trigger-Name": "item"},
    )

    body = fields.content.decode()
    assert "没有对从业人员" in body
    assert 'value="一号井"' in body
    assert '<option value="management" selected>' in body


def test_a_danger_is_reported_with_a_photograph(city, browse):
    answer = browse("village").post(
        f"/dangers/at/{city.mine.pk}/report/",
        {
            "on": "2026-03-02",
            "source": "patrol",
            "item": "CM-07",
            "finding-title": "主扇停风后没有撤人",
            "finding-place": "二采区",
            "finding-category": "things",
            "finding-criterion": "coal-05",
            "finding-evidence": make.picture(),
        },
    )

    danger = Danger.objects.get()
    assert answer.headers["Location"] == danger.get_absolute_url()
    assert (danger.criterion_code, danger.major_suspected, danger.source) == ("coal-05", True, "patrol")
    page = shown(browse("officer").get(danger.get_absolute_url()))
    assert "发现时" in page


def test_what_was_wrong_with_a_report_stands_beside_it_and_the_photograph_is_kept(city, browse):
    answer = browse("officer").post(
        f"/dangers/at/{city.mine.pk}/report/",
        {"on": "2026-03-09", "source": "daily", "finding-title": "护栏缺失", "finding-evidence": make.picture()},
    )

    page = shown(answer, 409)
    assert "日期不对：2026-03-09 还没有到" in page
    assert 'name="finding-evidence" value="' in answer.content.decode()
    assert not Danger.objects.exists()


def test_an_enterprise_reports_its_own(city, browse):
    manager = browse("manager")
    assert manager.get("/dangers/new/").headers["Location"] == f"/dangers/at/{city.mine.pk}/self_report/"

    manager.post(f"/dangers/at/{city.mine.pk}/self_report/", {"on": "2026-03-02", "finding-title": "护栏缺失"})

    assert Danger.objects.get().self_reported
    assert manager.get(f"/dangers/at/{city.garage.pk}/self_report/").status_code == 404
    assert manager.get(f"/dangers/at/{city.mine.pk}/report/").status_code == 403


def test_choosing_an_enterprise_finds_it_by_any_word_and_never_the_neighbours(city, browse):
    page = shown(browse("officer").get("/dangers/new/", {"q": "东山"}))
    assert "东山煤矿" in page
    assert "西河加油站" not in shown(browse("officer").get("/dangers/new/", {"q": ""}))


def test_grading_shows_the_criterion_and_keeps_to_it(city, browse):
    danger = make.reported(city, item_code="CM-07", criterion_code="coal-05")
    officer = browse("officer")
    page = officer.get(f"/dangers/{danger.pk}/grade/").content.decode()
    assert 'value="coal-05" checked' in page
    assert 'value="major" class="form-check-input" id="id_grade_1" required checked' in page

    officer.post(f"/dangers/{danger.pk}/grade/", {"grade": "major", "criterion": "coal-05"})

    assert (fresh(danger).state, fresh(danger).criterion_code) == ("graded", "coal-05")


def test_an_unknown_criterion_is_refused_at_its_field(city, browse):
    danger = make.reported(city)

    answer = browse("officer").post(f"/dangers/{danger.pk}/grade/", {"grade": "major", "criterion": "nonsense"})

    assert "标准库中没有这个判定情形" in shown(answer, 422)


def test_the_order_form_shows_the_limit_and_proposes_the_latest_day(city, browse):
    danger = make.graded(city)

    answer = browse("officer").get(f"/dangers/{danger.pk}/order/")

    assert "整改期限最迟为 2026-03-17" in shown(answer)
    assert 'value="2026-03-17"' in answer.content.decode()
    assert "应急预案" not in shown(answer)


def test_an_order_past_the_limit_comes_back_with_its_sentence(city, browse):
    danger = make.graded(city, major=True)
    facts = {
        "on": "2026-03-02",
        "due": "2026-09-01",
        "measures": "恢复主扇",
        "responsible": "吴刚",
        "emergency_plan": "撤人",
    }

    answer = browse("officer").post(f"/dangers/{danger.pk}/order/", facts)
    assert "最迟可定为 2026-05-01" in shown(answer, 409)
    browse("officer").post(f"/dangers/{danger.pk}/order/", {**facts, "due": "2026-04-01"})

    assert fresh(danger).state == "ordered"


def test_an_extension_is_asked_for_and_decided_on_pages(city, browse):
    danger = make.ordered(city, days=10)
    page = browse("manager").get(f"/dangers/{danger.pk}/ask_extension/")
    assert "现期限 2026-03-12，本次最迟可延至 2026-03-27；已准予延期 0 次，最多 2 次" in shown(page)
    browse("manager").post(f"/dangers/{danger.pk}/ask_extension/", {"due": "2026-03-20", "reason": "资金筹措"})
    extension = Extension.objects.get()
    officer, decide = browse("officer"), f"/dangers/extensions/{extension.pk}/decide_extension/"
    assert f'href="{decide}"' in officer.get(danger.get_absolute_url()).content.decode()

    officer.post(decide, {"granted": "yes", "due": "2026-03-18", "opinion": "属实"})

    assert fresh(danger).due_on.isoformat() == "2026-03-18"


def test_rectifying_and_closing_bring_their_photographs(city, browse):
    danger = make.ordered(city)
    missing = browse("manager").post(f"/dangers/{danger.pk}/rectify/", {"on": "2026-03-02", "account": "已改"})
    assert "请上传照片或文件" in shown(missing, 422)

    browse("manager").post(
        f"/dangers/{danger.pk}/rectify/",
        {"on": "2026-03-02", "account": "已改", "money": "0.3", "evidence": make.picture()},
    )
    browse("officer").post(
        f"/dangers/{danger.pk}/close/", {"on": "2026-03-02", "opinion": "已消除", "evidence": make.picture("green")}
    )

    assert fresh(danger).state == "closed"
    page = shown(browse("manager").get(danger.get_absolute_url()))
    assert "整改后" in page
    assert "复查时" in page


def test_a_danger_is_handed_over_and_received_on_pages(city, browse):
    danger = make.reported(city)
    chief = browse("chief")
    assert "应急管理局矿山科科员" in shown(chief.get(f"/dangers/{danger.pk}/transfer/"))
    chief.post(f"/dangers/{danger.pk}/transfer/", {"to_post_id": city.department.post.pk, "reason": "属矿山科"})
    department = browse("department")
    assert f"/dangers/{danger.pk}/receive/" in links(department.get(danger.get_absolute_url()))

    department.post(f"/dangers/{danger.pk}/receive/", {"key": ""})

    assert fresh(danger).handler_id == city.department.post.pk


def test_the_rest_of_the_acts_have_pages(city, browse):
    danger = make.ordered(city, major=True)
    manager, committee, officer = browse("manager"), browse("committee"), browse("officer")

    manager.post(
        f"/dangers/{danger.pk}/plan/",
        {
            "goals": "目标",
            "measures": "措施",
            "money": "3",
            "people": "机电科",
            "due": "2026-03-09",
            "emergency_plan": "撤人",
        },
    )
    manager.post(f"/dangers/{danger.pk}/report_major/", {"authority_on": "2026-03-02", "congress_on": "2026-03-02"})
    committee.post(f"/dangers/{danger.pk}/mark_listed/", {"listed": "yes", "reason": "挂牌 3 号"})
    make.rectify(city, danger)
    officer.post(f"/dangers/{danger.pk}/send_back/", {"reason": "仍不符合", "due": "2026-03-20"})
    other = make.reported(city)
    browse("chief").post(f"/dangers/{other.pk}/dismiss/", {"reason": "无此情况"})

    assert (fresh(danger).listed, fresh(danger).returned_times, fresh(other).state) == (True, 1, "dismissed")
    done = make.closed(city)
    officer.post(f"/dangers/{done.pk}/reopen/", {"reason": "复发", "due": "2026-03-10"})
    assert fresh(done).state == "ordered"


def test_the_page_of_an_enterprise_shows_its_dangers(city, browse):
    make.ordered(city, title="护栏缺失")
    page = shown(browse("officer").get(city.mine.get_absolute_url()))

    assert "护栏缺失" in page
    assert "未销号 1 条" in page


def test_the_workbench_says_what_waits_for_whom(city, browse):
    make.reported(city, title="护栏缺失")
    make.rectified(city, title="主扇停风")
    make.ordered(city, title="灭火器失效")

    station = shown(browse("officer").get("/")) + shown(browse("second").get("/"))
    manager = shown(browse("manager").get("/"))

    assert station.count("核定隐患等级：护栏缺失") == 1
    assert station.count("复查隐患：主扇停风") == 1
    assert "整改隐患：灭火器失效" in manager
    assert "核定隐患等级" not in manager
    assert "核定隐患等级" not in shown(browse("west").get("/"))


def test_the_sheet_holds_what_the_screen_shows_and_that_it_was_taken_is_on_record(city, browse):
    make.reported(city)

    answer = browse("officer").get("/dangers/export/", {"state": "reported"})

    assert answer.status_code == 200
    assert b"".join(answer.streaming_content)[:2] == b"PK"
    assert Act.objects.get(command="ledgers.export").facts["rows"] == 1


def test_a_sheet_taken_after_midnight_bears_the_day_that_it_is_in_china(city, browse):
    officer = browse("officer")

    with fixed(datetime.combine(today() + timedelta(days=1), time(0, 5), SHANGHAI)):
        answer = officer.get("/dangers/export/")
        name = f"隐患台账{today():%Y%m%d}.xlsx"

    assert name in unquote(answer["Content-Disposition"])


def test_the_page_of_a_danger_costs_few_queries(city, browse, django_assert_max_num_queries):
    danger = make.rectified(city, major=True)
    officer = browse("officer")
    officer.get(danger.get_absolute_url())

    with django_assert_max_num_queries(25):
        officer.get(danger.get_absolute_url())

"""What each turn of the loop makes somebody owe, and what ends that."""

from datetime import date, timedelta

import pytest

from sanze.foundation.acts.models import Act
from sanze.foundation.acts.refusal import NotGranted
from sanze.foundation.moment import fixed, today
from sanze.foundation.scope.actor import CLOCK
from sanze.perform.dangers import occasions
from sanze.perform.dangers.commands import closing, extensions, grading, handover, majors, orders, reporting
from sanze.perform.dangers.commands.catching_up import NothingToDo, owe_missing
from sanze.perform.dangers.commands.reporting import Finding
from sanze.perform.dangers.tasks import catch_up
from sanze.perform.dangers.tests import factories as make
from sanze.perform.dangers.tests.factories import DAY, MORNING, fresh
from sanze.perform.duties.models import OPEN, Obligation
from sanze.perform.duties.proof import faults
from sanze.perform.duties.queries import figures_by
from sanze.perform.duties.states import Standing


def later(days: int):
    return fixed(MORNING + timedelta(days=days))


def owed(record) -> dict[str, tuple]:
    """What is open about the record: title → due day and who owes it."""
    rows = Obligation.objects.filter(OPEN, subject=f"{record._meta.label_lower}:{record.pk}").select_related("holder")
    return {each.title: (each.due_on, each.holder and each.holder.title) for each in rows}


def ended(record) -> dict[str, Standing]:
    """How what was owed about the record and is not open any more ended; the last of each title."""
    rows = Obligation.objects.exclude(OPEN).filter(subject=f"{record._meta.label_lower}:{record.pk}").order_by("pk")
    return {each.title: each.stands() for each in rows}


def test_a_general_danger_is_owed_step_by_step_and_nothing_is_left(city):
    danger = make.reported(city)
    assert owed(danger)["核定隐患等级"][0] == DAY + timedelta(days=2)
    assert owed(danger)["核定隐患等级"][1] in ("安监员甲", "安监员乙")

    grading.grade(city.officer.actor, danger, major=False)
    assert list(owed(danger)) == ["下达整改指令"]
    make.order(city, fresh(danger), days=10)
    assert owed(danger) == {"整改隐患": (DAY + timedelta(days=10), "安全管理员")}
    with later(4):
        make.rectify(city, fresh(danger))
        assert list(owed(danger)) == ["复查隐患"]
        assert owed(danger)["复查隐患"][0] == DAY + timedelta(days=14)
    with later(5):
        make.close(city, fresh(danger))

    assert owed(danger) == {}
    assert ended(danger) == dict.fromkeys(["核定隐患等级", "下达整改指令", "整改隐患", "复查隐患"], Standing.DONE)
    assert list(faults()) == []


def test_the_figures_count_every_step_once_and_agree_with_the_rows(city):
    danger = make.closed(city)

    sums = figures_by(city.committee.actor, DAY, DAY + timedelta(days=99))[()]
    rows = Obligation.objects.filter(subject=f"dangers.danger:{danger.pk}")
    assert (sums.owed, sums.done) == (rows.count(), rows.count()) == (4, 4)


def test_what_is_late_is_done_late_or_made_up_never_in_time(city):
    danger = make.reported(city)

    with later(5):
        grading.grade(city.officer.actor, danger, major=False)

    assert ended(danger) == {"核定隐患等级": Standing.MADE_UP}


def test_a_major_danger_is_reported_twice_and_closed_by_its_deadline_too(city):
    danger = make.ordered(city, major=True, days=30)
    assert owed(danger) == {
        "重大隐患双报告": (DAY + timedelta(days=1), "安全管理员"),
        "整改隐患": (DAY + timedelta(days=30), "安全管理员"),
        "重大隐患销案": (DAY + timedelta(days=30), "站长"),
    }

    majors.report_major(city.manager.actor, danger, authority_on=DAY)
    assert "重大隐患双报告" in owed(danger)
    majors.report_major(city.manager.actor, fresh(danger), congress_on=DAY)
    assert "重大隐患双报告" not in owed(danger)
    make.plan(city, danger)
    make.rectify(city, fresh(danger))
    assert set(owed(danger)) == {"复查隐患", "重大隐患销案"}
    make.close(city, fresh(danger))

    assert owed(danger) == {}
    assert ended(danger)["重大隐患销案"] == ended(danger)["复查隐患"] == Standing.DONE


def test_two_duties_on_one_command_each_find_their_own_holder_and_clause(city):
    danger = make.rectified(city, major=True)

    rows = Obligation.objects.filter(OPEN, code="dangers.close", subject=f"dangers.danger:{danger.pk}")
    assert {each.occasion: (each.duty, each.clause) for each in rows} == {
        occasions.RECTIFIED: ("reinspect", "16.3"),
        occasions.MAJOR_ORDERED: ("close-major", "21.3"),
    }


def test_a_danger_sent_back_is_owed_anew_by_its_new_day(city):
    danger = make.rectified(city)

    orders.send_back(city.officer.actor, danger, reason="未到位", due=DAY + timedelta(days=6))

    assert owed(danger) == {"整改隐患": (DAY + timedelta(days=6), "安全管理员")}
    assert ended(danger)["复查隐患"] == Standing.DONE


def test_a_danger_taken_up_again_is_owed_again(city):
    danger = make.closed(city)

    orders.reopen(city.officer.actor, danger, reason="又出现", due=DAY + timedelta(days=6))

    assert owed(danger) == {"整改隐患": (DAY + timedelta(days=6), "安全管理员")}


def test_an_extension_is_owed_a_decision_and_moves_what_is_owed_with_its_history(city):
    danger = make.ordered(city, major=True, days=10)
    due = danger.due_on + timedelta(days=5)
    asked = extensions.ask_extension(city.manager.actor, danger, due=due, reason="其他")
    assert owed(asked) == {"审批延期": (danger.due_on, "站长")}

    extensions.decide_extension(city.officer.actor, asked, granted=True)

    assert owed(asked) == {}
    assert owed(danger)["整改隐患"][0] == owed(danger)["重大隐患销案"][0] == due
    act = Act.objects.get(command="dangers.decide_extension")
    moved = [each["due_on"] for each in act.changes.values() if "due_on" in each and each["due_on"][0]]
    assert moved.count([str(danger.due_on), str(due)]) == 3  # the danger and both obligations


def test_an_extension_declined_moves_nothing_and_one_without_object_is_void(city):
    first, second = make.ordered(city, days=10), make.ordered(city, days=10)
    due = first.due_on + timedelta(days=5)
    declined = extensions.ask_extension(city.manager.actor, first, due=due, reason="其他")
    extensions.decide_extension(city.officer.actor, declined, granted=False, opinion="不同意")
    lapsed = extensions.ask_extension(city.manager.actor, second, due=due, reason="其他")
    make.rectify(city, fresh(second))

    assert owed(first)["整改隐患"][0] == first.due_on
    assert ended(declined) == {"审批延期": Standing.DONE}
    assert ended(lapsed) == {"审批延期": Standing.VOID}


def test_a_danger_raised_while_in_rectification_is_owed_a_new_order(city):
    danger = make.ordered(city)

    grading.grade(city.officer.actor, danger, major=True, reason="复核后判定为重大")

    assert set(owed(danger)) == {"下达整改指令", "重大隐患双报告"}
    assert ended(danger)["整改隐患"] == Standing.VOID


def test_a_grade_corrected_before_the_order_asks_for_no_second_order(city):
    danger = make.graded(city, major=True)

    grading.grade(city.second.actor, danger, major=False, reason="复核后不属重大")

    assert set(owed(danger)) == {"下达整改指令"}
    assert ended(danger)["重大隐患双报告"] == Standing.VOID


def test_what_is_no_danger_is_owed_no_more(city):
    reported, graded = make.reported(city), make.graded(city, major=True)

    for each in (reported, graded):
        grading.dismiss(city.chief.actor, fresh(each), reason="不属实")

    assert owed(reported) == owed(graded) == {}
    assert ended(reported)["核定隐患等级"] == Standing.DONE
    assert ended(graded)["下达整改指令"] == Standing.VOID


def test_what_was_corrected_on_the_spot_is_owed_a_second_look(city):
    finding = Finding("灭火器被杂物遮挡", corrected_on_spot=True)

    danger = reporting.report(city.officer.actor, city.mine, finding=finding, on=DAY)

    assert list(owed(danger)) == ["复查隐患"]


def test_who_receives_a_danger_owes_what_the_authority_owes_and_the_enterprise_keeps_its_own(city):
    grading_due, removing = make.reported(city), make.ordered(city)
    for each in (grading_due, removing):
        handover.transfer(city.chief.actor, each, to_post_id=city.department.post.pk, reason="矿山科职责")
        handover.receive(city.department.actor, fresh(each))

    assert owed(grading_due)["核定隐患等级"][1] == "矿山科科员"
    assert owed(removing)["整改隐患"][1] == "安全管理员"
    make.rectify(city, fresh(removing))
    assert owed(removing)["复查隐患"][1] == "矿山科科员"


def test_a_visit_of_yesterday_counts_on_its_day(city):
    danger = make.ordered(city, days=3)

    with later(4):
        closing.rectify(
            city.manager.actor,
            danger,
            on=date(2026, 3, 5),
            account="三日内已完成",
            evidence=make.photo(city.manager),
        )
        assert today() > danger.due_on

    assert ended(danger)["整改隐患"] == Standing.DONE


def test_dangers_that_came_without_their_debts_are_owed_again_by_the_night_job(city):
    reported, graded = make.reported(city), make.graded(city, major=True)
    ordered, rectified, closed = make.ordered(city, days=7), make.rectified(city), make.closed(city)
    every = [reported, graded, ordered, rectified]
    before = [owed(each) for each in every]
    Obligation.objects.all().delete()

    assert (catch_up(MORNING), catch_up(MORNING)) == (4, 0)

    assert [owed(each) for each in every] == before
    assert owed(closed) == {}


def test_only_the_clock_adds_what_is_missing(city):
    make.reported(city)
    Obligation.objects.all().delete()

    with pytest.raises(NotGranted):
        owe_missing(city.officer.actor, None)

    assert owe_missing(CLOCK, None) == 1
    with pytest.raises(NothingToDo):
        owe_missing(CLOCK, None)

"""Check lists, officers, times and places, without a database."""

from datetime import UTC, date, datetime

import pytest

from sanze.perform.inspections import rules
from sanze.perform.inspections.values import CheckResult, Officer, Training

NOW = datetime(2026, 3, 2, 4, tzinfo=UTC)


def line(code, result):
    return CheckResult(code, "检查项", result)


@pytest.mark.parametrize(
    ("results", "planned", "found", "fault"),
    [
        ([line("A", "ok"), line("B", "na")], ["A", "B"], [], None),
        ([line("A", "fail")], ["A"], ["A"], None),
        ([line("A", "ok")], [], [""], None),
        ([line("A", "ok")], ["A", "B"], [], "B 没有检查结果"),
        ([line("A", "fail")], [], [], "A 不合格，但没有登记隐患"),
        ([line("A", "ok")], [], ["A"], "A 合格，却登记了隐患"),
        ([line("A", "ok"), line("A", "na")], [], [], "A 有不止一个结果"),
        ([line("A", "maybe")], [], [], "A 的结果「maybe」无效"),
        ([CheckResult("A", "长" * 401, "ok")], [], [], "A 的文字太长"),
    ],
)
def test_a_check_list_is_whole_and_agrees_with_what_was_found(results, planned, found, fault):
    assert rules.result_faults(results, planned, found) == ([fault] if fault else [])


@pytest.mark.parametrize(
    ("answers", "passes"),
    [
        ((True, True, True, 0), True),
        ((True, True, None, 0), True),
        ((False, True, True, 0), False),
        ((True, False, True, 0), False),
        ((True, True, False, 0), False),
        ((True, True, True, 1), False),
    ],
)
def test_training_passes_only_where_nobody_fails(answers, passes):
    assert Training(*answers).passes() is passes


def test_two_certified_officers_are_two_different_people():
    chen = Officer(1, "陈静", "YH-001")

    assert rules.officer_faults([1, 1], {1: chen}, least=2) == ["执法人员不少于 2 人，现为 1 人"]
    assert rules.officer_faults([1, 2], {1: chen}, least=2) == ["人员 2 当日没有有效执法证或者不在执法岗位"]
    assert rules.officer_faults([1], {1: chen}, least=1) == []


@pytest.mark.parametrize(
    ("start", "end", "fault"),
    [
        (NOW, NOW, ""),
        (NOW, NOW.replace(hour=3), "结束时间早于开始时间"),
        (NOW, NOW.replace(hour=5), "结束时间还没有到"),
        (NOW.replace(tzinfo=None), NOW, "时间须带时区"),
        (NOW.replace(year=1), NOW, "开始时间早于 2000 年"),
    ],
)
def test_a_visit_has_a_span_that_is_over(start, end, fault):
    assert rules.time_fault(start, end, NOW) == fault


def test_a_place_is_a_place_on_earth_or_none():
    assert rules.place_fault(112.5, 37.1) == rules.place_fault(None, None) == ""
    assert rules.place_fault(112.5, None) == "经度和纬度须同时填写"
    assert rules.place_fault(212.5, 37.1) == "没有 212.5, 37.1 这个位置"
    assert rules.place_fault(float("nan"), 37.1) == "没有 nan, 37.1 这个位置"


def test_visits_are_counted_by_calendar_years():
    assert rules.year_of(date(2026, 3, 2)) == (date(2026, 1, 1), date(2026, 12, 31))

"""What a visit must be before it stands. Pure: no Django, no clock, no database."""

from collections.abc import Iterable
from datetime import date, datetime

from sanze.perform.inspections.values import FAIL, OK, RESULTS, CheckResult, Officer

MOST_RESULTS = 500
LONGEST_TEXT = 400
EARLIEST_YEAR = 2000


def time_fault(start: datetime, end: datetime, now: datetime) -> str:
    """What is wrong with the span of a visit; empty if nothing."""
    if start.tzinfo is None or end.tzinfo is None:
        return "时间须带时区"
    if start.year < EARLIEST_YEAR:
        return f"开始时间早于 {EARLIEST_YEAR} 年"
    if end < start:
        return "结束时间早于开始时间"
    if end > now:
        return "结束时间还没有到"
    return ""


def place_fault(longitude: float | None, latitude: float | None) -> str:
    """What is wrong with a position in degrees; empty if nothing, or if there is none."""
    if (longitude is None) != (latitude is None):
        return "经度和纬度须同时填写"
    if longitude is None:
        return ""
    return "" if -180 <= longitude <= 180 and -90 <= latitude <= 90 else f"没有 {longitude}, {latitude} 这个位置"


def result_faults(results: Iterable[CheckResult], planned: Iterable[str], found: Iterable[str]) -> list[str]:
    """What is wrong with a filled check list.

    planned: codes that had to be checked. found: item codes of the dangers found. Every planned item needs a
    result, every failed one a danger, and a danger may not stand on an item that passed.
    """
    results, found = list(results), set(found) - {""}
    codes = [each.item_code for each in results]
    faults = [f"{each.item_code} 的结果「{each.result}」无效" for each in results if each.result not in RESULTS]
    faults += [f"{code} 有不止一个结果" for code in sorted({each for each in codes if codes.count(each) > 1})]
    faults += [f"{each.item_code[:30]} 的文字太长" for each in results if max(map(len, each.row())) > LONGEST_TEXT]
    if len(results) > MOST_RESULTS:
        faults.append(f"检查项不能超过 {MOST_RESULTS} 项")
    faults += [f"{code} 没有检查结果" for code in planned if code not in codes]
    failed = {each.item_code for each in results if each.result == FAIL}
    passed = {each.item_code for each in results if each.result == OK}
    faults += [f"{code} 不合格，但没有登记隐患" for code in sorted(failed - found)]
    faults += [f"{code} 合格，却登记了隐患" for code in sorted(passed & found)]
    return faults


def officer_faults(wanted: Iterable[int], certified: dict[int, Officer], *, least: int) -> list[str]:
    """What is wrong with the officers of an inspection, as sentences. certified: those who may inspect that day."""
    wanted = list(dict.fromkeys(wanted))
    faults = [f"人员 {each} 当日没有有效执法证或者不在执法岗位" for each in wanted if each not in certified]
    if len(wanted) < least:
        faults.append(f"执法人员不少于 {least} 人，现为 {len(wanted)} 人")
    return faults


def year_of(day: date) -> tuple[date, date]:
    """The first and the last day of the year in which visits are counted against the cap."""
    return date(day.year, 1, 1), date(day.year, 12, 31)

from datetime import date
from decimal import Decimal

from sanze.know.stations import rules


def test_money_is_there_only_in_full():
    assert rules.funded(Decimal(12), Decimal(12))
    assert not rules.funded(Decimal(12), Decimal("11.99"))
    assert not rules.funded(None, None)


def test_a_station_is_late_after_the_day_of_the_target():
    by = date(2026, 6, 30)

    assert rules.standing(ready_on=None, by=by, on=by) == "建设中"
    assert rules.standing(ready_on=None, by=by, on=date(2026, 7, 1)) == "逾期未达标"
    assert rules.standing(ready_on=date(2026, 7, 5), by=by, on=date(2026, 8, 1)) == "达标"


def test_a_stock_taking_names_what_the_standard_has_and_counts_from_nothing():
    assert rules.count_faults({"A": 0, "B": 3}, ["A", "B"]) == []
    assert rules.count_faults({"X": 1, "A": -1}, ["A"]) == ["标准中没有 X", "A 数量不能小于 0"]

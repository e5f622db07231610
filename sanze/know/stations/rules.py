"""How far a station has come: pure."""

from datetime import date
from decimal import Decimal


def funded(budgeted: Decimal | None, paid: Decimal | None) -> bool:
    """Whether the year's money was planned and is there in full."""
    return bool(budgeted) and paid is not None and paid >= budgeted


def standing(*, ready_on: date | None, by: date | None, on: date) -> str:
    """In a word: 达标 once reported as ready, 逾期未达标 after the target's day, 建设中 before it."""
    if ready_on:
        return "达标"
    return "逾期未达标" if by and on > by else "建设中"


def count_faults(counts: dict[str, int], known: list[str]) -> list[str]:
    """What is wrong with a stock-taking: codes that the standard has not, numbers below nothing."""
    unknown = [f"标准中没有 {each}" for each in counts if each not in known]
    return unknown + [f"{each} 数量不能小于 0" for each, number in counts.items() if number < 0]

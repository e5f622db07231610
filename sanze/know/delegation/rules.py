"""What may be entrusted: comparisons of words and days, without Django, clock or database."""

from collections.abc import Iterable
from datetime import date


def forbidden_words(matters: Iterable[str], forbidden: Iterable[str]) -> list[tuple[str, str]]:
    """(matter, word) of each matter that holds a word of what law keeps back."""
    words = list(forbidden)
    return [(each, word) for each in matters for word in words if word in each]


def span_fault(published_on: date, valid_from: date, valid_to: date, longest_days: int) -> str:
    """What is wrong with the days of an entrustment, empty if nothing. longest_days: from first to last day."""
    if valid_to < valid_from:
        return "截止日期早于起始日期"
    if valid_from < published_on:
        return "委托须先公布后生效，起始日期不能早于公布日期"
    if (valid_to - valid_from).days + 1 > longest_days:
        return f"委托期限最长 {longest_days} 天"
    return ""


def standing(*, revoked: bool, valid_from: date, valid_to: date, on: date, soon_days: int) -> str:
    """In a word how an entrustment stands on a day; soon_days: how many days before its end it counts as ending."""
    if revoked:
        return "已撤回"
    if on < valid_from:
        return "未生效"
    if on > valid_to:
        return "已到期"
    return "即将到期" if (valid_to - on).days < soon_days else "有效"

"""Grades, deadlines and hands of the danger loop. Pure: no Django, no clock, no database."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Hand:
    """Who did something: a person in a post. person_id is None for the platform's own hands."""

    person_id: int | None
    post_id: int | None


def same_hand(one: Hand, other: Hand) -> bool:
    """Whether two acts came from the same person or from the same post; one of either is enough."""
    same_person = one.person_id is not None and one.person_id == other.person_id
    same_post = bool(one.post_id) and one.post_id == other.post_id
    return same_person or same_post


def storable(text: str) -> bool:
    """Whether a database can keep the text: no NUL, no half of a surrogate pair, as hostile JSON may carry."""
    return "\x00" not in text and not any("\ud800" <= each <= "\udfff" for each in text)


def lowers(graded_major: bool | None, major: bool, *, suspected: bool) -> bool:
    """Whether a grade is below the one before, or below what the finder suspected where there is none."""
    return not major and (suspected if graded_major is None else graded_major)


def day_fault(on: date, *, not_before: date | None, today: date) -> str:
    """What is wrong with the day on which something is said to have been done; empty if nothing."""
    if on > today:
        return f"{on} 还没有到"
    if not_before is not None and on < not_before:
        return f"{on} 早于 {not_before}"
    return ""


def deadline_fault(due: date, *, begins: date, latest: date) -> str:
    """What is wrong with a deadline that runs from `begins`; empty if nothing."""
    if due < begins:
        return f"{due} 早于起算日 {begins}"
    if due > latest:
        return f"最迟可定为 {latest}"
    return ""


def closing_faults(
    *, major: bool, listed: bool, authority_reported: bool, congress_reported: bool, plan_missing: bool
) -> list[str]:
    """What a danger still lacks before anybody may close it, as sentences.

    Source: 安全生产法（2021）第四十一条 for the two reports of a major danger.
    """
    faults = []
    if listed:
        faults.append("仍在挂牌督办，须先摘牌")
    if major and not authority_reported:
        faults.append("重大隐患未向主管部门报告")
    if major and not congress_reported:
        faults.append("重大隐患未向职工大会或者职工代表大会报告")
    if major and plan_missing:
        faults.append("重大隐患没有治理方案")
    return faults

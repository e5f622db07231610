"""Shares of villages, and who may head a group: pure."""


def share(part: int, whole: int) -> int:
    """Percent of the whole, rounded down so that a target is never reached by rounding; 0 of nothing."""
    return 100 * part // whole if whole else 0


def people_of(text: str) -> list[list[str]]:
    """[name, role] of each line '姓名 职务'; a line without a role is a member."""
    lines = (each.split(maxsplit=1) for each in text.splitlines() if each.strip())
    return [[each[0], each[1].strip() if len(each) > 1 else "成员"] for each in lines]

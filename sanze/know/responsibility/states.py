"""The words of responsibility: roles, and the ways in which it may fail."""

from django.db import models


class Role(models.TextChoices):
    """Who carries it, and who helps."""

    MAIN = "main", "主责"
    SUPPORTING = "supporting", "配合"


class Flaw(models.TextChoices):
    """One way in which responsibility fails: nobody, too few, too many, an empty post, no power, a place in doubt."""

    GAP = "gap", "空档"
    OMISSION = "omission", "漏缺"
    OVERLAP = "overlap", "重叠"
    VACANCY = "vacancy", "岗位无人"
    EXPIRED = "expired", "指定到期"
    UNCERTIFIED = "uncertified", "执法证失效"
    CLOSED = "closed", "岗位已撤销"
    MISPLACED = "misplaced", "位置与属地不符"
    BORDERLINE = "borderline", "压界线"
    SPANNING = "spanning", "跨村"
    ADDRESS = "address", "地址与属地不符"


# Flaws of the land and not of an office.
OF_THE_PLACE = (Flaw.MISPLACED, Flaw.BORDERLINE, Flaw.SPANNING, Flaw.ADDRESS)

"""Statutory days off (法定节假日) of the years for which no arrangement is published yet.

Source: 《全国年节及纪念日放假办法》 as in force from 2025-01-01, thirteen days a year: New Year 1, Spring
Festival 4 (the eve to the third day), Qingming 1, Labour Day 2, Dragon Boat 1, Mid-Autumn 1, National Day 3.
The lunar days were computed once and stand here as a table.
"""

from datetime import date, timedelta

NEW_YEAR = "元旦"
SPRING_FESTIVAL = "春节"
QINGMING = "清明节"
LABOUR_DAY = "劳动节"
DRAGON_BOAT = "端午节"
MID_AUTUMN = "中秋节"
NATIONAL_DAY = "国庆节"

# Year: first lunar day, Qingming, Dragon Boat, Mid-Autumn, each as (month, day).
_MOVING_DAYS = {
    2027: ((2, 6), (4, 5), (6, 9), (9, 15)),
    2028: ((1, 26), (4, 4), (5, 28), (10, 3)),
    2029: ((2, 13), (4, 4), (6, 16), (9, 22)),
    2030: ((2, 3), (4, 5), (6, 5), (9, 12)),
    2031: ((1, 23), (4, 5), (6, 24), (10, 1)),
    2032: ((2, 11), (4, 4), (6, 12), (9, 19)),
    2033: ((1, 31), (4, 4), (6, 1), (9, 8)),
    2034: ((2, 19), (4, 5), (6, 20), (9, 27)),
    2035: ((2, 8), (4, 5), (6, 10), (9, 16)),
}

LISTED_YEARS = frozenset(_MOVING_DAYS)


def statutory_days(year: int) -> dict[date, str]:
    """The statutory days off of a year and their names.

    Outside LISTED_YEARS only those with a fixed date in the solar calendar. Where two festivals share a
    day, it bears the name of the lunar one.
    """
    days = {date(year, 1, 1): NEW_YEAR}
    days |= {date(year, 5, day): LABOUR_DAY for day in (1, 2)}
    days |= {date(year, 10, day): NATIONAL_DAY for day in (1, 2, 3)}
    if year in _MOVING_DAYS:
        spring, qingming, boat, moon = (date(year, *each) for each in _MOVING_DAYS[year])
        days |= {spring + timedelta(days=offset): SPRING_FESTIVAL for offset in (-1, 0, 1, 2)}
        days |= {qingming: QINGMING, boat: DRAGON_BOAT, moon: MID_AUTUMN}
    return days

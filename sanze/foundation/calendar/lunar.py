"""Days of the lunar calendar (农历) in the solar one, from a table of the years that the platform may live to see.

The calendar follows from the moon and the sun as GB/T 33661-2017 says; it was computed once and stands here as a
table. A test holds each month against the mean new moon, and the festivals against known dates.
"""

from datetime import date, timedelta

# Year: its first day as (month, day), its months in order (1 for 30 days, 0 for 29), and which one is a leap month's
# forerunner: 5 means that a second fifth month follows the fifth.
_YEARS = {
    2024: ((2, 10), "010010110110", 0),
    2025: ((1, 29), "1010010101110", 6),
    2026: ((2, 17), "101001001110", 0),
    2027: ((2, 6), "110100100110", 0),
    2028: ((1, 26), "1110100100110", 5),
    2029: ((2, 13), "110101010011", 0),
    2030: ((2, 3), "010110101010", 0),
    2031: ((1, 23), "0110101101010", 3),
    2032: ((2, 11), "100101101101", 0),
    2033: ((1, 31), "0100101011101", 11),
    2034: ((2, 19), "010010101101", 0),
    2035: ((2, 8), "101001001101", 0),
    2036: ((1, 28), "1101001001011", 6),
    2037: ((2, 15), "110100100101", 0),
    2038: ((2, 4), "110101010010", 0),
    2039: ((1, 24), "1101101010100", 5),
    2040: ((2, 12), "101101011010", 0),
    2041: ((2, 1), "010101101101", 0),
    2042: ((1, 22), "0100101011011", 2),
    2043: ((2, 10), "010010011011", 0),
    2044: ((1, 30), "1010010010111", 7),
    2045: ((2, 17), "101001001011", 0),
    2046: ((2, 6), "101010100101", 0),
    2047: ((1, 26), "1011010100101", 5),
    2048: ((2, 14), "011011010010", 0),
    2049: ((2, 2), "101011011010", 0),
    2050: ((1, 23), "0101010110110", 3),
}
LUNAR_YEARS = range(min(_YEARS), max(_YEARS) + 1)


def lunar_day(year: int, month: int, day: int) -> date | None:
    """The day of that month, never of a leap month, of the lunar year that begins in a solar year.

    The 30th of a month of 29 days is its last day. None for a year outside LUNAR_YEARS.
    """
    if year not in _YEARS:
        return None
    _, lengths, leap = _YEARS[year]
    before = month - 1 + bool(leap and month > leap)
    length = 29 + int(lengths[before])
    return months_of(year)[before] + timedelta(days=min(day, length) - 1)


def months_of(year: int) -> list[date]:
    """The first day of each month of a listed lunar year, leap month included, and of the year after it."""
    begin, lengths, _ = _YEARS[year]
    days = [date(year, *begin)]
    for length in lengths:
        days.append(days[-1] + timedelta(days=29 + int(length)))
    return days

"""How areas are numbered: below the county each level adds three digits to the code of the one above."""

from collections.abc import Iterable

DIGITS = 3
LAST = 999


def free_code(parent: str, taken: Iterable[str], wish: str = "") -> str:
    """A code below the parent that no area ever had: the wished number if free, else the one after the highest.

    taken: every code given so far, closed areas included. wish: three digits.
    Raises LookupError when all 999 numbers are used up.
    """
    used = {int(code[len(parent) :]) for code in taken if len(code) == len(parent) + DIGITS and code.startswith(parent)}
    if wish and int(wish) not in used:
        return parent + wish
    number = max(used, default=0) + 1
    if number > LAST:
        number = next((each for each in range(1, LAST + 1) if each not in used), 0)
    if not number:
        raise LookupError(parent)
    return f"{parent}{number:0{DIGITS}d}"

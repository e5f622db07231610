"""What makes a password good enough, and passwords made by the platform itself."""

import hashlib
import secrets
import string

# Without 0 O 1 l I, which people mistake for one another when they type from paper.
LETTERS = "abcdefghijkmnpqrstuvwxyz"
CAPITALS = "ABCDEFGHJKLMNPQRSTUVWXYZ"
DIGITS = "23456789"
GROUP = 4
SHORTEST_NAME = 2


def password_faults(password: str, *, length: int, classes: int, names: tuple[str, ...]) -> list[str]:
    """What is wrong with a new password, a sentence for each fault; empty for a good one.

    length: characters at least. classes: how many of capitals, small letters, digits and others at least.
    names: words of the person (sign-in name, name, telephone) that the password must not contain.
    """
    faults = []
    if len(password) < length:
        faults.append(f"密码至少 {length} 位，现为 {len(password)} 位")
    if classes_in(password) < classes:
        faults.append(f"密码须包含大写字母、小写字母、数字、符号中的至少 {classes} 类")
    if any(len(name) >= SHORTEST_NAME and name.casefold() in password.casefold() for name in names):
        faults.append("密码不能包含本人的登录名、姓名或电话")
    return faults


def classes_in(password: str) -> int:
    """How many of the four classes of characters occur."""
    kinds = (string.ascii_uppercase, string.ascii_lowercase, string.digits)
    found = sum(any(each in kind for each in password) for kind in kinds)
    return found + any(all(each not in kind for kind in kinds) for each in password)


def one_time_password(length: int) -> str:
    """A random password of at least `length` characters in groups that are easy to read out, e.g. 'Kxw7-…'.

    Each group holds a capital, two small letters and a digit: with the dashes four classes, 21 bits a group.
    """
    groups = []
    while len("-".join(groups)) < max(length, 3 * GROUP):
        letters = (secrets.choice(CAPITALS), secrets.choice(LETTERS), secrets.choice(LETTERS), secrets.choice(DIGITS))
        groups.append("".join(letters))
    return "-".join(groups)


def token_digest(bearer: str) -> str:
    """What is kept of a program's key. The key is random and long, so a plain hash cannot be guessed back."""
    return hashlib.sha256(bearer.encode()).hexdigest()

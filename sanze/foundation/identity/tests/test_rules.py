"""Passwords that are good enough, and those that the platform makes."""

import pytest

from sanze.foundation.identity.rules import classes_in, one_time_password, password_faults

NAMES = ("chenjing", "陈静", "13800000000")


def faults(password: str) -> list[str]:
    return password_faults(password, length=12, classes=3, names=NAMES)


def test_a_good_password_has_no_fault():
    assert faults("Kettle-4-Autumn") == []


def test_a_short_password_is_told_how_short():
    assert faults("Kettle-4") == ["密码至少 12 位，现为 8 位"]


def test_two_classes_are_not_three():
    assert faults("kettleautumn4") == ["密码须包含大写字母、小写字母、数字、符号中的至少 3 类"]


@pytest.mark.parametrize("password", ["ChenJing-2026-x", "A-陈静-kettle-4", "Kettle-13800000000"])
def test_names_inside_are_found_whatever_their_case(password):
    assert faults(password) == ["密码不能包含本人的登录名、姓名或电话"]


def test_an_empty_telephone_number_is_no_fault():
    assert password_faults("Kettle-4-Autumn", length=12, classes=3, names=("x", "", "陈")) == []


def test_every_fault_is_told_at_once():
    assert len(faults("陈静")) == 3


@pytest.mark.parametrize(("password", "classes"), [("", 0), ("a", 1), ("aA", 2), ("aA1", 3), ("aA1-", 4), ("陈", 1)])
def test_classes_are_counted(password, classes):
    assert classes_in(password) == classes


@pytest.mark.parametrize("length", [8, 12, 20])
def test_a_password_of_the_platform_is_good_and_never_the_same(length):
    made = {one_time_password(length) for _ in range(200)}

    assert len(made) == 200
    assert all(password_faults(each, length=length, classes=4, names=NAMES) == [] for each in made)

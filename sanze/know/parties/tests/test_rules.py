"""Credit codes and addresses."""

import pytest

from sanze.know.parties.credit_code import uscc_problem
from sanze.know.parties.rules import Gazetteer, name_key

VALID = ["91350100M000100Y43", "91512081MA62K0260E", "91330100799655058B", "9144030071526726XG", "914403001922038216"]


@pytest.mark.parametrize("code", VALID)
def test_real_codes_have_no_problem(code):
    assert uscc_problem(code) == ""


def test_a_wrong_check_character_is_named():
    assert uscc_problem("91310115MA1H8R7C6D") == "统一社会信用代码校验位不符，末位应为 7，请核对是否抄错"


def test_length_and_letters_are_named():
    assert uscc_problem("9135") == "统一社会信用代码应为18位，现为4位"
    assert uscc_problem("91350100M000100YIO") == "统一社会信用代码不应含有 I、O"


def test_every_changed_character_of_a_code_is_noticed():
    code = VALID[0]
    for place in range(17):
        other = "1" if code[place] != "1" else "2"
        assert uscc_problem(code[:place] + other + code[place + 1 :])


@pytest.mark.parametrize(
    ("one", "other"),
    [("云河 矿业有限公司", "云河矿业有限责任公司"), ("云河（东镇）商贸公司", "云河(东镇)商贸有限公司")],
)
def test_two_spellings_of_a_name_are_one(one, other):
    assert name_key(one) == name_key(other)


GAZETTEER = Gazetteer(
    [("149981101", "青石镇"), ("149981102", "望江乡"), ("149981001", "城关街道")],
    [("149981101201", "桥头村"), ("149981102201", "桥头村"), ("149981102202", "柳林村"), ("149981001001", "东关社区")],
)


@pytest.mark.parametrize(
    ("address", "code", "sure"),
    [
        ("云河市青石镇桥头村1号", "149981101201", True),
        ("青石镇工业园区", "149981101", True),
        ("城关街道办事处东关社区居委会", "149981001001", True),
        ("柳林村北侧500米", "149981102202", False),
        ("青石镇与望江乡交界", "149981101", False),
    ],
)
def test_an_address_names_its_place(address, code, sure):
    found = GAZETTEER.locate(address)
    assert (found.code, found.sure) == (code, sure)


@pytest.mark.parametrize("address", ["", "桥头村", "北京市朝阳区"])
def test_an_address_that_names_no_single_place_gives_none(address):
    assert GAZETTEER.locate(address) is None

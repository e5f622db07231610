"""The build step: lists of a package in, one file out."""

import json

import pytest
from click.testing import CliRunner

from sanze.know.jurisdictions import divisions
from sanze.know.jurisdictions.build_divisions import BrokenSource, build, main

LISTS = {
    "provinces": 'code,name\n99,"试省"\n',
    "cities": 'code,name,provinceCode\n9901,"试市",99\n',
    "areas": 'code,name,cityCode,provinceCode\n990102,"乙县",9901,99\n990101,"甲县",9901,99\n',
    "streets": ('code,name,areaCode\n990101100,"东镇",990101\n990101101,"空镇",990101\n990102001,"北街道",990102\n'),
    "villages": (
        'code,name,streetCode\n990101100201,"二村村委会",990101100\n990101100200,"一村, ""旧""",990101100\n'
        '990102001001,"𡐓社区",990102001\n'
    ),
}


@pytest.fixture
def package(tmp_path):
    (tmp_path / "dist").mkdir()
    for level, text in LISTS.items():
        (tmp_path / "dist" / f"{level}.csv").write_text(text, encoding="utf-8")
    (tmp_path / "package.json").write_text(json.dumps({"name": "试", "version": "9.9.9"}), encoding="utf-8")
    return tmp_path


@pytest.fixture
def built(package, monkeypatch):
    monkeypatch.setattr(divisions, "FILE", package / "divisions.xz")
    divisions._index.cache_clear()
    yield CliRunner().invoke(main, [str(package), "--as-of", "2031-01-01", "--output", str(divisions.FILE)])
    divisions._index.cache_clear()


def test_what_was_built_is_what_is_read(built):
    assert built.exit_code == 0
    source = divisions.source()
    assert (source.version, source.as_of, source.counts["villages"]) == ("9.9.9", "2031-01-01", 3)

    first, second = divisions.load("990101"), divisions.load("990102")
    assert [(part.code, part.name) for part in first.walk()] == [
        ("990101", "甲县"),
        ("990101100", "东镇"),
        ("990101100200", '一村, "旧"'),
        ("990101100201", "二村村委会"),
        ("990101101", "空镇"),
    ]
    assert second.parts[0].parts[0].full_name == "试省试市乙县北街道𡐓社区"


def test_the_same_package_gives_the_same_bytes(package):
    assert build(package, "2031-01-01") == build(package, "2031-01-01")


@pytest.mark.parametrize(
    ("level", "row", "complaint"),
    [
        ("villages", "990103001001,孤村,990103001", "lie in none of streets"),
        ("villages", "9901010,短码,990101100", "no division of 12 digits"),
        ("areas", "990101,甲县,9901,99", "occurs twice"),
        ("streets", "990101102,  ,990101", "no division of 9 digits"),
    ],
)
def test_lists_that_do_not_fit_are_refused(package, level, row, complaint):
    with (package / "dist" / f"{level}.csv").open("a", encoding="utf-8") as file:
        file.write(row + "\n")

    with pytest.raises(BrokenSource, match=complaint):
        build(package, "2031-01-01")

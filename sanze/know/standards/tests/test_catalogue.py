"""The shipped library is whole, and a damaged one is refused with a sentence that says where."""

import shutil
from collections import Counter
from datetime import date

import pytest

from sanze.know.standards.catalogue import HERE, CatalogueError, load, read_catalogue

TODAY = date(2026, 11, 24)

ITEMS_PER_SERIES = {
    "CM": 18, "NM": 14, "HC": 17, "FW": 12, "RD": 13, "CO": 16, "FI": 14, "TR": 15, "SE": 12, "SB": 10,
    "EP": 10, "AM": 8, "OH": 12, "GE": 14, "GS": 8, "EX": 6,
}  # fmt: skip


@pytest.fixture
def copy(tmp_path):
    """A copy of the library that a test may damage."""
    shutil.copytree(HERE, tmp_path / "data")
    return tmp_path / "data"


def damage(root, name, before, after):
    path = root / name
    text = path.read_text(encoding="utf-8")
    assert before in text
    path.write_text(text.replace(before, after, 1), encoding="utf-8")


def refusal(root):
    with pytest.raises(CatalogueError) as refused:
        read_catalogue(root)
    return str(refused.value)


def test_every_series_of_items_is_complete_and_numbered_without_gaps():
    counted = Counter(item.code[:2] for item in load().items)
    assert counted == ITEMS_PER_SERIES
    assert sum(counted.values()) == 199
    for series, count in counted.items():
        numbers = sorted(int(item.code[3:]) for item in load().items if item.code.startswith(series))
        assert numbers == list(range(1, count + 1))


def test_the_library_states_its_version():
    assert load().version == "2026.1"


def test_every_industry_of_the_policy_is_there():
    codes = {industry.code for industry in load().industries}
    assert codes >= {
        "general", "health", "coal", "noncoal", "underground", "openpit", "tailings", "hazchem", "pharma", "fireworks",
        "explosives", "transport", "schoolbus", "construction", "crowded", "metallurgy", "trade", "special", "power",
        "gas", "farm",
    }  # fmt: skip


def test_every_item_has_a_basis_that_is_in_force_today():
    library = load()
    silent = [
        item.code
        for item in library.items
        if not any(library.instrument(basis.instrument).in_force(TODAY) for basis in item.basis)
    ]
    assert silent == []


def test_every_major_item_has_a_criterion_in_force_or_says_why_not():
    library = load()
    judged = {code for criterion in library.criteria if criterion.in_force(TODAY) for code in criterion.items}
    major = [item for item in library.items if item.severity == "major"]
    assert [item.code for item in major if item.code not in judged and not item.no_criterion] == []


def test_an_item_does_not_both_have_a_criterion_and_say_that_there_is_none():
    library = load()
    judged = {code for criterion in library.criteria for code in criterion.items}
    assert [item.code for item in library.items if item.no_criterion and item.code in judged] == []


def test_a_general_item_that_a_criterion_names_says_when_it_rises():
    library = load()
    judged = {code for criterion in library.criteria for code in criterion.items}
    silent = [
        item.code
        for item in library.items
        if item.severity == "general" and item.code in judged and not item.raises_when
    ]
    assert silent == []


def test_the_industries_that_must_have_criteria_have_them():
    counted = Counter(criterion.industry for criterion in load().criteria)
    assert counted["hazchem"] == counted["fireworks"] == 20
    assert counted["coal"] >= 17
    for code in ("underground", "openpit", "tailings", "trade", "metallurgy", "crowded", "construction", "transport",
                 "special", "gas", "farm", "explosives", "power"):  # fmt: skip
        assert counted[code] >= 4, code


def test_a_criterion_lives_as_long_as_its_instrument():
    library = load()
    old = next(each for each in library.criteria if each.code == "coal-17")
    assert (old.valid_from, old.valid_to) == (date(2021, 1, 1), date(2026, 6, 30))
    assert not old.in_force(TODAY)


def test_doubtful_criteria_carry_no_article_number():
    doubtful = [each for each in load().criteria if each.mark == "?"]
    assert doubtful
    assert not any("第" in each.article for each in doubtful)


def test_a_citation_reads_as_a_document_prints_it():
    library = load()
    assert library.cite(library.item("HC-09").basis[0]) == (
        "《化工和危险化学品生产经营单位重大生产安全事故隐患判定标准（试行）》（安监总管三〔2017〕121号）第十五项"
    )


@pytest.mark.parametrize(
    ("name", "before", "after", "said"),
    [
        (
            "items/coal.yaml",
            "cmr-2024 第三十一条",
            "cmr-1999 第三十一条",
            "items/coal.yaml CM-01：依据文件“cmr-1999”不在标准库里",
        ),
        ("items/coal.yaml", "CM-02", "CM-01", "items/coal.yaml CM-01：编号重复，已在 items/coal.yaml 用过"),
        ("items/coal.yaml", "industry: coal", "industry: mining", "items/coal.yaml CM-01：行业“mining”不在标准库里"),
        (
            "items/coal.yaml",
            "severity: major",
            "severity: huge",
            "items/coal.yaml CM-01：severity：不是允许的取值（现为“huge”）",
        ),
        (
            "items/coal.yaml",
            "usual_limit_days: 0",
            "usual_limit_days: -1",
            "items/coal.yaml CM-01：usual_limit_days：不能小于 0",
        ),
        ("items/coal.yaml", "usual_limit_days: 0", "limits: 0", "items/coal.yaml CM-01：limits：没有这样的字段"),
        ("items/coal.yaml", "    category: 管理\n", "", "items/coal.yaml CM-01：category：缺少这一项"),
        (
            "items/coal.yaml",
            "    usual_limit_days: 0\n",
            "",
            "items/coal.yaml CM-01：usual_limit_days（天数）和 limit_note",
        ),
        (
            "items/coal.yaml",
            "valid_from: 2024-05-01",
            "valid_from: 去年",
            "items/coal.yaml CM-01：valid_from：不是日期",
        ),
        ("items/coal.yaml", "valid_from: 2024-05-01", "valid_from: 2024-05-01\nvalid_to: 2023-05-01", "早于生效日"),
        (
            "items/coal.yaml",
            "valid_from: 2024-05-01",
            "begin: 2024-05-01",
            "items/coal.yaml：文件头没有这样的字段：begin",
        ),
        ("items/coal.yaml", "items:", "entries:", "items/coal.yaml：缺少列表“items”"),
        ("items/coal.yaml", "  - code: CM-02", "   - code: CM-02", "items/coal.yaml：第 "),
        (
            "criteria/coal.yaml",
            "items: [CM-01, CM-02]",
            "items: [CM-99]",
            "criteria/coal.yaml coal-01：检查项“CM-99”不在标准库里",
        ),
        ("criteria/coal.yaml", "超能力, 超强度", "超, 超强度", "criteria/coal.yaml coal-01：keywords：关键词“超”太短"),
        ("criteria/coal.yaml", "产量+超+核定/设计/能力", "产量+超+核定/", "关键词“产量+超+核定/”里有空的词"),
        (
            "instruments.yaml",
            'number: GB 5083, mark: "?", note: 年号以现行版为准',
            'number: GB 5083, mark: "?"',
            "note 写明",
        ),
        ("industries.yaml", 'version: "2026.1"', "version: 2026.1", "缺少版本号 version，要加引号"),
        (
            "industries.yaml",
            "includes: [hazchem]",
            "includes: [chemistry]",
            "industries.yaml pharma：行业“chemistry”不在标准库里",
        ),
        (
            "industries.yaml",
            "aliases: [烟花, 爆竹",
            "aliases: [烟花, 煤炭",
            "industries.yaml fireworks：名称“煤炭”与 coal 重复",
        ),
    ],
)
def test_a_damaged_file_is_refused_with_file_entry_and_fault(copy, name, before, after, said):
    damage(copy, name, before, after)
    assert said in refusal(copy)


def test_a_missing_file_is_named(copy):
    (copy / "instruments.yaml").unlink()
    assert refusal(copy) == "缺少标准库文件 instruments.yaml"


def test_a_file_in_another_encoding_is_named(copy):
    (copy / "items" / "gas.yaml").write_bytes("industry: 燃气".encode("gb18030"))
    assert refusal(copy) == "items/gas.yaml：不是 UTF-8 编码，请另存为 UTF-8"


def test_the_shipped_library_is_not_read_twice():
    assert load() is load()

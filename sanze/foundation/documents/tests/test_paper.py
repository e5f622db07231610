import json
from datetime import date

import pytest

from sanze.foundation.documents.layout import BLOCK_POINTS
from sanze.foundation.documents.paper import (
    CELL_INSET,
    Fields,
    Heading,
    Paper,
    Table,
    attachment_lines,
    chinese_date,
    form_rows,
    printable,
    printable_lines,
)
from sanze.foundation.documents.tests.samples import (
    hostile,
    inspection_record,
    long_order,
    order,
    reinspection_opinion,
)


@pytest.mark.parametrize(
    "paper", [order(), inspection_record(), reinspection_opinion(), long_order(), hostile("<a>\n\"'&")]
)
def test_a_paper_comes_back_from_its_json(paper):
    assert Paper.from_json(paper.to_json()) == paper


def test_the_json_of_a_paper_is_stable():
    again = json.dumps(
        json.loads(order().to_json()), ensure_ascii=False, sort_keys=True, separators=(",", ":")
    )
    assert again == order().to_json()
    assert order(blocks=list(order().blocks)) == order()


def test_any_change_shows_in_the_json():
    assert order(number="（东）应急责改〔2026〕16号").to_json() != order().to_json()


@pytest.mark.parametrize(
    "text",
    ["[]", "{}", '{"form":2}', '{"form":1}', '{"form":1,"blocks":[{"block":"script"}]}', "nonsense"],
)
def test_what_is_no_paper_is_refused(text):
    with pytest.raises(ValueError):  # noqa: PT011
        Paper.from_json(text)


def test_a_paper_with_an_unknown_word_is_refused():
    content = json.loads(order().to_json()) | {"colour": "red"}
    with pytest.raises(ValueError, match="colour"):
        Paper.from_json(json.dumps(content))


def test_blocks_that_make_no_sense_are_refused():
    with pytest.raises(ValueError, match="level"):
        Heading("x", 5)
    with pytest.raises(ValueError, match="wide"):
        Table(("a", "b"), (("1",),))
    with pytest.raises(ValueError, match="wide"):
        Table((), ())
    with pytest.raises(ValueError, match="unpack"):
        Fields((("a",),))


def test_dates_are_written_without_leading_zeros():
    assert chinese_date(date(2026, 3, 2)) == "2026年3月2日"


def test_only_what_can_be_printed_is_kept():
    assert printable_lines("甲\x00乙\r\n\n丙\u202e丁\t戊\ud800") == ["甲乙", "丙丁 戊"]
    assert printable_lines("") == [""]
    assert printable("甲\n乙") == "甲 乙"


def test_a_single_attachment_bears_no_number():
    assert attachment_lines(["清单"]) == [("附件：", "清单")]
    assert attachment_lines(["甲", "乙"]) == [("附件：", "1. 甲"), ("", "2. 乙")]
    assert attachment_lines([]) == []


def test_two_short_pairs_share_a_row_of_a_form():
    pairs = [("甲", "1"), ("乙", "2"), ("丙", "长" * 20), ("丁", "4"), ("戊", "一\n二"), ("己", "6")]
    assert list(form_rows(pairs)) == [pairs[:2], pairs[2:3], pairs[3:4], pairs[4:5], pairs[5:]]


def test_signatory_and_red_words_default_to_the_issuer():
    assert order().signed_by == "东县应急管理局"
    assert order(signatory="东镇人民政府").signed_by == "东镇人民政府"
    assert order().red_words == "东县应急管理局文件"
    assert order(mark="东县安全生产委员会").red_words == "东县安全生产委员会"


def test_a_column_is_wide_enough_for_its_dates_and_takes_the_room_from_the_others():
    plain = Table(("事项", "说明"), (("甲", "乙"),), widths=(1, 3))
    tight = Table(("事项", "说明", "期限"), (("甲", "乙", "2026-12-09"),), widths=(6, 6, 1))
    full = Table(("一", "二"), (("A" * 40, "B" * 40),))

    assert plain.fitted() == [0.25, 0.75]
    first, second, day = tight.fitted()
    assert first == second
    assert day == pytest.approx((10 * 7 + CELL_INSET) / BLOCK_POINTS)
    assert first + second + day == pytest.approx(1)
    assert full.fitted() == [0.5, 0.5]

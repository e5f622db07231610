import pytest

from sanze.know.standards.checklists import FOLDER, checklist


@pytest.mark.parametrize("code", sorted(each.stem for each in FOLDER.glob("*.yaml")))
def test_every_shipped_list_can_be_read_and_says_how_sure_it_is(code):
    told = checklist(code)

    assert told.code == code
    assert told.mark in {"V", "K", "?"}
    assert all(each.quantity > 0 for _, each in told.items())


def test_what_is_lacking_is_told_with_its_number():
    told = checklist("station")
    there = dict.fromkeys(told.codes(), 99) | {"ST-E01": 1}

    assert [str(each) for each in told.shortfalls(there)] == ["执法记录仪缺1台"]
    assert len(told.shortfalls({})) == len(told.codes())


def test_points_count_of_a_hundred_and_basics_cannot_be_lacking():
    told = checklist("safe_village")
    every = set(told.codes())

    assert (told.score(every), told.lacking_basics(every)) == (100, [])
    assert told.score(every - {"SV-01"}) == 90
    assert [each.code for each in told.lacking_basics(every - {"SV-01", "SV-07"})] == ["SV-01"]

"""The progress of the levels: every figure is what its link opens, and adds up."""

from sanze.foundation.moment import today
from sanze.know.letters.ledgers import LetterLedger
from sanze.know.letters.progress import matrix_of
from sanze.know.letters.tests import factories as make
from tests import cast


def figures(actor) -> dict[tuple[str, str], list[int]]:
    matrix = matrix_of(actor, today().year)
    names = [each.id for each in matrix.levels]
    rows = [*matrix.rows, matrix.total]
    return {(row.name, names[at]): each.values() for row in rows for at, each in enumerate(row.figures) if each}


def test_what_should_be_is_counted_before_anything_is_drawn_up(city):
    found = figures(city.committee.actor)

    assert found["东镇", "township-village"] == [1, 0, 0, 0, 0]
    assert found["西镇", "township-village"] == [2, 0, 0, 0, 0]
    assert found["合计", "township-village"] == [3, 0, 0, 0, 0]
    assert found["云河市", "city-department"] == [1, 0, 0, 0, 0]


def test_signed_and_unsigned_are_told_apart(city):
    make.signed(city)
    make.issued(city.committee.actor, "township-village")

    found = figures(city.committee.actor)

    assert found["东镇", "township-village"] == [1, 1, 1, 0, 0]
    assert found["西镇", "township-village"] == [2, 2, 0, 2, 0]
    assert found["合计", "township-village"] == [3, 3, 1, 2, 0]


def test_a_township_sees_its_own_figures_alone(city):
    make.issued(city.committee.actor, "township-village")

    assert {name for name, _ in figures(city.chief.actor)} == {"东镇", "合计"}
    assert figures(city.chief.actor)["合计", "township-village"] == [1, 1, 0, 1, 0]


def test_the_ledger_behind_a_figure_holds_as_many(city):
    make.signed(city)
    make.issued(city.committee.actor, "township-village")
    ledger, actor = LetterLedger(), city.committee.actor

    query = {"template": "township-village", "year": str(today().year), "area": cast.WEST}
    assert ledger.rows(actor, query | {"unsigned": "1"}).count() == 2
    assert ledger.rows(actor, query | {"state": "signed"}).count() == 0
    assert ledger.rows(actor, query | {"issued": "1"}).count() == 2

"""On 1 January nothing stops: under the regime of the old year, and under another one that begins that day."""

import re
from datetime import date
from pathlib import Path

import pytest

import sanze
from sanze.foundation.moment import fixed
from sanze.foundation.pages.slots import DIARY, FIGURES, WAITING
from sanze.foundation.regime import commands as regimes
from sanze.foundation.regime.completeness import gaps
from sanze.foundation.regime.queries import regime
from sanze.foundation.regime.reading import check, packaged, shipped
from sanze.foundation.scope.actor import INSTALLER, Actor
from sanze.perform.dangers.commands import closing, grading, orders, reporting
from sanze.perform.dangers.commands.reporting import Finding
from sanze.perform.duties.commands.creating import keep_up
from sanze.perform.duties.commands.sweeping import sweep_until
from sanze.perform.duties.models import OPEN, Obligation
from sanze.perform.duties.proof import faults
from sanze.perform.duties.tests import county
from tests.cast import COUNTY, EAST, EAST_VILLAGE

EVE, NEW_YEAR, NEXT = date(2026, 12, 31), date(2027, 1, 1), date(2027, 1, 2)
# Names that the code asks a regime for by itself.
ASKED = re.compile(r"""\b(limit|limits|texts|lists)[(\[]\s*"([a-z_]+\.[a-z_.]+)\"""")
PARTS = {"limit": "limits"}


def content(name: str) -> dict:
    return check(packaged(name)).model_dump(mode="json")


@pytest.mark.parametrize("name", shipped())
def test_a_shipped_regime_has_every_figure_word_and_list_that_the_code_asks_for(name):
    found, missing = content(name), set()
    for file in Path(sanze.__file__).parent.rglob("*.py"):
        if "tests" not in file.parts and "demo" not in file.parts:
            for part, asked in ASKED.findall(file.read_text(encoding="utf-8")):
                if asked not in found[PARTS.get(part, part)]:
                    missing.add(asked)

    assert missing == set()


def test_the_second_regime_is_sound_and_whole():
    assert list(gaps(check(packaged("linhai-2027")))) == []


def test_the_regime_of_the_old_year_goes_on_until_another_begins(db):
    with fixed(county.at(date(2026, 12, 1))):
        county.lay_out(date(2026, 12, 1))
        regimes.enforce(INSTALLER, None, content=content("yunhe-2026"), on=date(2026, 12, 1))
        grid = county.post("village", EAST_VILLAGE, date(2026, 12, 1))
    for day in (EVE, NEW_YEAR):
        with fixed(county.at(day)):
            keep_up(day)

    mine = Obligation.objects.filter(holder=grid, duty="village-daily", period_first__gte=EVE)
    assert list(mine.order_by("due_on").values_list("due_on", flat=True)) == [EVE, NEW_YEAR, NEXT]


@pytest.fixture
def changing(db):
    """A city whose regime of 2026 is followed by that of another kind of city on New Year's morning."""
    begin = date(2026, 12, 1)
    with fixed(county.at(begin)):
        county.lay_out(begin)
        regimes.enforce(INSTALLER, None, content=content("yunhe-2026"), on=begin)
        county.post("village", EAST_VILLAGE, begin)
    with fixed(county.at(date(2026, 12, 20))):
        regimes.enforce(INSTALLER, None, content=content("linhai-2027"), on=NEW_YEAR)
        plant = county.enterprise("东山船厂", EAST_VILLAGE, "trade", date(2026, 12, 20), size="large", employees=300)
        posts = {
            "grid": county.post("grid_worker", EAST_VILLAGE, NEW_YEAR),
            "officer": county.post("street_officer", EAST, NEW_YEAR),
            "second": county.post("street_officer", EAST, NEW_YEAR),
            "bureau": county.post("bureau", COUNTY, NEW_YEAR),
            "keeper": county.post("plant", "", NEW_YEAR, party_id=plant.pk),
        }
    with fixed(county.at(EVE)):
        keep_up(EVE)
    return plant, posts


def test_from_the_morning_the_new_duties_are_owed_and_the_old_ones_end(changing):
    _, posts = changing
    with fixed(county.at(NEW_YEAR)):
        keep_up(NEW_YEAR)
        sweep_until(NEW_YEAR)
        assert regime().code == "linhai-2027"

    owed = Obligation.objects.filter(OPEN, regime="linhai-2027@1")
    assert {(each.duty, each.holder_id) for each in owed if each.area_code == EAST} == {
        ("street-monthly", owed.get(duty="street-monthly", area_code=EAST).holder_id)
    }
    assert owed.get(duty="bureau-quarterly").holder == posts["bureau"]
    assert not Obligation.objects.filter(OPEN, regime="yunhe-2026@1", period_first__gte=NEW_YEAR).exists()
    # The week that begins on Monday is the first that begins under the new regime.
    with fixed(county.at(date(2027, 1, 4))):
        keep_up(date(2027, 1, 4))
    weekly = Obligation.objects.get(duty="community-weekly", area_code=EAST_VILLAGE)
    assert (weekly.holder, weekly.due_on, weekly.late_until) == (posts["grid"], date(2027, 1, 10), date(2027, 1, 12))
    assert list(faults()) == []


def test_the_danger_loop_turns_under_the_limits_of_the_new_regime(changing):
    plant, posts = changing

    def hand(name: str, person: int) -> Actor:
        each = county.as_holder(posts[name])
        return Actor(
            f"人{person}", person_id=person, post_id=each.post_id, post=each.post, grants=each.grants,
            areas=each.areas, party_id=each.party_id, kind=posts[name].kind,
        )  # fmt: skip

    with fixed(county.at(NEW_YEAR, 10)):
        finding = Finding("吊车限位失灵")
        danger = reporting.report(hand("grid", 1), plant, finding=finding, on=NEW_YEAR)
        assert danger.number.startswith("LH270101")
        grading.grade(hand("officer", 2), danger, major=False)
        told = {"on": NEW_YEAR, "due": date(2027, 1, 11), "measures": "更换限位", "responsible": "厂长"}
        orders.order(hand("officer", 2), danger, **told)
        closing.rectify(hand("keeper", 3), danger, on=NEW_YEAR, account="已更换")
        closing.close(hand("second", 4), danger, on=NEW_YEAR, opinion="已消除")

    rows = Obligation.objects.filter(subject=f"dangers.danger:{danger.pk}")
    assert {each.code for each in rows} == {"dangers.grade", "dangers.order", "dangers.rectify", "dangers.close"}
    assert not rows.filter(discharged_on=None).exists()


def test_every_desk_opens_on_the_new_morning(changing):
    _, posts = changing
    with fixed(county.at(NEW_YEAR, 8)):
        keep_up(NEW_YEAR)
        for each in posts.values():
            actor = county.as_holder(each)
            labels = [each.label for slot in FIGURES for each in slot(actor)]
            marks = [each.on for slot in DIARY for each in slot(actor, NEW_YEAR, date(2027, 12, 31))]
            owed = [each for slot in WAITING for each in slot(actor) if each.kind == "owed"]
            assert "本月按期履责率" in labels
            assert bool(marks) == bool(owed)
        owed = [each for slot in WAITING for each in slot(county.as_holder(posts["bureau"]))]

    assert "规模以上企业季度抽查" in {task.title for each in owed for task in each.tasks}

"""The county's own items and criteria, and shipped items that it does without: what is granted and what is refused."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from sanze.foundation.acts.models import Act
from sanze.foundation.acts.refusal import NotGranted, OutOfScope
from sanze.foundation.moment import today
from sanze.foundation.scope.actor import Actor
from sanze.know.standards import commands, queries
from sanze.know.standards.models import OwnCriterion, OwnItem, SetAside
from sanze.know.standards.values import NewItem

COUNTY, EAST, WEST = "149981", "149981101", "149981102"
POWERS = ("add_item", "retire_item", "add_criterion", "retire_criterion", "set_aside")
COMMITTEE = Actor("冯涛", post_id=1, areas=(COUNTY,), grants=frozenset(f"standards.{each}" for each in POWERS))
STATION = replace(COMMITTEE, name="陈静", post_id=2, areas=(EAST,))
COAL = replace(COMMITTEE, name="孙伟", post_id=3, industries=("coal",))
NOBODY = replace(COMMITTEE, name="王芳", post_id=4, grants=frozenset())
TOLD = {
    "area_code": COUNTY,
    "industry": "coal",
    "text": "冬季副井口防冻设施没有投用",
    "category": "物",
    "measure": "投用热风炉，清除井口结冰",
    "basis": "《云河市煤矿冬季“三防”规定》第六条",
    "limit_days": 3,
    "valid_from": date(2026, 1, 1),
}
JUDGED = {
    "area_code": COUNTY,
    "industry": "coal",
    "text": "副井口结冰仍然提升人员",
    "basis": "《云河市煤矿冬季“三防”规定》第九条",
    "keywords": ["井口/井筒+结冰+提升/升降/上下人"],
    "valid_from": date(2026, 1, 1),
}

pytestmark = pytest.mark.django_db


def refused(refusal, call, *args, **facts):
    """The call is refused, and nothing is left of it."""
    before = Act.objects.count(), OwnItem.objects.count(), OwnCriterion.objects.count(), SetAside.objects.count()
    with pytest.raises(refusal):
        call(*args, **facts)
    assert before == (
        Act.objects.count(), OwnItem.objects.count(), OwnCriterion.objects.count(), SetAside.objects.count()
    )  # fmt: skip


def test_own_items_get_codes_in_a_row_that_are_none_of_the_librarys():
    first = commands.add_item(COMMITTEE, None, **TOLD)
    second = commands.add_item(COMMITTEE, None, **TOLD | {"text": "副井口没有测温"})

    assert (first.code, second.code) == ("本-001", "本-002")
    assert Act.objects.get(command="standards.add_item", result__endswith=f":{first.pk}").capability == "K19"


def test_without_the_grant_nothing_is_added_retired_or_set_aside():
    item = commands.add_item(COMMITTEE, None, **TOLD)
    criterion = commands.add_criterion(COMMITTEE, None, **JUDGED)
    aside = commands.set_aside(COMMITTEE, None, item_code="GE-01", area_code=COUNTY, reason="不涉及", on=today())

    told = {"reason": "废止", "on": today()}
    refused(NotGranted, commands.add_item, NOBODY, None, **TOLD | {"text": "别的内容"})
    refused(NotGranted, commands.import_items, NOBODY, None, area_code=COUNTY, items=[])
    refused(NotGranted, commands.retire_item, NOBODY, item, **told)
    refused(NotGranted, commands.add_criterion, NOBODY, None, **JUDGED | {"text": "别的情形"})
    refused(NotGranted, commands.retire_criterion, NOBODY, criterion, **told)
    refused(NotGranted, commands.set_aside, NOBODY, None, item_code="GE-02", area_code=COUNTY, **told)
    refused(NotGranted, commands.restore_item, NOBODY, aside, **told)


@pytest.mark.parametrize(
    ("refusal", "more"),
    [
        (commands.NoArea, {"area_code": ""}),
        (commands.UnknownIndustry, {"industry": "whaling"}),
        (commands.NothingTold, {"basis": " "}),
        (commands.BadChoice, {"category": "天气"}),
        (commands.BadChoice, {"limit_days": -1}),
        (commands.BadChoice, {"limit_days": 40_000}),
        (commands.TooLong, {"text": "长" * 301}),
        (commands.TooLong, {"basis": "长" * 501}),
        (commands.BadSpan, {"valid_to": date(2025, 12, 31)}),
        (OutOfScope, {"area_code": "140105"}),
    ],
)
def test_an_item_that_will_not_do_is_refused(refusal, more):
    refused(refusal, commands.add_item, COMMITTEE, None, **TOLD | more)


def test_an_item_that_the_library_or_the_county_has_is_refused():
    commands.add_item(COMMITTEE, None, **TOLD)

    refused(commands.SameText, commands.add_item, COMMITTEE, None, **TOLD | {"text": "冬季 副井口防冻设施没有投用"})
    shipped = queries.item("CM-02").text
    refused(commands.SameText, commands.add_item, COMMITTEE, None, **TOLD | {"text": shipped})


def test_a_township_adds_for_itself_and_not_for_the_county_nor_its_neighbour():
    made = commands.add_item(STATION, None, **TOLD | {"area_code": EAST})

    assert made.area_code == EAST
    refused(OutOfScope, commands.add_item, STATION, None, **TOLD | {"text": "别的"})
    refused(OutOfScope, commands.add_item, STATION, None, **TOLD | {"text": "别的", "area_code": WEST})


def test_a_department_adds_for_its_own_industries_only():
    assert commands.add_item(COAL, None, **TOLD).code == "本-001"
    refused(OutOfScope, commands.add_item, COAL, None, **TOLD | {"industry": "gas"})


def test_a_retired_item_is_used_until_its_day_and_not_from_it():
    item = commands.add_item(COMMITTEE, None, **TOLD)

    commands.retire_item(COMMITTEE, item, reason="规定废止", on=today() + timedelta(days=1))

    assert "本-001" in [each.code for each in queries.items_for("coal", today(), EAST)]
    assert "本-001" not in [each.code for each in queries.items_for("coal", today() + timedelta(days=1), EAST)]
    item.refresh_from_db()
    assert (item.retire_reason, item.standing(today() + timedelta(days=1))) == ("规定废止", "已停用")
    refused(commands.AlreadyRetired, commands.retire_item, COMMITTEE, item, reason="再停", on=today())


def test_an_item_is_not_retired_in_the_past_nor_without_a_reason():
    item = commands.add_item(COMMITTEE, None, **TOLD)

    refused(commands.TooEarly, commands.retire_item, COMMITTEE, item, reason="废止", on=today() - timedelta(days=1))
    refused(commands.NothingTold, commands.retire_item, COMMITTEE, item, reason=" ", on=today())
    refused(commands.TooLong, commands.retire_item, COMMITTEE, item, reason="长" * 301, on=today())


def test_what_the_county_made_a_township_reads_and_does_not_retire():
    item = commands.add_item(COMMITTEE, None, **TOLD)
    criterion = commands.add_criterion(COMMITTEE, None, **JUDGED)

    assert list(OwnItem.objects.visible_to(STATION)) == [item]
    refused(commands.MadeAbove, commands.retire_item, STATION, item, reason="不用", on=today())
    refused(commands.MadeAbove, commands.retire_criterion, STATION, criterion, reason="不用", on=today())


def test_what_a_township_made_its_neighbour_does_not_see():
    item = commands.add_item(STATION, None, **TOLD | {"area_code": EAST})
    west = replace(STATION, post_id=5, areas=(WEST,))

    assert not OwnItem.objects.visible_to(west).exists()
    refused(OutOfScope, commands.retire_item, west, item, reason="不用", on=today())


def test_many_items_are_added_in_one_act_or_none_of_them():
    new = [NewItem("coal", f"自定内容{number}", "管理", "整改", "规定", 5, date(2026, 1, 1)) for number in range(3)]

    commands.import_items(COMMITTEE, None, area_code=COUNTY, items=new)

    assert list(OwnItem.objects.order_by("pk").values_list("code", flat=True)) == ["本-001", "本-002", "本-003"]
    act = Act.objects.get(command="standards.import_items")
    assert len(act.made) == 3
    again = [replace(new[0], text="新的"), new[1]]
    refused(commands.SameText, commands.import_items, COMMITTEE, None, area_code=COUNTY, items=again)
    twice = [replace(new[0], text="新的"), replace(new[0], text="新 的")]
    refused(commands.SameText, commands.import_items, COMMITTEE, None, area_code=COUNTY, items=twice)
    refused(commands.TooMany, commands.import_items, COMMITTEE, None, area_code=COUNTY, items=new * 334)


def test_an_own_criterion_is_proposed_with_its_basis_until_it_is_retired():
    criterion = commands.add_criterion(COMMITTEE, None, **JUDGED)
    text = "副井井口结冰，仍在提升人员"

    found = queries.propose(text, "coal", today(), area_code=EAST)
    assert [each.code for each in found] == ["本判-001"]
    assert found[0].basis == "《云河市煤矿冬季“三防”规定》第九条"

    commands.retire_criterion(COMMITTEE, criterion, reason="并入国家标准", on=today())
    assert queries.propose(text, "coal", today(), area_code=EAST) == []


@pytest.mark.parametrize(
    ("refusal", "more"),
    [
        (commands.BadKeyword, {"keywords": []}),
        (commands.BadKeyword, {"keywords": ["井口+"]}),
        (commands.BadKeyword, {"keywords": ["冰"]}),
        (commands.TooLong, {"text": "长" * 301}),
        (commands.UnknownItem, {"items": ["CM-99"]}),
        (commands.UnknownItem, {"items": ["本-099"]}),
        (commands.SameText, {"text": queries.criterion("coal-02").text}),
        (commands.BadSpan, {"valid_to": date(2025, 12, 31)}),
    ],
)
def test_a_criterion_that_will_not_do_is_refused(refusal, more):
    refused(refusal, commands.add_criterion, COMMITTEE, None, **JUDGED | more)


def test_a_criterion_names_own_and_shipped_items():
    item = commands.add_item(COMMITTEE, None, **TOLD)
    commands.add_criterion(COMMITTEE, None, **JUDGED | {"items": [item.code, "CM-18"]})

    listed = {each.code: each for each in queries.items_for("coal", today(), EAST)}
    assert listed[item.code].criteria == ("本判-001",)
    assert "本判-001" in listed["CM-18"].criteria
    assert "本判-001" not in queries.item("CM-18").criteria


def test_an_item_set_aside_is_left_out_there_until_it_is_restored():
    aside = commands.set_aside(STATION, None, item_code="GE-01", area_code=EAST, reason="不涉及", on=today())

    assert "GE-01" not in [each.code for each in queries.items_for("coal", today(), EAST + "201")]
    assert "GE-01" in [each.code for each in queries.items_for("coal", today(), WEST)]
    refused(
        commands.AlreadySetAside, commands.set_aside, STATION, None,
        item_code="GE-01", area_code=EAST, reason="再停", on=today(),
    )  # fmt: skip

    commands.restore_item(STATION, aside, reason="恢复", on=today())
    assert "GE-01" in [each.code for each in queries.items_for("coal", today(), EAST + "201")]
    refused(commands.AlreadyRetired, commands.restore_item, STATION, aside, reason="恢复", on=today())


def test_what_the_county_set_aside_a_township_does_not_restore():
    aside = commands.set_aside(COMMITTEE, None, item_code="GE-01", area_code=COUNTY, reason="不涉及", on=today())

    refused(commands.MadeAbove, commands.restore_item, STATION, aside, reason="恢复", on=today())


def test_what_is_a_major_danger_is_not_set_aside():
    major = next(each for each in queries.library_items(today()) if each.severity == "major")
    rising = next(each for each in queries.library_items(today()) if each.severity == "general" and each.criteria)

    for code in (major.code, rising.code):
        told = {"item_code": code, "area_code": COUNTY, "reason": "不涉及", "on": today()}
        refused(commands.MajorStays, commands.set_aside, COMMITTEE, None, **told)
    told = {"item_code": "本-001", "area_code": COUNTY, "reason": "不涉及", "on": today()}
    refused(commands.UnknownItem, commands.set_aside, COMMITTEE, None, **told)
    refused(OutOfScope, commands.set_aside, STATION, None, **told | {"item_code": "GE-01"})

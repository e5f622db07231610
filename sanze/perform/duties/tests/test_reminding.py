"""Reminders and escalation: each step once, on its day, to who is there; after an outage only the latest."""

from datetime import date, timedelta

import pytest

from sanze.foundation.acts import verify
from sanze.foundation.acts.events import HANDLERS
from sanze.foundation.calendar.queries import calendar
from sanze.foundation.identity import commands as identity
from sanze.foundation.identity.models import Holding, Post
from sanze.foundation.moment import fixed
from sanze.foundation.notices import digest
from sanze.foundation.notices.models import DigestLine, Notice
from sanze.foundation.regime import commands as regimes
from sanze.foundation.regime.schema import Regime
from sanze.foundation.scope.actor import CLOCK, INSTALLER
from sanze.perform.duties import tasks
from sanze.perform.duties.commands import reminding, waiving
from sanze.perform.duties.commands.creating import keep_up
from sanze.perform.duties.commands.reminding import remind_until
from sanze.perform.duties.events import ObligationEscalated
from sanze.perform.duties.models import Obligation, Reminder, Reminding
from sanze.perform.duties.reminder_counts import reminders_preview
from sanze.perform.duties.reminding import name_of, rules_of, turns
from sanze.perform.duties.tests import county
from sanze.perform.duties.tests.conftest import MARCH
from tests.cast import EAST, WEST_VILLAGE

DAY = timedelta(days=1)
RULES = {
    "patrols": {
        "title": "巡查",
        "steps": [
            {"offset": 0},
            {"offset": 1, "channels": ["in_app", "sms"]},
            {"offset": 3, "to": "superior"},
            {"offset": 7, "to": "event"},
        ],
    },
    "single": {"title": "单项", "steps": [{"offset": -3}, {"offset": 1, "unit": "working_days"}]},
}
SUPERIORS = {
    "village": ["township", "township_chief"],
    "township": ["township_chief"],
    "township_chief": ["department"],
}


def content(version: str, steps: list | None = None) -> dict:
    """The small county's regime with rules of reminders for patrols and for what is owed once."""
    told = county.regime(version)
    for each in told["duties"]:
        each["reminders"] = "patrols" if each["id"] == "patrol" else ""
    told["reminders"] = RULES | ({"patrols": {"title": "巡查", "steps": steps}} if steps else {})
    for kind, above in SUPERIORS.items():
        told["posts"][kind]["superiors"] = above
    return told


@pytest.fixture
def people(place):
    """The rules in force from the beginning of March, and somebody in the posts of the east."""
    regimes.enforce(INSTALLER, None, content=content("reminding"), on=MARCH + DAY)
    for name in ("grid", "officer", "chief", "department", "neighbour"):
        take_up(getattr(place, name), name)
    return place


def take_up(post: Post, name: str, on: date = MARCH) -> Holding:
    person = identity.register_person(INSTALLER, None, username=f"{name}x", name=name, phone="13800000000")
    made = identity.appoint(INSTALLER, post, person_id=person.pk, on=on)
    identity.confirm(INSTALLER, made)
    return made


def play(first: date, last: date, remind: bool = True) -> None:
    """The days go by: obligations are made, and steps taken."""
    day = first
    while day <= last:
        with fixed(county.at(day, 7)):
            keep_up(day)
            if remind:
                remind_until(day)
        day += DAY


def heard(post: Post) -> list[tuple[str, date, str]]:
    """(section, due day, channel) of each line for a post, but what was owed before these rules."""
    rows = DigestLine.objects.filter(post_id=post.pk, due_on__gt=MARCH).order_by("made_at", "due_on", "channel")
    return [(each.section, each.due_on, each.channel) for each in rows]


@pytest.fixture
def handed():
    """What was handed to accountability while the test runs."""
    found: list[ObligationEscalated] = []
    HANDLERS[ObligationEscalated].append(found.append)
    yield found
    HANDLERS[ObligationEscalated].remove(found.append)


def owed_on(day: date) -> Obligation:
    return Obligation.objects.get(duty="patrol", due_on=day, subject_name="桥头村", voided_on=None)


def test_each_step_is_taken_on_its_day_and_once(people, handed):
    first = MARCH + DAY
    play(first, first + 7 * DAY)
    for _ in range(2):
        with fixed(county.at(first + 7 * DAY, 12)):
            remind_until(first + 7 * DAY)

    own = [each for each in heard(people.grid) if each[1] == first]
    assert own == [("today", first, "in_app"), ("late", first, "in_app"), ("late", first, "sms")]
    assert [each for each in heard(people.officer) if each[1] == first] == [("below", first, "in_app")]
    [event] = [each for each in handed if each.obligation.pk == owed_on(first).pk]
    assert (event.day, event.obligation.holder_id) == (first + 7 * DAY, people.grid.pk)
    steps = Reminder.objects.filter(obligation_id=owed_on(first).pk).order_by("told_on").values_list("step", "post_id")
    assert list(steps) == [
        ("holder+0d", people.grid.pk), ("holder+1d", people.grid.pk), ("superior+3d", people.officer.pk),
        ("event+7d", None),
    ]  # fmt: skip


def test_a_run_of_reminders_proves_itself_and_a_changed_one_is_found(people):
    play(MARCH + DAY, MARCH + 2 * DAY)
    assert list(verify.faults()) == []

    Reminding.objects.filter(day=MARCH + DAY)._write({"told": 0})
    assert ["told" in each.sentence or "提醒责任岗位数" in each.sentence for each in verify.faults()] == [True]


def test_what_is_done_or_waived_is_not_mentioned_any_more(people):
    first = MARCH + DAY
    play(first, first)
    with fixed(county.at(first, 12)):
        county.patrol(people.grid, people.mine, county.at(first, 10))
    play(first + DAY, first + DAY)
    with fixed(county.at(first + DAY, 12)):
        waiving.waive(people.waiver(), owed_on(first + DAY), reason="封路")
    play(first + 2 * DAY, first + 2 * DAY)

    assert [each[:2] for each in heard(people.grid)] == [
        ("today", first), ("today", first + DAY), ("today", first + 2 * DAY),
    ]  # fmt: skip


def test_after_an_outage_only_the_latest_step_of_each_is_taken(people, handed):
    first = MARCH + DAY
    play(first, first)
    play(first + DAY, first + 8 * DAY, remind=False)
    before = DigestLine.objects.count()

    with fixed(county.at(first + 9 * DAY, 7)):
        keep_up(first + 9 * DAY)
        remind_until(first + 9 * DAY)

    fresh = DigestLine.objects.order_by("pk")[before:]
    told = [(each.post_id, each.due_on) for each in fresh if each.channel == "in_app" and "桥头村" in each.about]
    due = {each.due_on: each.pk for each in Obligation.objects.filter(duty="patrol", subject_name="桥头村")}
    assert sorted(told) == sorted(
        [(people.grid.pk, first + 9 * DAY), (people.grid.pk, first + 8 * DAY), (people.grid.pk, first + 7 * DAY)]
        + [(people.officer.pk, first + number * DAY) for number in (3, 4, 5, 6)]
    )
    ours = {each.obligation.pk for each in handed if each.obligation.subject_name == "桥头村"}
    assert ours == {due[first + number * DAY] for number in (-1, 0, 1, 2)}
    assert len(handed) == 3 * len(ours)
    run = Reminding.objects.latest("day")
    assert (run.since, run.day) == (first + DAY, first + 9 * DAY)


def test_nobody_there_and_the_post_above_hears_with_the_reason(people):
    identity.release(INSTALLER, Holding.objects.get(post=people.grid), on=MARCH + DAY, reason="调离")
    play(MARCH + DAY, MARCH + DAY)

    assert heard(people.grid) == []
    [line] = DigestLine.objects.filter(post_id=people.officer.pk, due_on=MARCH + DAY)
    assert (line.section, line.note) == ("other", f"{people.grid}，本岗位无人任职")


def test_an_empty_post_above_is_passed_over_and_a_written_superior_comes_first(people):
    identity.release(INSTALLER, Holding.objects.get(post=people.officer), on=MARCH + DAY, reason="调离")
    play(MARCH + DAY, MARCH + 4 * DAY)
    assert {each[1] for each in heard(people.chief)} == {MARCH + DAY}

    above = county.post("department", EAST, MARCH)
    take_up(above, "above")
    Post.objects.filter(pk=people.grid.pk)._write({"superior_id": above.pk})
    play(MARCH + 5 * DAY, MARCH + 5 * DAY)
    assert {each[1] for each in heard(above)} == {MARCH + 2 * DAY}
    assert {each[1] for each in heard(people.chief)} == {MARCH + DAY}


def test_what_no_post_owes_is_told_to_the_post_above_its_kind(people):
    play(MARCH + DAY, MARCH + DAY)

    gap = Obligation.objects.get(duty="patrol", due_on=MARCH + DAY, area_code=WEST_VILLAGE)
    assert gap.holder_id is None
    lines = DigestLine.objects.filter(post_id=people.neighbour.pk)
    assert {(each.about, each.note) for each in lines} == {("石门村", "无责任岗位"), ("柳林村", "无责任岗位")}


def test_the_neighbour_hears_nothing_of_the_east(people):
    play(MARCH + DAY, MARCH + 5 * DAY)

    assert not DigestLine.objects.filter(post_id=people.neighbour.pk, about="桥头村").exists()


def test_a_new_years_eve_is_heard_of_in_both_years(people):
    eve = date(2026, 12, 31)
    for day in (eve, date(2027, 1, 1)):
        with fixed(county.at(day, 7, 30)):
            keep_up(day)
            digest.gather(county.at(day, 7, 30))

    told = list(Notice.objects.filter(post_id=people.grid.pk).order_by("day").values_list("day", "title"))
    both = "今日提醒：已逾期 1 项，今日到期 1 项"
    assert told == [(eve, both), (date(2027, 1, 1), both)]


def test_working_days_are_the_calendars(place):
    step = rules_of(_regime())[""][1]
    assert name_of(step) == "holder+1w"

    # 2026: the Spring Festival holiday is from 15 to 23 February
    found = {each.due_on for each in turns(_singles(), date(2026, 2, 24), date(2026, 2, 24), calendar())
             if each.step.unit == "working_days"}  # fmt: skip

    assert date(2026, 2, 23) in found
    assert date(2026, 2, 24) not in found
    assert all(calendar().add_working_days(each, 1) == date(2026, 2, 24) for each in found)


def _regime():
    return Regime.model_validate(content("plain"))


def _singles() -> dict:
    return {"": rules_of(_regime())[""]}


def test_two_workers_and_a_second_run_take_nothing_twice(people):
    play(MARCH + DAY, MARCH + DAY)
    lines, reminders = DigestLine.objects.count(), Reminder.objects.count()

    assert remind_until(MARCH + DAY) == 0
    assert remind_until(MARCH) == 0
    Reminding.objects.filter(day=MARCH + DAY)._write({"day": MARCH})  # as if the day had to be done again
    assert remind_until(MARCH + DAY) == 0

    assert (DigestLine.objects.count(), Reminder.objects.count()) == (lines, reminders)


def test_two_years_later_a_step_is_forgotten(people):
    play(MARCH + DAY, MARCH + DAY)

    assert tasks.forget_old_reminders(county.at(MARCH + 700 * DAY)) == 0
    assert tasks.forget_old_reminders(county.at(MARCH + 740 * DAY)) > 0
    assert not Reminder.objects.exists()


def test_a_day_of_reminders_costs_the_same_queries_for_few_and_for_many(people, django_assert_max_num_queries):
    for number in range(40):
        county.enterprise(f"第{number}厂", WEST_VILLAGE, "trade", MARCH)
    play(MARCH + DAY, MARCH + 3 * DAY, remind=False)

    with fixed(county.at(MARCH + 4 * DAY, 7)), django_assert_max_num_queries(40):
        assert reminding.remind(CLOCK, None, day=MARCH + 4 * DAY).told > 0


def test_a_rule_set_is_counted_before_it_is_switched_on(people):
    first = MARCH + DAY
    play(first, first + 6 * DAY)
    day = first + 7 * DAY
    loud = [{"offset": 0, "channels": ["in_app", "sms"]}, {"offset": 1, "to": "superior"}, {"offset": 2, "to": "event"}]

    with fixed(county.at(day, 7)):
        now_in_force = reminders_preview(Regime.model_validate(content("as it is")), -7)
        tried = reminders_preview(Regime.model_validate(content("loud", loud)), -7)

    assert [each.day for each in tried.days] == [first + number * DAY for number in range(7)]
    # every day the grid worker is told of her village, and the officer of the west of two without a holder
    assert dict(tried.by_channel)["短信"] == 14
    # and the officer of the east of what was left open the day before
    assert tried.days[0].messages["in_app"] == 3
    assert tried.handed == 3 * 6  # due from the second of March to the seventh, in three villages
    actual = {each: DigestLine.objects.filter(channel="in_app", made_at__date=each).values("post_id").distinct().count()
              for each in [day.day for day in now_in_force.days]}  # fmt: skip
    assert {each.day: each.messages["in_app"] for each in now_in_force.days} == actual
    assert dict(tried.posts)[str(people.grid)] == 14
    ahead = reminders_preview(Regime.model_validate(content("as it is")), 7, on=day)
    assert (ahead.past, len(ahead.days)) == (False, 7)
    assert ahead.days[0].items > 0

"""What of the loop stands on whose desk, and what is late there."""

from datetime import timedelta

import pytest

from sanze.foundation.moment import fixed
from sanze.foundation.pages.slots import WAITING
from sanze.perform.dangers import desk
from sanze.perform.dangers.commands import extensions, handover
from sanze.perform.dangers.tests import factories as make
from sanze.perform.dangers.tests.factories import MORNING, fresh


def tasks(role) -> list[tuple[str, str]]:
    """(list, task) of everything on the role's desk."""
    lists = [each for slot in WAITING for each in slot(role.actor)]
    return [(each.title, task.title) for each in lists for task in each.tasks]


def of_station(city) -> list[tuple[str, str]]:
    return sorted(tasks(city.officer) + tasks(city.second))


def watched(role) -> dict[str, int]:
    return {each.title: each.count for each in desk.waiting(role.actor)}


def test_each_step_stands_on_one_desk_of_the_station_and_on_no_other(city):
    make.reported(city, title="安全帽破损")

    assert of_station(city) == [("本周到期", "核定隐患等级：安全帽破损")]
    assert tasks(city.chief) == tasks(city.village) == tasks(city.manager) == tasks(city.west) == []


def test_what_is_past_its_day_stays_on_the_desk_as_late_until_it_is_done(city):
    danger = make.ordered(city, days=3, title="护栏缺失")

    assert tasks(city.manager) == [("本周到期", "整改隐患：护栏缺失")]
    with fixed(MORNING + timedelta(days=30)):
        assert tasks(city.manager) == [("逾期", "整改隐患：护栏缺失")]
        assert watched(city.officer) == {"超期未整改隐患": 1}
        make.rectify(city, fresh(danger))
        assert tasks(city.manager) == []
        assert watched(city.officer) == {}


def test_an_extension_waits_for_the_post_that_owes_the_decision(city):
    danger = make.ordered(city, days=5, title="护栏缺失")
    extensions.ask_extension(city.manager.actor, danger, due=danger.due_on + timedelta(days=5), reason="其他")

    (found,) = tasks(city.chief)
    assert found[1].startswith("审批延期")
    assert of_station(city) == []


def test_a_task_leads_to_the_danger_and_names_its_enterprise_and_level(city):
    danger = make.ordered(city, major=True, days=5, title="主扇停风")

    task = next(
        each for slot in WAITING for lane in slot(city.manager.actor) for each in lane.tasks if "整改" in each.title
    )

    assert (task.url, task.about, task.level, task.due_on) == (
        danger.get_absolute_url(), "东山煤矿", "重大", danger.due_on,
    )  # fmt: skip


def test_a_danger_handed_over_waits_for_its_receipt_and_then_for_its_step(city):
    danger = make.reported(city, title="安全帽破损")
    handover.transfer(city.chief.actor, danger, to_post_id=city.department.post.pk, reason="矿山科职责")
    assert tasks(city.department) == [("移交待签收隐患", "签收移交隐患：安全帽破损")]

    handover.receive(city.department.actor, danger)

    assert tasks(city.department) == [("本周到期", "核定隐患等级：安全帽破损")]
    assert of_station(city) == []


@pytest.mark.parametrize("name", ["officer", "manager", "committee"])
def test_a_desk_costs_as_few_queries_for_many_as_for_few(city, name, django_assert_max_num_queries):
    for number in range(6):
        make.ordered(city, days=2, title=f"第{number}条")

    with django_assert_max_num_queries(14):
        tasks(getattr(city, name))

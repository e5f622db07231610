"""Who is told of what, at once and with the act."""

from datetime import timedelta

import pytest

from sanze.foundation.notices.queries import notices_of
from sanze.perform.dangers.commands import extensions, orders, reporting
from sanze.perform.dangers.commands.reporting import Finding
from sanze.perform.dangers.tests import factories as make
from sanze.perform.dangers.tests.factories import DAY, fresh


def told(role) -> list[str]:
    return [each.title for each in notices_of(role.actor).order_by("pk")]


def test_the_enterprise_is_told_of_every_turn_that_concerns_it_and_nobody_elses_is(city):
    danger = make.ordered(city, days=10)
    for granted in (False, True):
        asked = extensions.ask_extension(city.manager.actor, danger, due=DAY + timedelta(days=20), reason="其他")
        extensions.decide_extension(city.officer.actor, asked, granted=granted, opinion="已核实")
    make.rectify(city, danger)
    orders.send_back(city.officer.actor, danger, reason="未改", due=DAY + timedelta(days=12))
    make.rectify(city, danger)
    make.close(city, danger)
    orders.reopen(city.officer.actor, danger, reason="复发", due=DAY + timedelta(days=9))

    title = "：主扇风机停机后未撤人"
    assert told(city.manager) == [
        f"须于 2026-03-12 前整改{title}",
        f"未准予延期，期限仍为 2026-03-12{title}",
        f"准予延期至 2026-03-22{title}",
        f"复查退回，须于 2026-03-14 前继续整改{title}",
        f"已复查销号{title}",
        f"重新打开，须于 2026-03-11 前整改{title}",
    ]
    assert told(city.west_manager) == []
    assert notices_of(city.manager.actor).first().link == fresh(danger).get_absolute_url()


def test_the_stations_of_the_place_are_told_of_what_may_be_major(city):
    make.reported(city, major_suspected=True)

    assert told(city.officer) == told(city.chief) == ["疑似重大隐患待定级：主扇风机停机后未撤人"]
    assert told(city.west) == told(city.village) == told(city.department) == []


def test_an_ordinary_danger_wakes_nobody(city):
    reporting.report(city.village.actor, city.mine, finding=Finding("护栏缺失"), on=DAY)

    assert told(city.officer) == []


def test_a_refused_act_tells_nobody(city):
    danger = make.graded(city)

    with pytest.raises(orders.ElementMissing):
        make.order(city, danger, measures="")

    assert told(city.manager) == []

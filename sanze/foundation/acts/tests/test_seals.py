"""Seals: chains that do not fork, and whatever is altered behind the platform's back is found."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection, connections

from sanze.foundation.acts.models import Act, Lane
from sanze.foundation.acts.verify import drop_anchor, export, faults
from sanze.foundation.identity import commands
from sanze.foundation.scope.actor import INSTALLER, Actor
from tests.cast import BEGIN, EAST, enforce_regime


def post(number: int, actor: Actor = INSTALLER):
    return commands.open_post(
        actor, None, title=f"安监员{number}", unit="东镇安监站", kind="township", on=BEGIN, area_code=EAST
    )


@pytest.fixture
def five(db):
    enforce_regime()
    return [post(number) for number in range(5)]


def sentences(**more) -> list[str]:
    return [fault.sentence for fault in faults(**more)]


def sql(statement: str, *values) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


def test_an_untouched_house_has_no_fault(five):
    drop_anchor()

    assert sentences() == []


def test_a_changed_field_of_an_act_is_found(five):
    act = Act.objects.get(number=3)
    sql("UPDATE acts_act SET person = '他人' WHERE id = %s", act.pk)

    found = list(faults())
    assert found[0].act == act.pk
    assert "第 3 号" in found[0].sentence


def test_a_changed_field_of_a_record_is_found_and_named(five):
    sql("UPDATE identity_post SET title = '站长' WHERE id = %s", five[2].pk)

    assert sentences() == [f"岗位 {five[2].pk} 的「title」应为 '安监员2'，库中为 '站长'"]


def test_a_removed_record_and_a_smuggled_one_are_found(five):
    sql("DELETE FROM identity_post WHERE id = %s", five[0].pk)
    sql(
        "INSERT INTO identity_post (title, unit, kind, area_code, industries, opened_on)"
        " VALUES ('x', 'y', 'township', %s, '{}', now())",
        EAST,
    )

    smuggled, removed = sentences()
    assert smuggled.endswith("没有任何行为记录，却在库中")
    assert removed == f"岗位 {five[0].pk} 已从库中消失"


def test_a_removed_act_is_found(five):
    sql("DELETE FROM acts_act WHERE number = 3")

    assert "岗位卷 0 缺少第 3 号行为记录" in sentences()


def test_the_last_act_removed_with_its_lane_set_back_is_found_by_the_exported_head(five):
    head = export(drop_anchor())
    last = Act.objects.order_by("-number").first()
    before = Act.objects.get(number=last.number - 1)
    sql("DELETE FROM acts_act WHERE id = %s", last.pk)
    sql("UPDATE acts_lane SET number = %s, seal = %s", before.number, before.seal)
    sql("DELETE FROM acts_anchor")

    assert f"岗位卷 0 第 {last.number} 号与导出的锚点所记不符" in sentences(head=head)


def test_a_swapped_pair_is_found(five):
    sql("UPDATE acts_act SET number = 100 WHERE number = 2")
    sql("UPDATE acts_act SET number = 2 WHERE number = 3")
    sql("UPDATE acts_act SET number = 3 WHERE number = 100")

    assert any("第 2 号" in sentence for sentence in sentences())


def test_a_back_dated_time_is_found(five):
    act = Act.objects.get(number=4)
    sql("UPDATE acts_act SET at = at - %s WHERE id = %s", timedelta(days=1), act.pk)

    assert next(faults()).act == act.pk


@pytest.mark.django_db(transaction=True)
def test_eight_writers_at_once_leave_chains_without_a_fork():
    enforce_regime()

    def write(writer: int) -> None:
        lane = Actor(f"写{writer}", post_id=writer % 3, grants=frozenset({"*"}), areas=("",))
        for number in range(20):
            post(writer * 100 + number, lane)
        connections.close_all()

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(write, range(8)))

    assert Act.objects.filter(command="identity.open_post").count() == 160
    assert sum(Lane.objects.values_list("number", flat=True)) == 161
    assert sentences() == []

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from sanze.foundation.acts.models import Act
from sanze.foundation.acts.refusal import NotGranted
from sanze.foundation.moment import fixed
from sanze.know.committees import commands, queries
from sanze.know.committees.models import Committee, CommitteeSeat, DepartmentDuties, OwnMeasures
from sanze.know.committees.tests import factories as make
from sanze.know.committees.tests.factories import DAY
from sanze.know.jurisdictions.models import Area
from tests import cast

pytestmark = pytest.mark.django_db
HEAD = {"role": "executive", "name": "郑局长", "unit": "应急管理局", "title": "局长"}


@pytest.fixture(autouse=True)
def noon():
    with fixed(make.NOON):
        yield


@pytest.fixture
def city():
    return cast.city()


def fresh(record):
    return type(record).objects.get(pk=record.pk)


@pytest.mark.parametrize(
    ("refusal", "told"),
    [
        (commands.NothingTold, {"name": " "}),
        (commands.NothingTold, {"led_by": ""}),
        (commands.NoOffice, {"office": ""}),
        (commands.IndustriesUnfit, {"industries": []}),
        (commands.IndustriesUnfit, {"kind": "city"}),
        (commands.UnknownIndustry, {"industries": ["magic"]}),
        (commands.BadDay, {"on": DAY + timedelta(days=1)}),
    ],
)
def test_what_does_not_fit_is_no_committee(city, refusal, told):
    acts = Act.objects.count()
    with pytest.raises(refusal):
        make.committee(city, **told)
    assert (Act.objects.count(), Committee.objects.count()) == (acts, 0)


def test_committees_are_the_countys_each_with_its_name(city):
    make.committee(city)
    with pytest.raises(commands.NameTaken):
        make.committee(city)
    told = {"kind": "city", "name": "x", "led_by": "x", "office": "x", "paper": "x", "on": DAY}
    with pytest.raises(commands.NoCommitteeHere):
        commands.found(city.committee.actor, Area.objects.get(code=cast.EAST_VILLAGE), **told)
    with pytest.raises(NotGranted):
        commands.found(city.department.actor, make.county(), **told)


def test_a_vice_mayor_chairs_and_the_head_of_the_leading_department_is_executive(city):
    made = make.committee(city)
    with pytest.raises(commands.ChairUnfit, match=r"分管副市长.*担任，不是“局长”"):
        make.seat(city, made, title="局长")
    with pytest.raises(commands.ExecutiveUnfit, match="牵头部门为应急管理局"):
        make.seat(city, made, **HEAD | {"unit": "交通运输局"})
    with pytest.raises(commands.ExecutiveUnfit):
        make.seat(city, made, **HEAD | {"title": "科员"})
    with pytest.raises(commands.OfficeUnfit):
        make.seat(city, made, role="office", unit="交通运输局", title="科长")
    assert made.lacking() == ["主任", "常务副主任", "办公室主任"]

    make.seat(city, made)
    make.seat(city, made, **HEAD)
    make.seat(city, made, role="office", name="孙科长", unit="应急管理局", title="科长")

    assert (fresh(made).standing(), fresh(made).chair(), fresh(made).size()) == ("健全", "高远（分管副市长）", 3)


def test_single_offices_have_one_holder_and_members_are_many(city):
    made = make.committee(city)
    first = make.seat(city, made)
    with pytest.raises(commands.RoleTaken, match="主任 高远"):
        make.seat(city, made, name="另一位")
    with pytest.raises(commands.NothingTold):
        make.seat(city, made, role="member", duties=" ")
    for name in ("甲", "乙"):
        make.seat(city, made, role="member", name=name, unit="公安局", title="副局长")
    commands.unseat(city.committee.actor, first, on=DAY)
    with pytest.raises(commands.AlreadyLeft):
        commands.unseat(city.committee.actor, fresh(first), on=DAY)
    assert make.seat(city, made, name="另一位").pk
    with pytest.raises(IntegrityError), transaction.atomic():
        CommitteeSeat.objects.filter(pk=first.pk)._write({"until": None})


def test_a_committee_ends_with_its_seats(city):
    made = make.committee(city)
    chair = make.seat(city, made)
    with pytest.raises(commands.BadDay):
        commands.dissolve(city.committee.actor, made, paper="文", on=DAY - timedelta(days=1))

    commands.dissolve(city.committee.actor, made, paper="云政办发〔2026〕30号", on=DAY)

    assert (fresh(made).standing(), fresh(chair).until) == ("已撤销", DAY)
    with pytest.raises(commands.Closed):
        make.seat(city, fresh(made))
    with pytest.raises(commands.Closed):
        commands.dissolve(city.committee.actor, fresh(made), paper="文", on=DAY)


def test_a_later_duty_list_takes_the_place_of_the_former(city):
    told = {"department": "应急管理局", "basis": "云安委〔2026〕6号", "on": DAY}
    first = commands.set_duties(city.committee.actor, make.county(), items=["综合监管", " "], **told)
    assert (first.items, first.count()) == (["综合监管"], 1)
    with pytest.raises(commands.NothingTold):
        commands.set_duties(city.committee.actor, make.county(), items=[" "], **told)
    with pytest.raises(NotGranted):
        commands.set_duties(city.department.actor, make.county(), items=["x"], **told)

    second = commands.set_duties(city.committee.actor, make.county(), items=["综合监管", "矿山监管"], **told)

    assert fresh(first).standing() == "已更新"
    assert queries.duties_of(cast.COUNTY, "应急管理局") == second
    assert DepartmentDuties.objects.count() == 2


def test_a_unit_files_its_own_measures_once(city):
    east = Area.objects.get(code=cast.EAST)
    told = {"title": "实施细则", "number": "东政发〔2026〕3号", "summary": "分片包干", "on": DAY}

    made = commands.file_measures(city.chief.actor, east, unit="东镇安监站", **told)

    assert made.area_name() == "东镇"
    with pytest.raises(commands.SameNumber):
        commands.file_measures(city.chief.actor, east, unit="东镇安监站", **told)
    with pytest.raises(commands.OtherUnit):
        commands.file_measures(city.chief.actor, east, unit="西镇安监站", **told)
    with pytest.raises(commands.BadDay):
        commands.file_measures(
            city.chief.actor, east, unit="东镇安监站", **told | {"on": DAY + timedelta(days=1), "number": "2"}
        )
    with pytest.raises(NotGranted):
        commands.file_measures(city.village.actor, east, unit="东山村", **told)
    assert OwnMeasures.objects.count() == 1

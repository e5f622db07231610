"""Boards imported, duty lists kept, licences recorded, and who handles illegal operation."""

from datetime import timedelta

import pytest

from sanze.foundation.acts.refusal import NotGranted, OutOfScope
from sanze.foundation.moment import today
from sanze.foundation.scope.actor import INSTALLER
from sanze.know.jurisdictions.models import Area
from sanze.know.responsibility.commands import listing
from sanze.know.responsibility.commands.listing import add_item, import_board, record_licence, retire_item
from sanze.know.responsibility.duty_lists import duty_list
from sanze.know.responsibility.models import Assignment
from sanze.know.responsibility.queries import chain_of, first_handler
from sanze.know.responsibility.tests.factories import leader, named, post
from sanze.know.responsibility.values import Listing
from tests import cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def city():
    return cast.city()


def rows(firm, holder) -> list[Listing]:
    return [Listing(enterprise_id=firm.pk, kind="listed_city_leader", post_id=holder.pk)]


def test_a_board_lists_replaces_and_leaves_alone(city):
    committee, one, two = city.committee.actor, leader("甲"), leader("乙")
    import_board(committee, None, rows=rows(city.mine, one), paper="文一", on=today())
    with pytest.raises(listing.NothingNew):
        import_board(committee, None, rows=rows(city.mine, one), paper="文二", on=today())
    import_board(committee, None, rows=rows(city.mine, two), paper="文二", on=today() + timedelta(days=1))

    kept = [(each.post, each.paper) for each in Assignment.objects.order_by("pk")]
    assert kept == [(one, "文一"), (two, "文二")]
    with pytest.raises(NotGranted):
        import_board(city.chief.actor, None, rows=rows(city.mine, one), paper="文", on=today())
    with pytest.raises(listing.TooManyRows):
        import_board(committee, None, rows=rows(city.mine, one) * 3001, paper="文", on=today())


def test_a_list_tells_what_the_policy_the_kind_the_papers_and_the_post_itself_say(city):
    mayor = leader("副市长")
    named(city.committee.actor, mayor, "township_leader", Area.objects.get(code=cast.EAST))
    item = add_item(city.committee.actor, mayor, text=" 每月下矿一次 ", on=today())

    told = duty_list(mayor)
    assert any("管业务必须管安全" in each for each in told.kind_items)
    assert "leader-visit" in [each.id for each, _ in told.duties]
    assert [each.subject_name for each in told.named] == ["东镇"]
    assert [each.text for each in told.own] == ["每月下矿一次"]

    retire_item(city.committee.actor, item, on=today())
    assert duty_list(mayor).own == []
    item.refresh_from_db()
    with pytest.raises(listing.RetiredAlready):
        retire_item(city.committee.actor, item, on=today())


def test_a_list_is_written_by_its_own_post_or_by_who_names_others(city):
    mayor, other = leader("甲"), cast.role("yi", "乙", kind="leader", unit="市政府", title="乙")
    add_item(other.actor, other.post, text="自己的", on=today())
    with pytest.raises(listing.NotYourPost):
        add_item(other.actor, mayor, text="别人的", on=today())
    with pytest.raises(listing.NothingSaid):
        add_item(other.actor, other.post, text=" ", on=today())
    with pytest.raises(NotGranted):
        add_item(city.village.actor, city.village.post, text="无权", on=today())
    item = add_item(INSTALLER, mayor, text="甲的", on=today())
    with pytest.raises(listing.NotYourPost):
        retire_item(other.actor, item, on=today())


def handler(firm) -> tuple[str, str]:
    found = next(each for each in chain_of(firm) if each.kind == "first_handler")
    return found.post, found.because


def test_the_first_licence_decides_who_handles_illegal_operation_and_says_why(city):
    post("department", "自然资源局", "科长")
    assert handler(city.mine) == ("自然资源局科长", "首办负责：煤矿首张许可为采矿许可证")
    committee = city.committee.actor
    record_licence(committee, city.mine, permit="安全生产许可证", unit="应急管理局", issued_on=cast.BEGIN)
    assert handler(city.mine)[0] == "应急管理局矿山科科员"
    early = cast.BEGIN - timedelta(days=400)
    record_licence(committee, city.mine, permit="采矿许可证", unit="自然资源局", issued_on=early)
    told = handler(city.mine)
    assert told == ("自然资源局科长", f"首办负责：首张许可为采矿许可证（{early}，自然资源局）")

    assert first_handler("coal", cast.EAST).unit == "自然资源局"
    assert "没有岗位" in first_handler("transport", cast.EAST).because
    assert first_handler("none", cast.EAST).post_id is None
    named(committee, city.department.post, "first_handler", Area.objects.get(code=cast.EAST), industry="coal")
    assert first_handler("coal", cast.EAST).because == "指定：测试"
    assert first_handler("coal", cast.WEST).unit == "自然资源局"


def test_a_licence_is_refused_twice_from_tomorrow_and_without_power(city):
    told = {"permit": "采矿许可证", "unit": "自然资源局", "issued_on": cast.BEGIN}
    record_licence(city.department.actor, city.mine, **told)
    with pytest.raises(listing.LicenceKnown):
        record_licence(city.department.actor, city.mine, **told)
    with pytest.raises(listing.IssuedLater):
        record_licence(city.department.actor, city.mine, **told | {"issued_on": today() + timedelta(days=1)})
    with pytest.raises(listing.NothingSaid):
        record_licence(city.department.actor, city.mine, **told | {"permit": " "})
    with pytest.raises(OutOfScope):
        record_licence(city.department.actor, city.garage, **told)
    with pytest.raises(NotGranted):
        record_licence(city.village.actor, city.mine, **told)

"""Village daily, township weekly: owed on the desk, discharged by a patrol with a picture, and missed ones show."""

from datetime import timedelta

import pytest
from playwright.sync_api import expect

from sanze.foundation.moment import fixed, now, today
from sanze.perform.dangers.tests.factories import picture
from sanze.perform.duties.commands.creating import keep_up
from sanze.perform.duties.models import Obligation

pytestmark = pytest.mark.capability("P1")


@pytest.fixture(scope="module")
def days_ago() -> int:
    return 20


@pytest.fixture(scope="module", autouse=True)
def owed(city):
    """The clock of yesterday and of today."""
    with fixed(now() - timedelta(days=1)):
        keep_up(today())
    keep_up(today())


def photograph(folder) -> str:
    path = folder / "现场.png"
    path.write_bytes(picture().read())
    return str(path)


def mine(duty: str, city, day) -> Obligation:
    return Obligation.objects.get(duty=duty, holder_id=city.village.post.pk, due_on=day)


def test_the_village_patrol_is_owed_today_and_discharged_by_a_patrol_with_a_picture(as_, city, tmp_path):
    village = as_("village")
    village.opens("/")
    village.sees("村（社区）每日巡查", "今日到期 1")

    village.opens(f"/visits/at/{city.mine.pk}/patrol/")
    village.fills({"情况说明": "未发现问题"})
    village.page.locator("input[type=file]").first.set_input_files(photograph(tmp_path))
    village.presses("记录网格巡查")

    village.sees("现场照片")
    each = mine("village-daily", city, today())
    assert each.discharged_on == today()
    village.opens(each.get_absolute_url())
    village.sees("按期履行", "查看履行记录")


def test_a_patrol_without_a_picture_discharges_nothing(as_, city):
    before = Obligation.objects.filter(duty="village-daily", discharged_on__isnull=False).count()
    village = as_("village")
    village.opens(f"/visits/at/{city.mine.pk}/patrol/")
    village.fills({"情况说明": "未发现问题"})
    village.presses("记录网格巡查")

    assert Obligation.objects.filter(duty="village-daily", discharged_on__isnull=False).count() == before


def test_the_day_that_was_missed_stays_missed_in_the_month(as_, city):
    village = as_("village")
    yesterday = today() - timedelta(days=1)
    assert mine("village-daily", city, yesterday).discharged_on is None

    village.opens(f"/duties/?undone=lost&holder={city.village.post.pk}")

    village.sees("村（社区）每日巡查", "未履行")


def test_each_level_owes_by_its_own_cadence(as_, city):
    chief, department = as_("chief"), as_("department")

    for person, duty in ((chief, "乡镇（街道）每周排查"), (department, "县级部门每半月排查")):
        person.opens("/")
        expect(person.main.get_by_role("link", name=duty).first).to_be_visible()


def test_the_neighbour_and_the_enterprise_see_nothing_of_it(as_, city):
    each = mine("village-daily", city, today())

    for role in ("west", "manager", "west_manager"):
        assert as_(role).opens(each.get_absolute_url()) == 404

from datetime import timedelta

import pytest

from sanze.foundation.acts.models import Act
from sanze.foundation.acts.refusal import NotGranted
from sanze.foundation.moment import fixed
from sanze.foundation.states.machine import IllegalStep
from sanze.know.jurisdictions.models import Area
from sanze.know.villages import commands, queries
from sanze.know.villages.models import Creation, VillageGroup
from sanze.know.villages.tests import factories as make
from sanze.know.villages.tests.factories import DAY
from tests import cast

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def noon():
    with fixed(make.NOON):
        yield


@pytest.fixture
def city():
    return cast.city()


def fresh(record):
    return type(record).objects.get(pk=record.pk)


def test_a_village_has_one_group_and_a_new_one_takes_its_place(city):
    first = make.group(city)
    second = make.group(city, head="李大河")

    assert (fresh(first).replaced_on, fresh(first).standing()) == (DAY, "已改组")
    assert queries.group_of(cast.EAST_VILLAGE) == second
    assert second.size == 3


@pytest.mark.parametrize(
    ("refusal", "told"),
    [
        (commands.HeadNotDirector, {"head_title": "村党支部书记"}),
        (commands.TooFewMembers, {"members": [["李四", "安全员"]]}),
        (commands.NameMissing, {"head": " "}),
        (commands.NameMissing, {"members": [["", "安全员"], ["王五", "成员"]]}),
        (commands.PaperMissing, {"paper": ""}),
        (commands.BadDay, {"on": DAY + timedelta(days=1)}),
    ],
)
def test_a_group_that_will_not_do_is_refused(city, refusal, told):
    acts = Act.objects.count()
    with pytest.raises(refusal):
        make.group(city, **told)
    assert (Act.objects.count(), VillageGroup.objects.count()) == (acts, 0)


def test_only_villages_have_groups_and_assess_themselves(city):
    east = Area.objects.get(code=cast.EAST)
    told = {"head": "张", "head_title": "村委会主任", "members": make.MEMBERS, "paper": "文", "on": DAY}
    with pytest.raises(commands.NotAVillage):
        commands.form_group(city.chief.actor, east, **told)
    with pytest.raises(NotGranted):
        commands.form_group(city.expert.actor, make.village(), **told)
    with pytest.raises(NotGranted):
        commands.assess(city.department.actor, east, year=2026, met=[], on=DAY)


def test_a_village_assesses_itself_once_a_year_and_with_a_group(city):
    with pytest.raises(commands.NoGroup):
        commands.assess(city.village.actor, make.village(), year=2026, met=[], on=DAY)
    made = make.assessed(city)

    assert (made.state, made.score) == ("assessed", 100)
    with pytest.raises(commands.AlreadyAssessed):
        commands.assess(city.village.actor, make.village(), year=2026, met=[], on=DAY)
    with pytest.raises(commands.BadDay):
        commands.assess(city.village.actor, make.village(), year=2025, met=[], on=DAY)
    with pytest.raises(commands.UnknownRequirement):
        commands.assess_again(city.village.actor, made, met=["XX"], on=DAY)
    assert Creation.objects.count() == 1


def test_the_township_finds_the_basics_and_the_county_the_score(city):
    made = make.assessed(city)
    few = [each for each in make.every() if each != "SV-01"]
    with pytest.raises(commands.BasicsLacking, match="成立由主任任组长"):
        commands.review(city.chief.actor, made, met=few, opinion="核查")
    with pytest.raises(IllegalStep):
        commands.award(city.committee.actor, made, number="云安委〔2026〕9号", on=DAY)
    low = [each for each in make.every() if each not in ("SV-07", "SV-08", "SV-09", "SV-11")]

    commands.review(city.chief.actor, made, met=low, opinion="基本符合")

    assert (fresh(made).state, fresh(made).score) == ("reviewed", 72)
    assert queries.reached(city.committee.actor) == {"all": 3, "groups": 1, "basic": 1, "safe": 0}
    with pytest.raises(commands.ScoreTooLow, match="得分 72"):
        commands.award(city.committee.actor, fresh(made), number="云安委〔2026〕9号", on=DAY)
    commands.assess_again(city.village.actor, fresh(made), met=make.every(), on=DAY)
    commands.review(city.chief.actor, fresh(made), met=make.every(), opinion="符合")
    with pytest.raises(commands.PaperMissing):
        commands.award(city.committee.actor, fresh(made), number=" ", on=DAY)
    commands.award(city.committee.actor, fresh(made), number="云安委〔2026〕9号", on=DAY)
    assert queries.reached(city.committee.actor)["safe"] == 1
    with pytest.raises(NotGranted):
        commands.award(city.chief.actor, fresh(made), number="自定", on=DAY)


def test_what_is_sent_back_says_why_and_a_name_can_be_taken_back(city):
    made = make.assessed(city)
    with pytest.raises(commands.ReasonMissing):
        commands.send_back(city.chief.actor, made, opinion="")
    commands.send_back(city.chief.actor, made, opinion="台账不全")
    assert (fresh(made).state, fresh(made).opinion) == ("returned", "台账不全")
    commands.assess_again(city.village.actor, fresh(made), met=make.every(), on=DAY)
    commands.review(city.chief.actor, fresh(made), met=make.every(), opinion="符合")
    commands.award(city.committee.actor, fresh(made), number="云安委〔2026〕9号", on=DAY)
    with pytest.raises(commands.ReasonMissing):
        commands.withdraw(city.committee.actor, fresh(made), opinion=" ")

    commands.withdraw(city.committee.actor, fresh(made), opinion="发生责任事故")

    assert fresh(made).state == "withdrawn"
    assert queries.reached(city.committee.actor)["safe"] == 0

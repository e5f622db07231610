"""Regimes in force: from a day, without a gap, and never rewriting the past."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from sanze.foundation.acts.models import Act
from sanze.foundation.acts.refusal import NotGranted
from sanze.foundation.acts.verify import faults
from sanze.foundation.moment import SHANGHAI, fixed
from sanze.foundation.regime import commands
from sanze.foundation.regime.models import Draft, Enforcement
from sanze.foundation.regime.queries import NoRegime, current, regime, version_at
from sanze.foundation.regime.tests.small import DUTY, HEAD, small
from sanze.foundation.scope.actor import INSTALLER

pytestmark = pytest.mark.django_db

FIRST, TODAY = date(2026, 1, 1), date(2026, 3, 2)


@pytest.fixture(autouse=True)
def _morning():
    with fixed(datetime(2026, 3, 2, 9, tzinfo=SHANGHAI)):
        yield


def content(version: str = "1", **replaced: str) -> dict:
    text = HEAD.replace('version: "1"', f'version: "{version}"')
    for old, new in replaced.items():
        text = text.replace(old, new)
    return small(text, DUTY).model_dump(mode="json")


def enforce(on: date, version: str = "1", **replaced: str) -> Enforcement:
    return commands.enforce(INSTALLER, None, content=content(version, **replaced), on=on)


def refused(kind: type[Exception], act, *arguments, **facts) -> str:
    before = Act.objects.count(), Enforcement.objects.count(), Draft.objects.count()
    with pytest.raises(kind) as refusal:
        act(*arguments, **facts)
    assert (Act.objects.count(), Enforcement.objects.count(), Draft.objects.count()) == before
    return str(refusal.value)


def test_before_the_first_regime_nothing_is_in_force():
    with pytest.raises(NoRegime):
        regime()

    assert current() is None
    assert version_at(datetime(2026, 3, 2, 12, tzinfo=SHANGHAI)) == ""


def test_the_first_regime_may_begin_in_the_past():
    enforce(FIRST)

    assert regime().full_version == "small-1@1"
    assert regime(FIRST).title == "小城意见"
    with pytest.raises(NoRegime):
        regime(FIRST - timedelta(days=1))


def test_from_its_first_day_the_next_regime_holds_and_the_past_keeps_its_own():
    enforce(FIRST)
    enforce(TODAY + timedelta(days=1), "2", 小城意见="新意见")

    assert regime().version == "1"
    assert regime(TODAY + timedelta(days=1)).title == "新意见"
    assert version_at(datetime(2026, 3, 2, 23, 59, tzinfo=SHANGHAI)) == "small-1@1"
    assert version_at(datetime(2026, 3, 3, tzinfo=SHANGHAI)) == "small-1@2"


def test_a_regime_before_one_that_is_set_for_later_holds_until_then():
    enforce(FIRST)
    enforce(date(2026, 6, 1), "3")
    enforce(TODAY, "2")

    assert [regime(day).version for day in (TODAY, date(2026, 5, 31), date(2026, 6, 1))] == ["2", "2", "3"]


def test_no_day_gone_by_is_given_another_regime():
    enforce(FIRST)

    refused(commands.DayPast, enforce, TODAY - timedelta(days=1), "2")


def test_two_regimes_do_not_begin_on_one_day():
    enforce(TODAY)

    assert "2026-03-02" in refused(commands.DayTaken, enforce, TODAY, "2")


def test_one_version_never_means_two_contents():
    enforce(FIRST)

    assert "small-1@1" in refused(commands.VersionReused, enforce, TODAY, "1", 小城意见="新意见")


def test_an_earlier_regime_may_be_put_in_force_again():
    enforce(FIRST)
    enforce(TODAY, "2")

    enforce(TODAY + timedelta(days=1), "1")

    assert regime(TODAY + timedelta(days=1)).version == "1"


def test_unsound_content_is_refused_with_its_faults():
    broken = content()
    broken["duties"][0]["holder"]["kind"] = "knight"

    told = refused(commands.Unfit, commands.enforce, INSTALLER, None, content=broken, on=TODAY)

    assert told == "制度内容有误：duties.0.holder.kind：没有岗位类别“knight”"
    refused(commands.Unfit, commands.receive, INSTALLER, None, content={"code": "x"}, source="x.yaml")
    refused(commands.Unfit, commands.enforce, INSTALLER, None, content=content() | {"more": 1}, on=TODAY)


def test_without_the_grant_nobody_enforces_withdraws_or_sends_in():
    made = enforce(TODAY + timedelta(days=1))
    nobody = replace(INSTALLER, grants=frozenset({"regime.read"}))

    refused(NotGranted, commands.enforce, nobody, None, content=content("2"), on=TODAY)
    refused(NotGranted, commands.withdraw, nobody, made, reason="误施行")
    refused(NotGranted, commands.receive, nobody, None, content=content(), source="x.yaml")


def test_what_has_not_begun_may_be_withdrawn_and_its_day_is_free_again():
    enforce(FIRST)
    later = enforce(TODAY + timedelta(days=1), "2")

    commands.withdraw(INSTALLER, later, reason="文件有误")

    assert regime(TODAY + timedelta(days=5)).version == "1"
    enforce(TODAY + timedelta(days=1), "3")
    assert regime(TODAY + timedelta(days=5)).version == "3"


def test_what_has_begun_is_not_withdrawn_nor_anything_twice_or_without_a_reason():
    begun, later = enforce(FIRST), enforce(TODAY + timedelta(days=1), "2")

    refused(commands.AlreadyBegun, commands.withdraw, INSTALLER, begun, reason="误施行")
    refused(commands.NoReason, commands.withdraw, INSTALLER, later, reason="  ")
    commands.withdraw(INSTALLER, later, reason="误施行")
    refused(commands.AlreadyWithdrawn, commands.withdraw, INSTALLER, later, reason="误施行")


def test_a_draft_changes_nothing_that_is_in_force():
    enforce(FIRST)

    draft = commands.receive(INSTALLER, None, content=content("2", 小城意见="草案"), source="small.yaml")

    assert (draft.full_version, draft.title, draft.source) == ("small-1@2", "草案", "small.yaml")
    assert regime(TODAY + timedelta(days=400)).version == "1"


def test_everything_stands_as_it_was_sealed():
    enforce(FIRST)
    commands.withdraw(INSTALLER, enforce(TODAY + timedelta(days=1), "2"), reason="误施行")
    commands.receive(INSTALLER, None, content=content("3"), source="small.yaml")

    assert list(faults()) == []


def test_the_content_is_read_once_and_then_known(django_assert_num_queries):
    enforce(FIRST)
    regime()

    with django_assert_num_queries(1):
        first = regime()

    assert first is regime(TODAY)


def test_nobody_gives_their_own_kind_of_post_more_power():
    enforce(FIRST)
    kind, post = next(iter(regime().posts.items()))
    clerk = replace(INSTALLER, person_id=1, kind=kind, grants=frozenset({*post.grants, "regime.enforce"}))
    wider = content("2")
    wider["posts"][kind]["grants"] = [*post.grants, "identity.confirm"]

    refused(commands.OwnPower, commands.enforce, clerk, None, content=wider, on=TODAY + timedelta(days=1))
    commands.enforce(clerk, None, content=content("3"), on=TODAY + timedelta(days=1))


def test_a_kind_of_post_that_unites_what_two_hands_must_do_is_no_sound_regime():
    united = content()
    kind = next(iter(united["posts"]))
    united["posts"][kind]["grants"] = ["identity.appoint", "identity.confirm"]

    assert "不能同属一类岗位" in refused(commands.Unfit, commands.enforce, INSTALLER, None, content=united, on=FIRST)

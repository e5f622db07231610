from dataclasses import replace
from datetime import date, timedelta

import pytest

from sanze.foundation.acts.models import Act
from sanze.foundation.acts.refusal import NotGranted
from sanze.foundation.moment import fixed
from sanze.foundation.scope.actor import EVERY
from sanze.know.jurisdictions.models import Area
from sanze.know.teams import queries
from sanze.know.teams.commands import enforcement
from sanze.know.teams.models import EnforcementTeam, TeamMember
from sanze.know.teams.tests import factories as make
from sanze.know.teams.tests.factories import DAY
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


def test_posts_people_professionals_and_certificates_are_counted(city):
    team = make.team(city, authorised=3)
    make.member(city, team, professional=True, major="采矿工程", certificate_no="A1", certificate_until=DAY)
    make.member(city, team, name="周敏")
    make.member(city, team, name="李强", full_time=False)

    team = fresh(team)
    assert (team.staffing(), team.vacant()) == ("2/3", 1)
    assert (team.professionals(), team.professional_share(), team.uncertified()) == (1, 33, 2)


@pytest.mark.parametrize(
    ("refusal", "told"),
    [
        (enforcement.OtherDepartment, {"department": "交通运输局"}),
        (enforcement.NameMissing, {"name": " "}),
        (enforcement.NobodyAuthorised, {"authorised": 0}),
        (enforcement.PaperMissing, {"paper": ""}),
        (enforcement.BadDay, {"on": DAY + timedelta(days=1)}),
    ],
)
def test_what_no_paper_bears_is_no_team(city, refusal, told):
    acts = Act.objects.count()
    with pytest.raises(refusal):
        make.team(city, **told)
    assert (Act.objects.count(), EnforcementTeam.objects.count()) == (acts, 0)


def test_a_department_has_one_team_of_the_county(city):
    make.team(city)
    with pytest.raises(enforcement.AlreadyThere):
        make.team(city)
    with pytest.raises(enforcement.NoTeamHere):
        enforcement.establish(
            city.department.actor,
            Area.objects.get(code=cast.EAST_VILLAGE),
            department="应急管理局",
            name="x",
            authorised=1,
            paper="x",
            on=DAY,
        )
    with pytest.raises(NotGranted):
        enforcement.establish(
            city.committee.actor, Area.objects.get(code=cast.COUNTY), department="安委办", name="x", authorised=1,
            paper="x", on=DAY,
        )  # fmt: skip


def test_nobody_is_taken_in_without_every_check_or_beyond_the_posts(city):
    team = make.team(city, authorised=1)
    with pytest.raises(enforcement.ChecksMissing, match="缺 "):
        make.member(city, team, checks=make.checks()[:-1])
    make.member(city, team)
    with pytest.raises(enforcement.Full, match="核定 1 名"):
        make.member(city, team, name="周敏")
    assert make.member(city, team, name="李强", full_time=False).pk
    enforcement.authorise(city.department.actor, team, authorised=2, paper="云编发〔2026〕8号")
    assert make.member(city, team, name="周敏").pk


@pytest.mark.parametrize(
    ("refusal", "told"),
    [
        (enforcement.NameMissing, {"name": ""}),
        (enforcement.MajorMissing, {"professional": True}),
        (enforcement.BadDay, {"on": date(2025, 12, 31)}),
        (enforcement.CertificateUnfit, {"certificate_no": "A1"}),
        (enforcement.CertificateUnfit, {"certificate_no": "A1", "certificate_until": DAY - timedelta(days=1)}),
    ],
)
def test_what_does_not_fit_is_refused(city, refusal, told):
    team = make.team(city)
    with pytest.raises(refusal):
        make.member(city, team, **told)
    assert TeamMember.objects.count() == 0


def test_a_certificate_that_runs_out_is_known_and_renewed(city):
    team = make.team(city)
    soon = make.member(city, team, certificate_no="A1", certificate_until=DAY + timedelta(days=10))
    assert list(queries.certificates_ending(DAY)) == [soon]
    assert soon.certificate() == "即将到期"

    enforcement.renew_certificate(city.department.actor, soon, certificate_no="A2", certificate_until=date(2030, 1, 1))

    assert list(queries.certificates_ending(DAY)) == []
    assert fresh(soon).certificate() == "有效"
    with pytest.raises(enforcement.CertificateUnfit):
        enforcement.renew_certificate(city.department.actor, soon, certificate_no="", certificate_until=DAY)


def test_who_left_counts_no_more_and_leaves_once(city):
    team = make.team(city)
    gone = make.member(city, team)
    with pytest.raises(enforcement.ReasonMissing):
        enforcement.leave(city.department.actor, gone, on=DAY, reason=" ")
    with pytest.raises(enforcement.BadDay):
        enforcement.leave(city.department.actor, gone, on=DAY + timedelta(days=1), reason="调离")

    enforcement.leave(city.department.actor, gone, on=DAY, reason="调离")

    assert fresh(team).full_time() == 0
    for act in (
        lambda: enforcement.leave(city.department.actor, fresh(gone), on=DAY, reason="调离"),
        lambda: enforcement.renew_certificate(
            city.department.actor, fresh(gone), certificate_no="A", certificate_until=date(2030, 1, 1)
        ),
    ):
        with pytest.raises(enforcement.AlreadyLeft):
            act()


def test_another_department_touches_nothing_of_it(city):
    team = make.team(city)
    gone = make.member(city, team)
    other = replace(city.committee.actor, grants=frozenset({EVERY}))
    for act in (
        lambda: enforcement.authorise(other, team, authorised=9, paper="x"),
        lambda: enforcement.enlist(other, team, name="x", checks=make.checks(), on=DAY),
        lambda: enforcement.leave(other, gone, on=DAY, reason="x"),
    ):
        with pytest.raises(enforcement.OtherDepartment):
            act()

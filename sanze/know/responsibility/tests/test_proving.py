"""The proof against a plain one on random cities; each planted fault is found and nothing else."""

from datetime import timedelta

import pytest
from django.contrib.postgres.fields.ranges import DateRange
from django.db import connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from sanze.foundation.acts import entry
from sanze.foundation.identity.models import Holding, Person, Post
from sanze.foundation.moment import today
from sanze.foundation.regime.queries import regime
from sanze.foundation.regime.schema import Regime
from sanze.know.jurisdictions.models import Area
from sanze.know.parties.models import Enterprise
from sanze.know.responsibility.answering import answers
from sanze.know.responsibility.models import Assignment, Licence
from sanze.know.responsibility.proving import prove_posts
from sanze.know.responsibility.tests import plain
from tests import cast

CELLS = [f"{cast.EAST_VILLAGE}00{number}" for number in (1, 2)] + [f"{cast.WEST_VILLAGE}001"]
CODES = [cast.COUNTY, cast.EAST, cast.WEST, cast.EAST_VILLAGE, cast.WEST_VILLAGE, *CELLS]
INDUSTRIES = ["coal", "crowded", "special", "hazchem"]
PLACED = "department department_leader leader township_leader township_chief township village".split()
DAY = today()


class Undone(Exception):
    """Ends an example, so that nothing of it stays."""


def seats():
    return some.fixed_dictionaries(
        {
            "kind": some.sampled_from(PLACED),
            "area_code": some.sampled_from(CODES),
            "industries": some.lists(some.sampled_from(INDUSTRIES), max_size=2, unique=True),
            "unit": some.sampled_from(["应急管理局", "自然资源局", "消防救援大队"]),
            "closed": some.sampled_from([None, None, None, 0, 5]),
            "held": some.sampled_from(["yes", "yes", "yes", "no", "over", "uncertified"]),
        }
    )


def firms():
    return some.fixed_dictionaries(
        {
            "industry": some.sampled_from(INDUSTRIES),
            "area_code": some.sampled_from(CODES[3:]),
            "listed": some.booleans(),
            "head": some.booleans(),
            "licence": some.sampled_from([None, "自然资源局", "没有这个局"]),
        }
    )


def papers(kinds: list[str]):
    return some.fixed_dictionaries(
        {
            "kind": some.sampled_from(kinds),
            "about": some.integers(0, 100),
            "post": some.integers(0, 100),
            "first": some.sampled_from([-30, -30, 0, 10]),
            "length": some.sampled_from([None, None, 0, 5, 30, 60]),
            "industry": some.sampled_from(["", "", "coal"]),
            "role": some.sampled_from(["main", "main", "supporting"]),
        }
    )


@pytest.fixture(scope="module")
def rules(django_db_setup, django_db_blocker) -> Regime:
    with django_db_blocker.unblock(), transaction.atomic():
        cast.enforce_regime()
        found = regime()
        transaction.set_rollback(True)
    content = found.model_dump(mode="json")
    content["responsibilities"]["patrol_team"] |= {"awaits": "", "exactly": 3}
    return Regime.model_validate(content)


@pytest.mark.django_db
@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(told=some.data())
def test_the_proof_finds_what_a_plain_one_finds(rules, told):
    kinds = list(rules.responsibilities)
    try:
        with transaction.atomic(), entry.opened():
            _land()
            posts = [_post(number, each) for number, each in enumerate(told.draw(some.lists(seats(), max_size=12)))]
            for number, each in enumerate(told.draw(some.lists(firms(), min_size=1, max_size=4))):
                posts += _firm(number, each)
            for number, each in enumerate(told.draw(some.lists(papers(kinds), max_size=8 if posts else 0))):
                _paper(number, each, posts)
            for on in (DAY, DAY + timedelta(days=7)):
                proof = prove_posts(rules, on)
                found = {(each.kind, each.flaw.value, each.label, each.hazard, each.post_id) for each in proof.touched}
                assert found == plain.flaws(rules, on)
                assert len(proof.touched) == len(found)
                assert _answers(rules, on) == plain.answers(rules, on)
            raise Undone
    except Undone:
        pass


def _answers(rules: Regime, on) -> set:
    found = set()
    for name in rules.responsibilities:
        told = answers(rules, name, on)
        with connection.cursor() as cursor:
            cursor.execute(f"WITH {told.sql} SELECT label, hazard, post_id FROM answer", told.params)  # noqa: S608
            found |= {(name, *row) for row in cursor.fetchall()}
    return found


def _land() -> None:
    for code in CODES:
        level = {6: "county", 9: "township", 12: "village", 15: "cell"}[len(code)]
        Area.objects.create(code=code, name=code, level=level)


def _post(number: int, told: dict) -> Post:
    closed = None if told["closed"] is None else DAY + timedelta(days=told["closed"])
    fields = {each: told[each] for each in ("kind", "area_code", "industries", "unit")}
    made = Post.objects.create(title=f"岗{number}", opened_on=cast.BEGIN, closed_on=closed, **fields)
    _hold(made, told["held"])
    return made


def _hold(post: Post, how: str) -> None:
    if how == "no":
        return
    until = DAY + timedelta(days=-1 if how == "uncertified" else 400)
    person = Person.objects.create(
        username=f"p{post.pk}", name="某", password="", certificate_no="1", certificate_until=until
    )
    span = DateRange(cast.BEGIN, DAY if how == "over" else None)
    Holding.objects.create(post=post, person=person, span=span, state="ended" if how == "over" else "confirmed")


def _firm(number: int, told: dict) -> list[Post]:
    fields = {each: told[each] for each in ("industry", "area_code", "listed")}
    made = Enterprise.objects.create(name=f"企业{number}", registered_on=cast.BEGIN, **fields)
    if told["licence"]:
        Licence.objects.create(enterprise=made, permit="证", unit=told["licence"], issued_on=cast.BEGIN)
    if not told["head"]:
        return []
    head = Post.objects.create(
        title="矿长", unit=made.name, kind="enterprise_head", party_id=made.pk, opened_on=cast.BEGIN
    )
    _hold(head, "yes")
    return [head]


def _paper(number: int, told: dict, posts: list[Post]) -> None:
    subjects = [*Area.objects.order_by("code"), *Enterprise.objects.order_by("pk")]
    record, post = subjects[told["about"] % len(subjects)], posts[told["post"] % len(posts)]
    first = DAY + timedelta(days=told["first"])
    same = {"subject": entry.label(record), "post": post, **{each: told[each] for each in ("kind", "industry")}}
    if Assignment.objects.filter(**same).exists():
        return  # the database keeps out a post that is named for a subject twice at a time
    Assignment.objects.create(
        **same,
        role=told["role"],
        subject_name=str(record),
        prefix=record.code if isinstance(record, Area) else "",
        slot=number + 1,
        first=first,
        until=None if told["length"] is None else first + timedelta(days=told["length"]),
        paper="文",
    )

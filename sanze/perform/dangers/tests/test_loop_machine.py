"""Acts in any order, against the table: the loop never goes where the table does not lead."""

from datetime import timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sanze.foundation.acts.models import Act
from sanze.foundation.acts.refusal import Refused
from sanze.foundation.moment import today
from sanze.perform.dangers.commands import extensions, grading, majors, orders
from sanze.perform.dangers.states import LOOP
from sanze.perform.dangers.tests import factories as make
from sanze.perform.dangers.tests.factories import fresh


def extend(city, danger):
    later = danger.due_on + timedelta(days=1) if danger.due_on else today()
    asked = extensions.ask_extension(city.manager.actor, danger, due=later, reason="其他")
    extensions.decide_extension(city.officer.actor, asked, granted=True)


ACTS = {
    "grade": lambda city, danger: grading.grade(city.officer.actor, danger, major=False, reason="一般"),
    "raise": lambda city, danger: grading.grade(city.chief.actor, danger, major=True, reason="重大"),
    "lower": lambda city, danger: grading.grade(city.second.actor, danger, major=False, reason="专家论证"),
    "dismiss": lambda city, danger: grading.dismiss(city.chief.actor, danger, reason="无此情况"),
    "order": lambda city, danger: make.order(city, danger, emergency_plan="撤人"),
    "plan": lambda city, danger: make.plan(city, danger),
    "report": lambda city, danger: majors.report_major(
        city.manager.actor, danger, authority_on=today(), congress_on=today()
    ),
    "extend": extend,
    "rectify": lambda city, danger: make.rectify(city, danger),
    "send_back": lambda city, danger: orders.send_back(city.officer.actor, danger, reason="未改", due=today()),
    "close": lambda city, danger: make.close(city, danger),
    "close_own": lambda city, danger: make.close_by(city.manager, danger),
    "reopen": lambda city, danger: orders.reopen(city.officer.actor, danger, reason="复发", due=today()),
}
STEPS = {"raise": "grade", "lower": "grade", "plan": None, "report": None, "close_own": None}


@pytest.mark.django_db
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(names=st.lists(st.sampled_from(sorted(ACTS)), min_size=1, max_size=14))
def test_acts_in_any_order_go_only_where_the_table_leads(city, names):
    with transaction.atomic():
        danger = make.reported(city)
        for name in names:
            _try(city, danger, name)
        transaction.set_rollback(True)


def _try(city, danger, name):
    before, acts = fresh(danger), Act.objects.count()
    step = LOOP.steps.get(STEPS.get(name, name))
    try:
        ACTS[name](city, before)
    except Refused:
        assert fresh(danger).state == before.state
        return
    after = fresh(danger)
    assert Act.objects.count() > acts
    assert name != "close_own"
    if step is None:
        assert after.state == before.state
        return
    assert before.state in step.sources
    assert after.state == step.target
    if after.state == "closed":
        assert after.closer_id != after.rectifier_id
        assert not after.major or (after.authority_reported_on and after.congress_reported_on)

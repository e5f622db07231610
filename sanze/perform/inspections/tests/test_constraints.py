"""What the database refuses, whatever the code does."""

import pytest
from django.db import IntegrityError, transaction
from django.db.models import QuerySet

from sanze.perform.inspections.commands import recording
from sanze.perform.inspections.models import Visit
from sanze.perform.inspections.tests import factories as make


def force(visit, **changes):
    """Write past every command, as only a program with a fault could."""
    with transaction.atomic():
        QuerySet(Visit).filter(pk=visit.pk).update(**changes)


def test_the_database_holds_what_an_inspection_must_be(city):
    visit = make.recorded(city)

    with pytest.raises(IntegrityError, match="an_inspection_is_approved_by_another"):
        force(visit, approver_id=visit.applicant_id)
    with pytest.raises(IntegrityError, match="an_inspection_is_approved_by_another"):
        force(visit, approved_on=None)
    with pytest.raises(IntegrityError, match="a_recorded_visit_says_when"):
        force(visit, ended_at=None)


def test_the_database_lets_no_patrol_wait_for_approval(city):
    visit = recording.patrol(city.village.actor, city.mine, **make.span())

    with pytest.raises(IntegrityError, match="only_inspections_wait_for_approval"):
        force(visit, state="approved")

"""What a timeline says of stored values."""

import pytest
from django.db import models

from sanze.foundation.pages.timeline import _said


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        (models.DateTimeField(), "2026-11-23T18:30:00+00:00", "2026-11-24 02:30"),
        (models.DecimalField(max_digits=12, decimal_places=4), "13.0000", "13"),
        (models.DecimalField(max_digits=12, decimal_places=4), "100.5000", "100.5"),
        (models.BooleanField(), False, "否"),
        (models.CharField(), "", "无"),
        (models.CharField(choices=[("a", "甲")]), "a", "甲"),
        (models.JSONField(), {"a": 1}, None),
        (models.TextField(), "长" * 130, "长" * 120 + "…"),
    ],
)
def test_a_stored_value_is_said_as_people_read_it(field, value, said):
    assert _said(field, value) == said

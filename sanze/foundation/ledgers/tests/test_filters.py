"""A list to choose from, written without a template for each option."""

from django import forms
from django.test.html import parse_html

from sanze.foundation.ledgers.filters import QuickSelect

CHOICES = [("", "全部"), ("1", "煤矿"), ("2", "<b>危化品</b>")]


def rendered(widget: type[forms.Select], value) -> str:
    field = forms.ChoiceField(choices=CHOICES, widget=widget)
    return field.widget.render("industry", value, attrs={"id": "id_industry", "class": "form-select"})


def test_it_reads_as_djangos_own():
    for value in (None, "", "1", "2", "nothing"):
        assert parse_html(rendered(QuickSelect, value)) == parse_html(rendered(forms.Select, value))


def test_a_face_cannot_bring_markup():
    assert "<b>" not in rendered(QuickSelect, "2")

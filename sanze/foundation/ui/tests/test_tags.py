"""Masks, days, level tags, states, icons and form controls."""

from datetime import UTC, date, datetime

import pytest
from django import forms
from django.template import Context, Template

from sanze.foundation.ui.templatetags import ui


def rendered(source: str, **context) -> str:
    return Template("{% load ui %}" + source).render(Context(context)).strip()


@pytest.mark.parametrize(
    ("plain", "hidden"),
    [
        ("张三", "张*"),
        ("欧阳建国", "欧***"),
        ("13812341234", "138****1234"),
        ("03583021234", "0358***1234"),
        ("0358-3021234", "0358-***1234"),
        ("141181199001011234", "141181********1234"),
        ("", ""),
        (None, ""),
    ],
)
def test_a_name_a_telephone_or_an_identity_number_is_masked(plain, hidden):
    assert ui.masked(plain) == hidden


def test_a_moment_is_written_in_local_time_and_a_day_without_it():
    late_evening = datetime(2026, 11, 23, 16, 30, tzinfo=UTC)

    assert ui.moment(late_evening) == "2026-11-24 00:30"
    assert ui.day(late_evening) == "2026-11-24"
    assert ui.day(date(2026, 11, 24)) == "2026-11-24"
    assert ui.day(None) == ui.moment(None) == "—"


@pytest.mark.parametrize("value", ["red", "重大", "major", "红"])
def test_a_level_is_always_colour_and_word(value):
    assert ui.level(value) == {"tone": "red", "label": "重大"}


def test_an_unknown_level_is_grey_under_its_own_word():
    assert rendered("{% level word %}", word="特别") == '<span class="tag tag-grey">特别</span>'


def test_a_state_is_a_dot_and_a_word_that_is_escaped():
    shown = rendered("{% status word 'late' %}", word="<b>")

    assert shown == '<span class="status status-late">&lt;b&gt;</span>'


def test_a_labelled_icon_is_an_image_and_an_unlabelled_one_is_decoration():
    assert 'role="img" aria-label="打印"' in rendered("{% icon 'printer' '打印' %}")
    assert 'aria-hidden="true"' in rendered("{% icon 'printer' %}")


def test_an_icon_that_the_sprite_lacks_is_refused():
    with pytest.raises(ValueError, match="no icon 'unicorn'"):
        ui.icon("unicorn")


class EveryControl(forms.Form):
    due = forms.DateField(label="期限", help_text="不晚于年底")
    at = forms.DateTimeField(label="时间")
    few = forms.ChoiceField(label="少", choices=[(str(i), i) for i in range(3)])
    many = forms.ChoiceField(label="多", choices=[(str(i), i) for i in range(30)])
    one = forms.ChoiceField(label="等级", choices=[("a", "甲"), ("b", "乙")], widget=forms.RadioSelect)


def test_days_get_a_picker_long_lists_a_search_and_short_ones_neither():
    form = EveryControl()

    assert 'data-pick="date"' in ui.control(form["due"])
    assert 'data-pick="datetime"' in ui.control(form["at"])
    assert "data-search" in ui.control(form["many"])
    assert "data-search" not in ui.control(form["few"])


def test_a_refused_control_is_tied_to_its_help_and_its_error_and_keeps_what_was_typed():
    shown = rendered("{% include 'ui/field.html' with field=form.due %}", form=EveryControl({"due": "2026-13-01"}))

    assert 'aria-describedby="id_due_help id_due_error"' in shown
    assert 'aria-invalid="true"' in shown
    assert 'id="id_due_help"' in shown
    assert 'id="id_due_error"' in shown
    assert 'value="2026-13-01"' in shown


def test_radios_are_shown_with_their_labels_and_the_chosen_one():
    shown = rendered("{% include 'ui/field.html' with field=form.one %}", form=EveryControl({"one": "b"}))

    assert shown.count('class="form-check-input"') == 2
    assert 'for="id_one_1">乙' in shown
    assert 'value="b"' in shown.split("checked")[0].rsplit("<input", 1)[1]

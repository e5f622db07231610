"""Filters that ledgers need beside django-filter's own."""

from collections.abc import Callable
from datetime import date
from functools import lru_cache

import django_filters
from django import forms
from django.db.models import QuerySet
from django.forms.utils import flatatt
from django.utils.choices import BaseChoiceIterator
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from sanze.foundation.recall import once
from sanze.foundation.scope.actor import Actor
from sanze.foundation.scope.models import within

# Slot: (code, name) of the areas that an actor may choose from. The jurisdictions app fills it.
AREA_CHOICES: list[Callable[[Actor], list[tuple[str, str]]]] = []


class QuickSelect(forms.Select):
    """A list to choose from, written without a template for each of its hundreds of options."""

    def render(self, name, value, attrs=None, renderer=None) -> SafeString:
        around = self.build_attrs(self.attrs, {**(attrs or {}), "name": name})
        options = _options(*self.choices)
        for each in self.format_value(value):
            start = _start(each)
            options = options.replace(f"{start}>", f"{start} selected>", 1)
        return format_html("<select{}>\n{}\n</select>", flatatt(around), mark_safe(options))


def _start(code: object) -> str:
    return format_html('<option value="{}"', code)


@lru_cache(maxsize=64)
def _options(*choices: tuple[str, str]) -> str:
    """The markup of the options, none of them chosen."""
    return "\n".join([_start(code) + format_html(">{}</option>", face) for code, face in choices])


class Pairs(BaseChoiceIterator):
    """Choices that are pairs already, which Django then does not take apart at every look."""

    def __init__(self, pairs: list[tuple[str, str]]):
        self.pairs = pairs

    def __iter__(self):
        return iter(self.pairs)


def areas_of(actor: Actor) -> Pairs:
    """(code, name) of every area that the actor may choose."""
    return once((areas_of, actor), lambda: Pairs([pair for slot in AREA_CHOICES for pair in slot(actor)]))


class AreaFilter(django_filters.ChoiceFilter):
    """Rows under a division code; the choices are the areas of the person who asks."""

    def __init__(self, field_name: str = "area_code", **more):
        face = more.pop("label", "属地")
        super().__init__(field_name=field_name, label=face, empty_label="全部", widget=QuickSelect, **more)

    def filter(self, rows: QuerySet, value: str) -> QuerySet:
        return rows.filter(within(self.field_name, value)) if value else rows


class PickFilter(django_filters.ChoiceFilter):
    """One of a few values, 全部 for none."""

    def __init__(self, label: str, choices, field_name: str | None = None, **more):
        more = {"widget": QuickSelect} | more
        super().__init__(field_name=field_name, label=label, choices=choices, empty_label="全部", **more)


class DayFilter(django_filters.DateFilter):
    """A day as the edge of a span; `lookup_expr` says which edge."""

    def __init__(self, label: str, field_name: str, lookup_expr: str, **more):
        widget = forms.DateInput(attrs={"placeholder": label})
        super().__init__(field_name=field_name, lookup_expr=lookup_expr, label=label, widget=widget, **more)


class YesNoFilter(django_filters.ChoiceFilter):
    """Yes or no, answered by a condition: `yes` is a Q."""

    def __init__(self, label: str, yes: Callable, words: tuple[str, str] = ("是", "否")):
        super().__init__(label=label, choices=[("1", words[0]), ("0", words[1])], empty_label="全部")
        self.yes = yes

    def filter(self, rows: QuerySet, value: str) -> QuerySet:
        if value == "1":
            return rows.filter(self.yes())
        return rows.exclude(self.yes()) if value == "0" else rows


class SpanFilter(django_filters.CharFilter):
    """From a day to a day, both included, in one box: '2026-01-01 至 2026-03-31', or a single day."""

    def __init__(self, label: str, field_name: str):
        widget = forms.TextInput(attrs={"data-pick": "range", "placeholder": "起止日期", "autocomplete": "off"})
        super().__init__(field_name=field_name, label=label, widget=widget, validators=[_a_span])

    def filter(self, rows: QuerySet, value: str) -> QuerySet:
        if not value:
            return rows
        first, last = days_of(value)
        return rows.filter(**{f"{self.field_name}__gte": first, f"{self.field_name}__lte": last})


def days_of(text: str) -> tuple[date, date]:
    """The first and last day of a span as written. Raises ValueError for what is none."""
    days = [date.fromisoformat(each.strip()) for each in text.split("至")]
    first, last = days[0], days[-1]
    if len(days) > 2 or last < first:
        raise ValueError(text)
    return first, last


def _a_span(text: str) -> None:
    try:
        days_of(text)
    except ValueError:
        raise forms.ValidationError("请填写起止日期，如 2026-01-01 至 2026-03-31") from None

"""Icons, level tags, states, masked personal facts, days and moments, form controls."""

import re
from datetime import date, datetime
from functools import lru_cache
from itertools import islice

from django import forms, template
from django.forms.boundfield import BoundWidget
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.utils import timezone
from django.utils.html import format_html

from sanze.foundation.ui.icons import icon_names

register = template.Library()

LEVELS = {
    "重大": "red",
    "较大": "orange",
    "一般": "yellow",
    "低": "blue",
    "红": "red",
    "橙": "orange",
    "黄": "yellow",
    "蓝": "blue",
    "major": "red",
    "serious": "orange",
    "general": "yellow",
    "low": "blue",
    "red": "red",
    "orange": "orange",
    "yellow": "yellow",
    "blue": "blue",
}
LEVEL_WORDS = {"red": "重大", "orange": "较大", "yellow": "一般", "blue": "低"}
TONES = {"wait", "doing", "check", "done", "late", "off"}
MANY_CHOICES = 10
LONG_CHOICE = 12  # characters


@register.simple_tag
@lru_cache(maxsize=512)
def icon(name: str, label: str = ""):
    """The icon from the sprite: decoration, or with a label an image that is read aloud.

    Raises ValueError for a name that is not in icons.txt.
    """
    if name not in icon_names():
        raise ValueError(f"no icon {name!r} in icons.txt")
    href = f"{static('dist/sprite.svg')}#{name}"
    if not label:
        return format_html('<svg class="icon" aria-hidden="true"><use href="{}"></use></svg>', href)
    return format_html('<svg class="icon" role="img" aria-label="{}"><use href="{}"></use></svg>', label, href)


@register.simple_tag
def sidebar(frame) -> str:
    """The menu at the left of the frame."""
    return _sidebar(frame.platform, frame.tabs)


@lru_cache(maxsize=512)
def _sidebar(platform: str, tabs: tuple) -> str:
    """Kept in mind, since writing dozens of links takes longer than writing a page of a ledger."""
    return render_to_string("ui/sidebar.html", {"platform": platform, "tabs": tabs})


@register.inclusion_tag("ui/badge.html")
def level(value, label: str = "") -> dict:
    """A level tag. value: red, orange, yellow, blue, or a word of LEVELS; anything else is grey."""
    tone = LEVELS.get(str(value), "grey")
    return {"tone": tone, "label": label or LEVEL_WORDS.get(tone, "") or value}


@register.inclusion_tag("ui/status.html")
def status(label: str, tone: str = "off") -> dict:
    """A state: dot and word. tone: wait, doing, check, done, late or off."""
    return {"tone": tone if tone in TONES else "off", "label": label}


@register.filter
def masked(value) -> str:
    """A name, telephone number or identity number with its middle hidden: 张*, 138****1234."""
    text = str(value or "").strip()
    if re.fullmatch(r"1\d{10}", text):
        return f"{text[:3]}****{text[-4:]}"
    if re.fullmatch(r"\d{17}[\dXx]", text):
        return f"{text[:6]}********{text[-4:]}"
    if re.fullmatch(r"(0\d{2,3}-?)?\d{7,8}", text):
        return f"{text[:-7]}***{text[-4:]}"
    return f"{text[:1]}{'*' * (len(text) - 1)}"


@register.filter
def day(value: date | datetime | None) -> str:
    """A day as 2026-11-24; a dash for none. Moments are taken in local time."""
    if not value:
        return "—"
    if isinstance(value, datetime) and timezone.is_aware(value):
        value = timezone.localtime(value)
    return f"{value:%Y-%m-%d}"


@register.filter
def moment(value: datetime | None) -> str:
    """A moment as 2026-11-24 08:30 in local time; a dash for none."""
    if not value:
        return "—"
    if timezone.is_aware(value):
        value = timezone.localtime(value)
    return f"{value:%Y-%m-%d %H:%M}"


@register.filter
def kind(field) -> str:
    """How a bound field is laid out: check, choices, file, text or line."""
    widget = field.field.widget
    if isinstance(widget, forms.CheckboxInput):
        return "check"
    if isinstance(widget, (forms.RadioSelect, forms.CheckboxSelectMultiple)):
        return "choices"
    if isinstance(widget, forms.FileInput):
        return "file"
    if isinstance(widget, forms.Textarea):
        return "text"
    return "line"


@register.simple_tag
def control(field):
    """The control of a bound field with its classes, its picker and its ties to help and errors."""
    shape = kind(field)
    widget = field.field.widget
    attrs = {"class": "form-control"}
    if shape in ("check", "choices"):
        attrs = {"class": "form-check-input"}
    elif isinstance(widget, forms.Select):
        attrs = {"class": "form-select", **_searchable(widget)}
    elif isinstance(field.field, (forms.DateField, forms.DateTimeField)):
        picker = "datetime" if isinstance(field.field, forms.DateTimeField) else "date"
        attrs = {"class": "form-control", "data-pick": picker, "autocomplete": "off"}
    if shape == "text":
        attrs["rows"] = widget.attrs.get("rows") if widget.attrs.get("rows") not in (None, "10") else 3
    if field.errors:
        attrs["class"] += " is-invalid"
        attrs["aria-invalid"] = "true"
    return field.as_widget(attrs={**attrs, **_described(field), **_own(widget)})


@register.simple_tag
def choices(field) -> list[BoundWidget]:
    """The options of a bound field of radios or boxes, each with its class."""
    widget = field.field.widget
    attrs = field.build_widget_attrs({"class": "form-check-input", "id": widget.attrs.get("id") or field.auto_id})
    found = widget.subwidgets(field.html_name, field.value(), attrs=attrs)
    return [BoundWidget(widget, each, field.form.renderer) for each in found]


@register.filter
def lengthy(options: list[BoundWidget]) -> bool:
    """Whether options are so long that they are read better in columns than in a running line."""
    return any(len(str(each.choice_label)) > LONG_CHOICE for each in options)


def _own(widget) -> dict:
    return {key: value for key, value in widget.attrs.items() if key not in ("class", "rows")}


def _searchable(widget) -> dict:
    many = isinstance(widget, forms.SelectMultiple) or any(islice(widget.choices, MANY_CHOICES, None))
    return {"data-search": ""} if many else {}


def _described(field) -> dict:
    name = field.auto_id or field.name
    parts = [f"{name}_help"] * bool(field.help_text) + [f"{name}_error"] * bool(field.errors)
    return {"aria-describedby": " ".join(parts)} if parts else {}

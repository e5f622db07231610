"""The calendar as an installed app: it keeps the county's own table of days."""

from django.apps import AppConfig


class CalendarConfig(AppConfig):
    """The app of working days and clocks."""

    name = "sanze.foundation.calendar"
    label = "calendar"
    verbose_name = "工作日历"

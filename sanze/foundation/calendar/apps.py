"""The calendar as an installed app: it keeps the county's own table of days."""

from importlib import import_module

from django.apps import AppConfig


class CalendarConfig(AppConfig):
    """The app of working days and clocks."""

    name = "sanze.foundation.calendar"
    label = "calendar"
    verbose_name = "工作日历"

    def ready(self):
        # No page of its own imports the command yet; the registry must know it all the same.
        import_module("sanze.foundation.calendar.commands")

from importlib import import_module

from django.apps import AppConfig

from sanze.foundation.pages.slots import BANNERS, FIGURES, WAITING
from sanze.foundation.ui.menu import MENU, MenuEntry, Section

COMMANDS = ("running", "reporting", "inspecting")


class KeyPeriodsConfig(AppConfig):
    name = "sanze.perform.keyperiods"
    label = "keyperiods"
    verbose_name = "重点时段"

    def ready(self):
        for each in COMMANDS:
            import_module(f"sanze.perform.keyperiods.commands.{each}")
        import_module("sanze.perform.keyperiods.handlers")
        papers = import_module("sanze.perform.keyperiods.papers")
        import_module("sanze.foundation.documents.panel").offer(*papers.KINDS)
        import_module("sanze.perform.keyperiods.carried").fill()
        desk = import_module("sanze.perform.keyperiods.desk")
        BANNERS.append(desk.banner)
        WAITING.append(desk.waiting)
        FIGURES.append(desk.figures)
        # Not for supervised parties: a period concerns the offices, and its inspections come unannounced.
        MENU.register(
            MenuEntry("重点时段", "key-periods", "calendar-event", Section.PERFORM, "keyperiods.read", order=30)
        )

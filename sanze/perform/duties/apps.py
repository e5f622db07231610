from importlib import import_module

from django.apps import AppConfig

from sanze.foundation.pages.slots import DIARY, FIGURES, PANELS, WAITING
from sanze.foundation.ui.menu import MENU, MenuEntry, Section

COMMANDS = ("creating", "reminding", "singles", "sweeping", "waiving")


class DutiesConfig(AppConfig):
    name = "sanze.perform.duties"
    label = "duties"
    verbose_name = "履责事项"

    def ready(self):
        for each in COMMANDS:
            import_module(f"sanze.perform.duties.commands.{each}")
        import_module("sanze.perform.duties.subjects")
        import_module("sanze.perform.duties.handlers")
        import_module("sanze.perform.duties.carried").fill()
        desk = import_module("sanze.perform.duties.desk")
        WAITING.append(desk.waiting)
        FIGURES.append(desk.figures)
        DIARY.append(desk.diary)
        PANELS[import_module("sanze.know.parties.models").Enterprise].append(desk.panel)
        MENU.register(MenuEntry("履责台账", "obligations", "list-check", Section.PERFORM, order=1))
        MENU.register(MenuEntry("条款实况", "clause-board", "book", Section.PERFORM, order=2))

from importlib import import_module

from django.apps import AppConfig

from sanze.foundation.pages.slots import FIGURES, PANELS, QUICK, Quick
from sanze.foundation.ui.menu import MENU, MenuEntry, Section


class LeadersConfig(AppConfig):
    name = "sanze.perform.leaders"
    label = "leaders"
    verbose_name = "领导走访"

    def ready(self):
        import_module("sanze.perform.leaders.commands")
        import_module("sanze.perform.leaders.carried").fill()
        desk = import_module("sanze.perform.leaders.desk")
        FIGURES.append(desk.figures)
        PANELS[import_module("sanze.know.parties.models").Enterprise].append(desk.panel)
        QUICK.append(Quick("记录领导走访", "user-check", "leaders.begin", "leaders.visit"))
        MENU.register(
            MenuEntry(
                "领导包保走访",
                "leader-rounds",
                "user-check",
                Section.PERFORM,
                "leaders.read",
                order=31,
                around="leader-visits",
            )
        )

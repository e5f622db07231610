from importlib import import_module

from django.apps import AppConfig

from sanze.foundation.pages.slots import PANELS, QUICK, WAITING, Quick
from sanze.foundation.ui.menu import MENU, MenuEntry, Section

COMMANDS = ("planning", "recording")


class InspectionsConfig(AppConfig):
    name = "sanze.perform.inspections"
    label = "inspections"
    verbose_name = "检查巡查"

    def ready(self):
        for each in COMMANDS:
            import_module(f"sanze.perform.inspections.commands.{each}")
        import_module("sanze.perform.inspections.handlers")
        papers = import_module("sanze.perform.inspections.papers")
        import_module("sanze.foundation.documents.panel").offer(*papers.KINDS)
        import_module("sanze.perform.inspections.carried").fill()
        desk = import_module("sanze.perform.inspections.desk")
        WAITING.append(desk.waiting)
        import_module("sanze.know.places.slots").BEGIN_HERE.append(desk.begin_here)
        PANELS[import_module("sanze.know.parties.models").Enterprise].append(desk.panel)
        QUICK.append(Quick("申请行政检查", "clipboard-check", "inspections.begin-apply", "inspections.apply"))
        QUICK.append(Quick("记录网格巡查", "route", "inspections.begin-patrol", "inspections.patrol"))
        MENU.register(MenuEntry("检查台账", "visits", "clipboard-check", Section.PERFORM, order=10))

from importlib import import_module

from django.apps import AppConfig

from sanze.foundation.pages.slots import PANELS, WAITING
from sanze.foundation.ui.menu import MENU, MenuEntry, Section


class HandoverConfig(AppConfig):
    name = "sanze.know.handover"
    label = "handover"
    verbose_name = "岗位交接"

    def ready(self):
        import_module("sanze.know.handover.commands")
        papers = import_module("sanze.know.handover.papers")
        import_module("sanze.foundation.documents.panel").offer(*papers.KINDS)
        import_module("sanze.know.handover.carried").fill()
        desk = import_module("sanze.know.handover.desk")
        WAITING.append(desk.waiting)
        PANELS[import_module("sanze.foundation.identity.models").Post].append(desk.panel)
        MENU.register(
            MenuEntry("岗位交接", "own-post", "package", Section.KNOW, order=70),
            MenuEntry("交接书台账", "handovers", "arrows-exchange", Section.KNOW, order=71),
            MenuEntry("空缺岗位", "vacancies", "user-exclamation", Section.KNOW, order=72),
        )

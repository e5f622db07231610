from importlib import import_module

from django.apps import AppConfig

from sanze.foundation.pages.slots import FIGURES, WAITING
from sanze.foundation.ui.menu import MENU, MenuEntry, Section


class DelegationConfig(AppConfig):
    name = "sanze.know.delegation"
    label = "delegation"
    verbose_name = "执法权委托"

    def ready(self):
        import_module("sanze.know.delegation.commands")
        import_module("sanze.know.delegation.subjects")
        import_module("sanze.know.delegation.carried").fill()
        desk = import_module("sanze.know.delegation.desk")
        WAITING.append(desk.waiting)
        FIGURES.append(desk.figures)
        MENU.register(MenuEntry("执法权委托", "delegations", "signature", Section.KNOW, order=50))

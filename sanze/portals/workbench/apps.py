from django.apps import AppConfig

from sanze.foundation.ui.menu import MENU, MenuEntry, Section


class WorkbenchConfig(AppConfig):
    name = "sanze.portals.workbench"
    label = "workbench"
    verbose_name = "工作台"

    def ready(self):
        MENU.register(MenuEntry("工作台", "home", "home", Section.HOME, order=1))

from importlib import import_module

from django.apps import AppConfig

from sanze.foundation.pages.slots import FIGURES
from sanze.foundation.ui.menu import MENU, MenuEntry, Section

GROUP = "队伍建设"


class StationsConfig(AppConfig):
    name = "sanze.know.stations"
    label = "stations"
    verbose_name = "安监站达标"

    def ready(self):
        import_module("sanze.know.stations.commands")
        import_module("sanze.know.stations.subjects")
        FIGURES.append(import_module("sanze.know.stations.desk").figures)
        MENU.register(MenuEntry("安监站达标", "stations", "building-community", Section.KNOW, order=160, group=GROUP))

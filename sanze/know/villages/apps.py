from importlib import import_module

from django.apps import AppConfig

from sanze.foundation.pages.slots import FIGURES, WAITING
from sanze.foundation.ui.menu import MENU, MenuEntry, Section

GROUP = "基层基础"


class VillagesConfig(AppConfig):
    name = "sanze.know.villages"
    label = "villages"
    verbose_name = "安全乡村创建"

    def ready(self):
        import_module("sanze.know.villages.commands")
        import_module("sanze.know.villages.subjects")
        desk = import_module("sanze.know.villages.desk")
        WAITING.append(desk.waiting)
        FIGURES.append(desk.figures)
        MENU.register(
            MenuEntry("安全乡村创建", "village-creations", "award", Section.KNOW, order=170, group=GROUP),
            MenuEntry("村级领导小组", "village-groups", "home", Section.KNOW, order=171, group=GROUP),
        )

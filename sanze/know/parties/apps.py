from django.apps import AppConfig

from sanze.foundation.ui.menu import MENU, MenuEntry, Section


class PartiesConfig(AppConfig):
    name = "sanze.know.parties"
    label = "parties"
    verbose_name = "企业档案"

    def ready(self):
        MENU.register(MenuEntry("企业档案", "enterprises", "building-factory", Section.KNOW, order=20))

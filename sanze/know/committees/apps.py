from importlib import import_module

from django.apps import AppConfig

from sanze.foundation.ui.menu import MENU, MenuEntry, Section

GROUP = "组织领导"


class CommitteesConfig(AppConfig):
    name = "sanze.know.committees"
    label = "committees"
    verbose_name = "安委会"

    def ready(self):
        import_module("sanze.know.committees.commands")
        MENU.register(
            MenuEntry("安委会", "committees", "building-bank", Section.KNOW, order=180, group=GROUP),
            MenuEntry("部门职责清单", "department-duties", "list-check", Section.KNOW, order=181, group=GROUP),
            MenuEntry("贯彻措施", "own-measures", "file-text", Section.KNOW, order=182, group=GROUP),
        )

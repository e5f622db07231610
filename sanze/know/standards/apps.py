from importlib import import_module

from django.apps import AppConfig

from sanze.foundation.identity.slots import INDUSTRIES
from sanze.foundation.ui.menu import MENU, MenuEntry, Section


class StandardsConfig(AppConfig):
    name = "sanze.know.standards"
    label = "standards"
    verbose_name = "标准库"

    def ready(self) -> None:
        import_module("sanze.know.standards.commands")
        short_names = import_module("sanze.know.standards.queries").short_names
        INDUSTRIES.append(lambda: list(short_names().items()))
        MENU.register(MenuEntry("标准库", "standards", "books", Section.KNOW, order=30))

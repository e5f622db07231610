from importlib import import_module

from django.apps import AppConfig

from sanze.foundation.ui.menu import MENU, MenuEntry, Section


class DocumentsConfig(AppConfig):
    name = "sanze.foundation.documents"
    label = "documents"
    verbose_name = "公文"

    def ready(self):
        import_module("sanze.foundation.documents.commands")
        MENU.register(MenuEntry("公文台账", "documents", "file-certificate", Section.PERFORM, order=90))

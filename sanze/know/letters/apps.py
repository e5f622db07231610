from importlib import import_module

from django.apps import AppConfig

from sanze.foundation.pages.slots import PANELS, WAITING
from sanze.foundation.ui.menu import MENU, MenuEntry, Section


class LettersConfig(AppConfig):
    name = "sanze.know.letters"
    label = "letters"
    verbose_name = "责任书与承诺书"

    def ready(self):
        import_module("sanze.know.letters.commands")
        import_module("sanze.know.letters.handlers")
        papers = import_module("sanze.know.letters.papers")
        import_module("sanze.foundation.documents.panel").offer(*papers.KINDS)
        import_module("sanze.know.letters.carried").fill()
        desk = import_module("sanze.know.letters.desk")
        WAITING.append(desk.waiting)
        PANELS[import_module("sanze.know.parties.models").Enterprise].append(desk.panel)
        MENU.register(
            MenuEntry("责任书进度", "letters-progress", "progress-check", Section.KNOW, order=60),
            MenuEntry("责任书台账", "letters", "file-certificate", Section.KNOW, order=61),
        )

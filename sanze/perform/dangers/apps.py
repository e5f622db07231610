from importlib import import_module

from django.apps import AppConfig

from sanze.foundation.pages.slots import FIGURES, LAYERS, PANELS, QUICK, WAITING, Layer, Quick
from sanze.foundation.ui.menu import MENU, MenuEntry, Section

COMMANDS = ("catching_up", "closing", "extensions", "grading", "handover", "majors", "orders", "reporting")


class DangersConfig(AppConfig):
    name = "sanze.perform.dangers"
    label = "dangers"
    verbose_name = "隐患排查治理"

    def ready(self):
        for each in COMMANDS:
            import_module(f"sanze.perform.dangers.commands.{each}")
        import_module("sanze.perform.dangers.handlers")
        occasions = import_module("sanze.perform.dangers.occasions")
        import_module("sanze.foundation.regime.vocabulary").OCCASIONS.update(occasions.FACES)
        papers = import_module("sanze.perform.dangers.papers")
        import_module("sanze.foundation.documents.panel").offer(*papers.KINDS)
        import_module("sanze.perform.dangers.carried").fill()
        desk = import_module("sanze.perform.dangers.desk")
        WAITING.append(desk.waiting)
        import_module("sanze.know.places.slots").BEGIN_HERE.append(desk.begin_here)
        FIGURES.append(desk.figures)
        PANELS[import_module("sanze.know.parties.models").Enterprise].append(desk.panel)
        QUICK.append(Quick("上报隐患", "alert-triangle", "dangers.begin", "dangers.report"))
        QUICK.append(Quick("自查自报", "alert-triangle", "dangers.begin", "dangers.self_report"))
        LAYERS.append(
            Layer(
                "dangers",
                "未整改隐患",
                "dangers-map",
                "point",
                query="state=ordered",
                marker="triangle",
                order=40,
                of="dangers.danger",
            )
        )
        MENU.register(MenuEntry("隐患台账", "dangers", "alert-triangle", Section.PERFORM, order=20))

from importlib import import_module

from django.apps import AppConfig

from sanze.foundation.pages.slots import BESIDE, FIGURES, LAYERS, PANELS, Layer
from sanze.foundation.ui.menu import MENU, MenuEntry, Section

COMMANDS = ("assigning", "listing", "proving")
GROUP = "责任落实"


class ResponsibilityConfig(AppConfig):
    name = "sanze.know.responsibility"
    label = "responsibility"
    verbose_name = "责任落实"

    def ready(self):
        from sanze.foundation.documents.panel import offer

        for each in COMMANDS:
            import_module(f"sanze.know.responsibility.commands.{each}")
        import_module("sanze.know.responsibility.api")
        offer(*import_module("sanze.know.responsibility.papers").KINDS)
        import_module("sanze.know.responsibility.carried").fill()
        desk = import_module("sanze.know.responsibility.desk")
        PANELS[import_module("sanze.know.parties.models").Enterprise].append(desk.panel)
        PANELS[import_module("sanze.know.jurisdictions.models").Area].append(desk.panel)
        FIGURES.append(desk.figures)
        BESIDE.append("responsibility.chain")
        LAYERS.append(Layer("flaws", "责任空档", "coverage-points", "point", shown=False, order=60))
        know = Section.KNOW
        MENU.register(
            MenuEntry("责任覆盖", "coverage", "shield-check", know, order=21, group=GROUP),
            MenuEntry("责任空档", "findings", "urgent", know, order=22, group=GROUP),
            MenuEntry("三落实", "settled", "users-group", know, order=23, group=GROUP),
            MenuEntry("挂牌责任制", "board", "medal", know, order=24, group=GROUP),
            MenuEntry("一岗双责清单", "duty-lists", "checklist", know, order=25, group=GROUP),
            MenuEntry("责任指定", "assignments", "pin", know, order=26, group=GROUP),
            MenuEntry("打非首办", "first-handlers", "gavel", know, order=27, group=GROUP, for_parties=False),
        )

from importlib import import_module

from django.apps import AppConfig

from sanze.foundation.pages.slots import FIGURES, PANELS, WAITING
from sanze.foundation.ui.menu import MENU, MenuEntry, Section

COMMANDS = ("enforcement", "patrols")
GROUP = "队伍建设"


class TeamsConfig(AppConfig):
    name = "sanze.know.teams"
    label = "teams"
    verbose_name = "执法队伍和巡查小组"

    def ready(self):
        for each in COMMANDS:
            import_module(f"sanze.know.teams.commands.{each}")
        import_module("sanze.know.teams.handlers")
        import_module("sanze.know.teams.subjects")
        desk = import_module("sanze.know.teams.desk")
        WAITING.append(desk.waiting)
        FIGURES.append(desk.figures)
        PANELS[import_module("sanze.know.parties.models").Enterprise].append(desk.panel)
        MENU.register(
            MenuEntry("执法队伍", "enforcement-teams", "users-group", Section.KNOW, order=161, group=GROUP),
            MenuEntry("执法人员", "team-members", "id-badge-2", Section.KNOW, order=162, group=GROUP),
            MenuEntry("五人巡查小组", "patrol-teams", "users", Section.KNOW, order=163, group=GROUP),
        )

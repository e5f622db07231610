from importlib import import_module

from django.apps import AppConfig

COMMANDS = ("creating", "singles", "sweeping", "waiving")


class DutiesConfig(AppConfig):
    name = "sanze.perform.duties"
    label = "duties"
    verbose_name = "履责事项"

    def ready(self):
        for each in COMMANDS:
            import_module(f"sanze.perform.duties.commands.{each}")
        import_module("sanze.perform.duties.subjects")
        import_module("sanze.perform.duties.handlers")

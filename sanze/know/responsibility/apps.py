from importlib import import_module

from django.apps import AppConfig

COMMANDS = ("assigning",)


class ResponsibilityConfig(AppConfig):
    name = "sanze.know.responsibility"
    label = "responsibility"
    verbose_name = "责任登记"

    def ready(self):
        for each in COMMANDS:
            import_module(f"sanze.know.responsibility.commands.{each}")

from importlib import import_module

from django.apps import AppConfig

COMMANDS = ("assigning", "proving")


class ResponsibilityConfig(AppConfig):
    name = "sanze.know.responsibility"
    label = "responsibility"
    verbose_name = "责任登记"

    def ready(self):
        from sanze.foundation.documents.panel import offer

        for each in COMMANDS:
            import_module(f"sanze.know.responsibility.commands.{each}")
        offer(*import_module("sanze.know.responsibility.papers").KINDS)

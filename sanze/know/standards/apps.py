from importlib import import_module

from django.apps import AppConfig


class StandardsConfig(AppConfig):
    name = "sanze.know.standards"
    label = "standards"
    verbose_name = "标准库"

    def ready(self) -> None:
        import_module("sanze.know.standards.commands")

from importlib import import_module

from django.apps import AppConfig


class RegimeConfig(AppConfig):
    name = "sanze.foundation.regime"
    label = "regime"
    verbose_name = "制度"

    def ready(self):
        command = import_module("sanze.foundation.acts.command")
        command.REGIME_VERSION[:] = [import_module("sanze.foundation.regime.queries").version_at]
        import_module("sanze.foundation.regime.commands")

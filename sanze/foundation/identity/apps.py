from importlib import import_module

from django.apps import AppConfig


class IdentityConfig(AppConfig):
    name = "sanze.foundation.identity"
    label = "identity"
    verbose_name = "岗位与人员"

    def ready(self):
        import_module("sanze.foundation.identity.frame").fill()
        import_module("sanze.foundation.identity.subjects")
        import_module("sanze.foundation.identity.carrying").fill()

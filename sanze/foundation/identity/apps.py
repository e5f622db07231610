from django.apps import AppConfig


class IdentityConfig(AppConfig):
    name = "sanze.foundation.identity"
    label = "identity"
    verbose_name = "岗位与人员"

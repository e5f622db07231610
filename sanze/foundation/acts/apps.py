from django.apps import AppConfig


class ActsConfig(AppConfig):
    name = "sanze.foundation.acts"
    label = "acts"
    verbose_name = "行为留痕"

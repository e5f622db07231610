"""The Django app of the look."""

from django.apps import AppConfig


class UiConfig(AppConfig):
    name = "sanze.foundation.ui"
    label = "ui"
    verbose_name = "界面"

from importlib import import_module

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class JobsConfig(AppConfig):
    name = "sanze.foundation.jobs"
    label = "jobs"
    verbose_name = "后台任务"

    def ready(self):
        autodiscover_modules("tasks")
        menu = import_module("sanze.foundation.ui.menu")
        entry = menu.MenuEntry("后台任务", "jobs", "progress-check", menu.Section.SYSTEM, grant="jobs.read", order=80)
        menu.MENU.register(entry)

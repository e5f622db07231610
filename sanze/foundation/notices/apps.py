from importlib import import_module

from django.apps import AppConfig


class NoticesConfig(AppConfig):
    name = "sanze.foundation.notices"
    label = "notices"
    verbose_name = "消息"

    def ready(self):
        queries = import_module("sanze.foundation.notices.queries")
        slots = import_module("sanze.foundation.ui.context").SLOTS
        slots.unread = lambda request: queries.unread_count(request.actor)

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
        import_module("sanze.foundation.notices.commands")
        menu = import_module("sanze.foundation.ui.menu")
        for title, name, icon, grant, order in (
            ("发送渠道", "channels", "send", "notices.add_channel", 82),
            ("外发消息", "messages", "message-report", "notices.resend", 84),
        ):
            menu.MENU.register(menu.MenuEntry(title, name, icon, menu.Section.SYSTEM, grant=grant, order=order))

from django.apps import AppConfig


class PagesConfig(AppConfig):
    name = "sanze.foundation.pages"
    label = "pages"

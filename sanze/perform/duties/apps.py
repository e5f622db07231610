from django.apps import AppConfig


class DutiesConfig(AppConfig):
    name = "sanze.perform.duties"
    label = "duties"
    verbose_name = "履责事项"

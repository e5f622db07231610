from django.apps import AppConfig


class PartiesConfig(AppConfig):
    name = "sanze.know.parties"
    label = "parties"
    verbose_name = "企业档案"

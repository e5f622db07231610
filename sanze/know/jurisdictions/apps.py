from django.apps import AppConfig


class JurisdictionsConfig(AppConfig):
    name = "sanze.know.jurisdictions"
    label = "jurisdictions"
    verbose_name = "辖区网格"

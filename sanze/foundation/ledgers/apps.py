from django.apps import AppConfig


class LedgersConfig(AppConfig):
    name = "sanze.foundation.ledgers"
    label = "ledgers"

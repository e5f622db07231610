from importlib import import_module

from django.apps import AppConfig


class EvidenceConfig(AppConfig):
    name = "sanze.foundation.evidence"
    label = "evidence"
    verbose_name = "证据"

    def ready(self):
        verify = import_module("sanze.foundation.acts.verify")
        verify.SPOILT_EVIDENCE[:] = [import_module("sanze.foundation.evidence.storage").spoilt]

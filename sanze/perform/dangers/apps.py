from django.apps import AppConfig


class DangersConfig(AppConfig):
    name = "sanze.perform.dangers"
    label = "dangers"
    verbose_name = "隐患排查治理"

    def ready(self) -> None:
        from sanze.perform.dangers import handlers  # noqa: F401  (registers the reactions)
        from sanze.perform.dangers.commands import (  # noqa: F401  (registers the commands)
            closing,
            extensions,
            grading,
            handover,
            majors,
            orders,
            reporting,
        )

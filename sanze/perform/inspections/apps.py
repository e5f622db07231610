from django.apps import AppConfig


class InspectionsConfig(AppConfig):
    name = "sanze.perform.inspections"
    label = "inspections"
    verbose_name = "检查巡查"

    def ready(self) -> None:
        from sanze.perform.inspections import handlers  # noqa: F401  (registers the reactions)
        from sanze.perform.inspections.commands import planning, recording  # noqa: F401  (registers the commands)

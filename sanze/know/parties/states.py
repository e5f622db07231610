"""An imported list: sent, then written or given up."""

from django.db.models import TextChoices

from sanze.foundation.states.machine import StateMachine, step


class ImportState(TextChoices):
    UPLOADED = "uploaded", "待核对"
    IMPORTED = "imported", "已导入"
    ABANDONED = "abandoned", "已放弃"


IMPORT = StateMachine(
    ImportState,
    initial=ImportState.UPLOADED,
    final=[ImportState.IMPORTED, ImportState.ABANDONED],
    steps=[
        step("import_sheet", ImportState.UPLOADED, ImportState.IMPORTED),
        step("abandon_sheet", ImportState.UPLOADED, ImportState.ABANDONED),
    ],
)

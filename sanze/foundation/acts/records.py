"""Records: rows that only commands may write, and whose every write lands in an act."""

from typing import Any

from django.db import connections, models, transaction
from django.db.models import QuerySet
from django.db.models.expressions import Expression

from sanze.foundation.acts import entry
from sanze.foundation.acts.inserting import cells_of, insert, update
from sanze.foundation.acts.refusal import StaleRecord
from sanze.foundation.scope.models import ScopedModel, ScopedQuerySet


class NothingIsDeleted(RuntimeError):
    """A record is closed, revoked or superseded; it is never deleted."""


class RecordQuerySet(ScopedQuerySet):
    """Writes as Django's own, each reported to the act in progress."""

    def bulk_create(self, objs, *args, **kwargs):
        noted = entry.current()
        made = list(objs)
        if args or kwargs or any(each.pk is not None for each in made):
            made = super().bulk_create(made, *args, **kwargs)
        elif made:
            with transaction.atomic(using=self.db, savepoint=False):
                insert(made, self.db)
        for record in made:
            noted.note_made(record)
        return made

    def bulk_copy(self, objs: list["Record"]) -> list["Record"]:
        """Make many rows at once by COPY; several times quicker than bulk_create, for lists of thousands."""
        noted = entry.current()
        meta = self.model._meta
        fields = [each for each in meta.local_concrete_fields if not each.generated]
        using, cells = self.db, cells_of(fields, connections[self.db])
        with connections[using].cursor() as cursor:
            sequence = f"pg_get_serial_sequence('{meta.db_table}', '{meta.pk.column}')"
            cursor.execute(f"SELECT nextval({sequence}) FROM generate_series(1, %s)", [len(objs)])  # noqa: S608
            for record, (pk,) in zip(objs, cursor.fetchall(), strict=True):
                record.pk = pk
                record._state.adding, record._state.db = False, using
            columns = ", ".join(f'"{each.column}"' for each in fields)
            with cursor.copy(f'COPY "{meta.db_table}" ({columns}) FROM STDIN') as copy:
                for record in objs:
                    copy.write_row(cells(record))
        for record in objs:
            noted.note_made(record)
        return objs

    def update(self, **changes: Any) -> int:
        """Change every row of the set; values only, since an act must say what was written."""
        noted = entry.current()
        if any(isinstance(value, Expression) for value in changes.values()):
            raise TypeError("an act cannot remember an expression: pass values")
        after = _wired(self.model, changes)
        rows = list(self.order_by("pk").select_for_update(of=("self",)).only("pk", *after))
        count = self.model._base_manager.filter(pk__in=[row.pk for row in rows])._write(changes)
        for row in rows:
            before = {name: entry.wire(self.model._meta.get_field(name), getattr(row, name)) for name in after}
            noted.note_changed(entry.label(row), before, after)
        return count

    def _write(self, changes: dict) -> int:
        return QuerySet.update(self, **changes)

    def delete(self):
        raise NothingIsDeleted(self.model._meta.label)


class Record(ScopedModel):
    """A row that only commands may write. Made by `objects.create`, changed by `change`, never deleted."""

    objects = RecordQuerySet.as_manager()

    class Meta:
        abstract = True
        base_manager_name = "objects"

    def save(self, *args, **kwargs) -> None:
        noted = entry.current()
        if not self._state.adding:
            raise TypeError(f"change {self._meta.label} with records.change()")
        super().save(*args, **kwargs)
        noted.note_made(self)

    def delete(self, *args, **kwargs):
        raise NothingIsDeleted(self._meta.label)


def change(record: Record, *, only_if: dict[str, Any] | None = None, **changes: Any) -> None:
    """Write `changes` to the record in one UPDATE and set them on the object.

    only_if: field values that the stored row must still have. Raises StaleRecord where it has not.
    """
    noted = entry.current()
    model = type(record)
    after = _wired(model, changes)
    before = {name: entry.wire(model._meta.get_field(name), getattr(record, name)) for name in after}
    if update(record, changes, only_if or {}, record._state.db) != 1:
        raise StaleRecord()
    for name, value in changes.items():
        setattr(record, name, value)
    noted.note_changed(entry.label(record), before, after)


def _wired(model: type[models.Model], changes: dict) -> dict:
    """The changes as an act remembers them, unsealed fields left out."""
    fields = {name: model._meta.get_field(name) for name in changes}
    sealed = entry.stored_names(model)
    return {each.attname: entry.wire(each, changes[name]) for name, each in fields.items() if each.name in sealed}

"""Every write to the register of enterprises."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import BinaryIO

from django.db import IntegrityError, transaction

from sanze.foundation.acts import entry
from sanze.foundation.acts.command import command
from sanze.foundation.acts.events import publish
from sanze.foundation.acts.records import change
from sanze.foundation.acts.refusal import Refused
from sanze.foundation.capabilities import Capability
from sanze.foundation.evidence import storage
from sanze.foundation.moment import now
from sanze.foundation.scope.actor import Actor
from sanze.foundation.sheets.fileform import MAX_FILE_BYTES
from sanze.foundation.sheets.headings import confirmed, propose
from sanze.foundation.sheets.read import Table, read_table
from sanze.foundation.sheets.refusals import UnreadableSheet
from sanze.know.jurisdictions.models import Area
from sanze.know.parties.credit_code import uscc_problem
from sanze.know.parties.events import EnterpriseMoved, StandingChanged
from sanze.know.parties.models import Enterprise, Import, Size, Standing
from sanze.know.parties.sheet import FIELDS, HEADINGS, plan
from sanze.know.parties.states import IMPORT
from sanze.know.standards.queries import industry_names

BATCH_ROWS = 1000


class BadCode(Refused):
    message = "统一社会信用代码有误"


class CodeTaken(Refused):
    message = "该统一社会信用代码已有企业建档"


class UnknownIndustry(Refused):
    message = "标准库中没有这个行业"


class UnknownArea(Refused):
    message = "没有这个辖区或网格，或不在本岗位辖区内"


class NothingChanges(Refused):
    message = "内容与现有记录相同"


@command(grant="parties.register", title="企业建档", capability=Capability.PLACES)
def register(
    actor: Actor,
    area: Area,
    *,
    name: str,
    industry: str,
    on: date,
    uscc: str = "",
    address: str = "",
    longitude: float | None = None,
    latitude: float | None = None,
    size: Size = Size.SMALL,
    employees: int | None = None,
    standing: Standing = Standing.OPERATING,
    listed: bool = False,
    principal: str = "",
    principal_phone: str = "",
    safety_manager: str = "",
    safety_phone: str = "",
) -> Enterprise:
    """Register an enterprise in a jurisdiction. Raises BadCode, CodeTaken, UnknownIndustry."""
    _check(uscc, industry)
    return _unless_taken(
        lambda: Enterprise.objects.create(
            name=name,
            uscc=uscc,
            industry=industry,
            area_code=area.code,
            address=address,
            longitude=longitude,
            latitude=latitude,
            size=size,
            employees=employees,
            standing=standing,
            listed=listed,
            principal=principal,
            principal_phone=principal_phone,
            safety_manager=safety_manager,
            safety_phone=safety_phone,
            registered_on=on,
        )
    )


@command(grant="parties.amend", title="变更企业档案", capability=Capability.PLACES)
def amend(
    actor: Actor,
    enterprise: Enterprise,
    *,
    name: str,
    industry: str,
    uscc: str = "",
    size: Size = Size.SMALL,
    employees: int | None = None,
    listed: bool = False,
    principal: str = "",
    principal_phone: str = "",
    safety_manager: str = "",
    safety_phone: str = "",
) -> None:
    """Write the file of an enterprise anew. Raises BadCode, CodeTaken, UnknownIndustry, NothingChanges."""
    _check(uscc, industry)
    told = {
        "name": name,
        "industry": industry,
        "uscc": uscc,
        "size": size,
        "employees": employees,
        "listed": listed,
        "principal": principal,
        "principal_phone": principal_phone,
        "safety_manager": safety_manager,
        "safety_phone": safety_phone,
    }
    changes = {field: value for field, value in told.items() if getattr(enterprise, field) != value}
    if not changes:
        raise NothingChanges()
    _unless_taken(lambda: change(enterprise, **changes))
    if "industry" in changes:
        publish(EnterpriseMoved(enterprise.pk, enterprise.area_code, enterprise.industry))


@command(grant="parties.amend_contacts", title="更新企业联系人", capability=Capability.PLACES)
def amend_contacts(
    actor: Actor,
    enterprise: Enterprise,
    *,
    principal: str,
    principal_phone: str,
    safety_manager: str,
    safety_phone: str,
    employees: int | None = None,
) -> None:
    """What an enterprise keeps up to date about itself. Raises NothingChanges."""
    told = {
        "principal": principal,
        "principal_phone": principal_phone,
        "safety_manager": safety_manager,
        "safety_phone": safety_phone,
        "employees": employees,
    }
    changes = {field: value for field, value in told.items() if getattr(enterprise, field) != value}
    if not changes:
        raise NothingChanges()
    change(enterprise, **changes)


@command(grant="parties.relocate", title="企业迁移", capability=Capability.PLACES)
def relocate(
    actor: Actor,
    enterprise: Enterprise,
    *,
    area_code: str,
    address: str = "",
    longitude: float | None = None,
    latitude: float | None = None,
) -> None:
    """Move an enterprise to another jurisdiction under the actor's eyes, its open matters with it.

    Raises UnknownArea.
    """
    if not Area.objects.visible_to(actor).filter(code=area_code, closed_on__isnull=True).exists():
        raise UnknownArea(area_code)
    change(enterprise, area_code=area_code, address=address, longitude=longitude, latitude=latitude)
    publish(EnterpriseMoved(enterprise.pk, area_code, enterprise.industry))


@command(grant="parties.change_standing", title="变更经营状态", capability=Capability.PLACES)
def change_standing(actor: Actor, enterprise: Enterprise, *, standing: Standing, reason: str, on: date) -> None:
    """Say that an enterprise works, stopped, or was closed. Raises NothingChanges."""
    if enterprise.standing == standing:
        raise NothingChanges(enterprise.get_standing_display())
    change(enterprise, standing=Standing(standing))
    publish(StandingChanged(enterprise.pk, standing))


class UnreadableList(Refused):
    message = "名册不能读取"


class BadRows(Refused):
    message = "名册中还有不能导入的行，请改正后重新上传，或选择只导入无误的行"


class NothingToImport(Refused):
    message = "名册中没有可以导入的行"


class Batch:
    """Some rows of an import. In the act's facts it stands as its count; the rows stand in what the act made."""

    def __init__(self, number: int, new: Sequence[dict], changed: Sequence[tuple[int, dict]], on: date):
        self.number, self.new, self.changed, self.on = number, new, changed, on

    def __str__(self) -> str:
        return f"第{self.number}批：新增{len(self.new)}家，更新{len(self.changed)}家"


@command(grant="parties.import_sheet", title="导入企业（分批）", capability=Capability.PLACES, inner=True)
def import_batch(actor: Actor, subject: None, *, batch: Batch) -> None:
    """Write one batch of an import, sealed as one act."""
    fields = Enterprise._meta.concrete_fields
    blank = {each.attname: None if each.primary_key else each.get_default() for each in fields}
    blank |= {"size": Size.SMALL.value, "standing": Standing.OPERATING.value, "registered_on": batch.on}
    # By position, which makes a model in half the time: a list may have 100,000 rows.
    Enterprise.objects.bulk_copy([Enterprise(*(blank | values).values()) for values in batch.new])
    stored = Enterprise.objects.visible_to(actor).select_for_update().in_bulk([pk for pk, _ in batch.changed])
    for pk, values in batch.changed:
        change(stored[pk], **values)
        if {"area_code", "industry"} & set(values):
            publish(EnterpriseMoved(pk, stored[pk].area_code, stored[pk].industry))


@command(grant="parties.import_sheet", title="上传企业名册", capability=Capability.PLACES, inner=True)
def upload_sheet(actor: Actor, subject: None, *, received: str, filename: str) -> Import:
    """Take in a received list (token of `storage.receive`) if it can be read. Raises UnreadableList."""
    table = _table(storage.incoming(received), filename)
    digest = storage.digest_of(storage.incoming(received))
    storage.settle(received, digest)
    entry.current().note_evidence([digest])
    return Import.objects.create(
        file=digest,
        filename=filename,
        area_code=actor.areas[0],
        columns=propose(table.headings, FIELDS).columns,
        rows=len(table.rows),
        uploaded_at=now(),
        uploaded_by=f"{actor.post} {actor.name}",
    )


@command(grant="parties.import_sheet", title="导入企业名册", capability=Capability.PLACES)
def import_sheet(actor: Actor, sheet: Import, *, columns: dict[str, int], only_good: bool, on: date) -> None:
    """Write a list into the register: new enterprises made, known ones changed, none doubled.

    columns: field → column number, as a person confirmed it. only_good: leave bad rows out instead of refusing.
    Raises BadRows, NothingToImport.
    """
    table = open_sheet(sheet)
    made = plan(actor, table, confirmed(columns, table.headings, FIELDS))
    if made.problems and not only_good:
        raise BadRows(f"{made.bad_rows} 行")
    if not made.new and not made.changed and not made.unchanged:
        raise NothingToImport()
    for batch in batches(made.new, made.changed, on):
        import_batch(actor, None, batch=batch)
    IMPORT.take(
        sheet,
        "import_sheet",
        columns=columns,
        made=len(made.new),
        changed=len(made.changed),
        unchanged=made.unchanged,
        left_out=made.bad_rows,
    )


@command(grant="parties.import_sheet", title="放弃导入", capability=Capability.PLACES)
def abandon_sheet(actor: Actor, sheet: Import) -> None:
    """Give an uploaded list up."""
    IMPORT.take(sheet, "abandon_sheet")


def receive_sheet(actor: Actor, file: BinaryIO, filename: str) -> Import:
    """Upload a list from an open file. Raises UnreadableList, and then keeps nothing."""
    token = storage.receive(iter(lambda: file.read(storage.CHUNK), b""), MAX_FILE_BYTES)
    try:
        return upload_sheet(actor, None, received=token, filename=filename[-200:])
    finally:
        storage.incoming(token).unlink(missing_ok=True)


def open_sheet(sheet: Import) -> Table:
    """The table in a list's kept file. Raises UnreadableList with the reason."""
    return _table(storage.place_of(sheet.file), sheet.filename)


def _table(path: Path, filename: str) -> Table:
    try:
        return read_table(path, filename, HEADINGS)
    except UnreadableSheet as unreadable:
        raise UnreadableList(str(unreadable)) from None


def batches(new: Sequence[dict], changed: dict[int, dict], on: date) -> list[Batch]:
    """The rows of an import in parts of BATCH_ROWS."""
    pairs = sorted(changed.items())
    steps = range(0, max(len(new), len(pairs)), BATCH_ROWS)
    return [
        Batch(number, new[start : start + BATCH_ROWS], pairs[start : start + BATCH_ROWS], on)
        for number, start in enumerate(steps, start=1)
    ]


def _check(uscc: str, industry: str) -> None:
    if uscc and (sentence := uscc_problem(uscc)):
        raise BadCode(sentence)
    if industry not in industry_names():
        raise UnknownIndustry(industry)


def _unless_taken(write):
    try:
        with transaction.atomic():
            return write()
    except IntegrityError as error:
        if "a_credit_code_belongs_to_one_enterprise" in str(error):
            raise CodeTaken() from None
        raise

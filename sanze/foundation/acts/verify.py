"""Whether everything still stands as it was sealed: acts, records, evidence, and the heads taken out of the house."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any

from django.apps import apps
from django.db import connection, models, transaction

from sanze.foundation.acts import entry
from sanze.foundation.acts.models import Act, Anchor, Lane
from sanze.foundation.acts.records import Record
from sanze.foundation.acts.seal import seal_of, seal_of_heads
from sanze.foundation.moment import SHANGHAI, now

# Slot: answers, for content hashes, those whose stored file is missing or other. The evidence app fills it.
SPOILT_EVIDENCE: list[Callable[[set[str]], set[str]]] = []

# Slot: gives what does not hold among rows that are no Records but made by sets. The apps that keep such rows fill it.
MADE_BY_SETS: list[Callable[[], Iterator["Fault"]]] = []

ROWS_AT_ONCE = 2000


@dataclass(frozen=True)
class Fault:
    """One thing that does not hold. `act` is the id of the act concerned, None where no act is."""

    sentence: str
    act: int | None = None


def faults(head: dict | None = None, progress: Callable[[int], None] = lambda done: None) -> Iterator[Fault]:
    """Everything that does not hold, first acts, then evidence, then records.

    head: an exported anchor as `export` gave it; then the lanes must still contain those heads.
    progress: called with the number of acts checked so far.
    """
    evidence: set[str] = set()
    outermost = not connection.in_atomic_block
    with transaction.atomic():
        if outermost:
            _stand_still()
        yield from _acts(evidence, progress)
        yield from _anchors()
        if head is not None:
            yield from _against(head)
        yield from _evidence(evidence)
        for model in apps.get_models():
            if issubclass(model, Record) and not model._meta.proxy:
                yield from _records(model)
        for faults_among in MADE_BY_SETS:
            yield from faults_among()


def _stand_still() -> None:
    """Look at one moment of the database, however much is written meanwhile."""
    with connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")


def drop_anchor() -> Anchor:
    """Tie the heads of all lanes together, after the anchor before."""
    with transaction.atomic():
        heads = {str(lane.pk): [lane.number, lane.seal] for lane in Lane.objects.select_for_update().order_by("pk")}
        before = Anchor.objects.order_by("-pk").first()
        at, previous = now(), before.seal if before else ""
        seal = seal_of_heads(heads, previous, at.timestamp())
        return Anchor.objects.create(at=at, heads=heads, previous=previous, seal=seal)


def export(anchor: Anchor) -> dict:
    """An anchor as plain data, to be kept outside the house."""
    return {"at": anchor.at.isoformat(), "heads": anchor.heads, "previous": anchor.previous, "seal": anchor.seal}


def _acts(evidence: set[str], progress: Callable[[int], None]) -> Iterator[Fault]:
    heads = {lane.pk: (lane.number, lane.seal) for lane in Lane.objects.all()}
    last: dict[int, tuple[int, str]] = {}
    done = 0
    for act in Act.objects.order_by("lane", "number").iterator(chunk_size=2000):
        number, seal = last.get(act.lane, (0, ""))
        if act.number != number + 1:
            yield Fault(f"岗位卷 {act.lane} 缺少第 {number + 1} 号行为记录", act.pk)
        if seal_of(act, seal) != act.seal:
            yield Fault(f"岗位卷 {act.lane} 第 {act.number} 号「{act.title}」与其印记不符", act.pk)
        last[act.lane] = (act.number, act.seal)
        evidence.update(act.evidence)
        done += 1
        if done % 1000 == 0:
            progress(done)
    progress(done)
    for lane in sorted({*heads, *last}):
        if heads.get(lane) != last.get(lane, (0, "")):
            yield Fault(f"岗位卷 {lane} 的末号或末印与卷尾不符，卷尾的行为记录可能被删除")


def _anchors() -> Iterator[Fault]:
    previous = ""
    for anchor in Anchor.objects.order_by("pk"):
        name = f"{anchor.at.astimezone(SHANGHAI):%Y-%m-%d %H:%M} 的锚点"
        good = anchor.previous == previous
        if not good or seal_of_heads(anchor.heads, previous, anchor.at.timestamp()) != anchor.seal:
            yield Fault(f"{name}与其印记不符")
        previous = anchor.seal
        yield from _contains(anchor.heads, name)


def _against(head: dict) -> Iterator[Fault]:
    yield from _contains(head["heads"], "导出的锚点")
    if not Anchor.objects.filter(seal=head["seal"]).exists():
        yield Fault("库中没有与导出文件相同的锚点")


def _contains(heads: dict, where: str) -> Iterator[Fault]:
    seals = {
        (act.lane, act.number): act.seal
        for act in Act.objects.filter(lane__in=[int(lane) for lane in heads], number__in=[n for n, _ in heads.values()])
    }
    for lane, (number, seal) in heads.items():
        if number and seals.get((int(lane), number)) != seal:
            yield Fault(f"岗位卷 {lane} 第 {number} 号与{where}所记不符")


def _evidence(hashes: set[str]) -> Iterator[Fault]:
    for spoilt in SPOILT_EVIDENCE:
        for each in sorted(spoilt(hashes)):
            act = Act.objects.filter(evidence__contains=[each]).order_by("pk").first()
            yield Fault(f"证据文件 {each[:16]}… 已缺失或被改动（见「{act}」）", act.pk)


def _records(model: type[Record]) -> Iterator[Fault]:
    """Every stored row of the model against the acts that wrote it, and every row that acts made but is gone."""
    rows = model._base_manager.order_by("pk").iterator(chunk_size=ROWS_AT_ONCE)
    while part := list(islice(rows, ROWS_AT_ONCE)):
        written = replayed([entry.label(record) for record in part])
        for record in part:
            yield from compare(record, written.get(entry.label(record)))
    yield from _vanished(model)


def replayed(labels: list[str]) -> dict[str, dict[str, tuple[int, Any]]]:
    """For each record its fields as the acts left them, each with the act that wrote it last."""
    wanted, known = set(labels), {}
    for act in Act.objects.filter(records__overlap=labels).order_by("pk").iterator(chunk_size=500):
        for label in wanted.intersection(act.made):
            known.setdefault(label, {}).update({name: (act.pk, value) for name, value in act.made[label].items()})
        for label in wanted.intersection(act.changes):
            after = {name: (act.pk, value) for name, (_, value) in act.changes[label].items()}
            known.setdefault(label, {}).update(after)
    return known


def compare(record: models.Model, written: dict[str, tuple[int, Any]] | None) -> Iterator[Fault]:
    """A stored row against what the acts wrote of it; fields that no act wrote are not looked at."""
    name = record._meta.verbose_name
    if written is None:
        yield Fault(f"{name} {record.pk} 没有任何行为记录，却在库中")
        return
    found = entry.fields_of(record)
    for field, (act, value) in written.items():
        if field in found and found[field] != value:
            yield Fault(f"{name} {record.pk} 的「{field}」应为 {value!r}，库中为 {found[field]!r}", act)


def _vanished(model: type[Record]) -> Iterator[Fault]:
    meta = model._meta
    with connection.cursor() as cursor:
        cursor.execute(
            f"""SELECT split_part(label, ':', 2)::bigint AS pk, min(act.id)
                FROM acts_act act CROSS JOIN LATERAL jsonb_object_keys(act.made) label
                WHERE split_part(label, ':', 1) = %s
                  AND NOT EXISTS (SELECT FROM "{meta.db_table}" stored
                                  WHERE stored."{meta.pk.column}" = split_part(label, ':', 2)::bigint)
                GROUP BY 1 ORDER BY 1""",  # noqa: S608 (names come from the model)
            [meta.label_lower],
        )
        for pk, act in cursor.fetchall():
            yield Fault(f"{meta.verbose_name} {pk} 已从库中消失", act)

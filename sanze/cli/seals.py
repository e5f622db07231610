"""`sanze seals`: whether everything stands as it was sealed, and the head to be kept elsewhere."""

import json
from pathlib import Path

import click

from sanze.cli.bar import bar
from sanze.cli.outcome import Found, say_done, say_wrong, with_database
from sanze.foundation.acts.models import Act
from sanze.foundation.acts.verify import drop_anchor, export, faults

SHOWN = 20


@click.group()
def seals() -> None:
    """核验或导出印记。 Verify or export the seals."""


@seals.command()
@click.option("--head", type=click.File(encoding="utf-8"), help="与先前导出的印记比对 · compare with an exported head")
@with_database
def verify(head) -> None:
    """核验全部行为记录、证据文件与业务记录；不符时以 1 结束。 Verify everything; 1 if anything does not hold."""
    kept = _read(head) if head else None
    total = Act.objects.count()
    with bar("核验印记", total) as progress:
        found = list(faults(kept, _steps(progress)))
    if not found:
        say_done(f"{total} 条行为记录及其业务记录、证据文件全部相符")
        return
    for fault in found[:SHOWN]:
        say_wrong(f"行为记录 {fault.act}：{fault.sentence}" if fault.act else fault.sentence)
    first = min((fault.act for fault in found if fault.act), default=None)
    where = f"，最早涉及第 {first} 条行为记录" if first else ""
    raise Found(f"共有 {len(found)} 处不符{where}")


@seals.command(name="export")
@click.argument("file", type=click.Path(dir_okay=False, writable=True, path_type=Path))
@with_database
def export_head(file: Path) -> None:
    """导出当前印记到 FILE，请存放在本机之外。 Export the head into FILE; keep it on another machine."""
    head = export(drop_anchor())
    file.write_text(json.dumps(head, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    say_done(f"已导出 {len(head['heads'])} 个岗位卷的印记到 {file}")


def _read(file) -> dict:
    try:
        head = json.load(file)
        if isinstance(head["heads"], dict) and isinstance(head["seal"], str):
            return head
    except (ValueError, KeyError, TypeError):
        pass
    raise Found(f"{file.name} 不是导出的印记文件")


def _steps(advance):
    """`faults` tells how far it is; the bar wants to know how much further."""
    reached = 0

    def progress(done: int) -> None:
        nonlocal reached
        advance(done - reached)
        reached = done

    return progress

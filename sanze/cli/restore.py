"""`sanze restore`: an installation as a backup knew it, checked before and after."""

import json
import subprocess
import sys
import tempfile
from pathlib import Path

import click
from django.conf import settings
from django.db import connection
from django.db.migrations.loader import MigrationLoader

from sanze.cli.archive import DATABASE, EVIDENCE, KEYS, check, take_out
from sanze.cli.bar import bar
from sanze.cli.outcome import Found, say, say_done, with_database
from sanze.foundation.acts.models import Act
from sanze.foundation.database.dumping import put_back


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--replace", is_flag=True, help="取代库中已有的记录 · replace what is in the database")
@with_database
def restore(file: Path, replace: bool) -> None:
    """从 FILE 恢复：先核对清单，再恢复，最后核验印记。 Restore from FILE, checked before and after."""
    with bar("核对备份文件", file.stat().st_size) as progress:
        manifest = check(file, progress)
    _refuse_newer(manifest)
    _refuse_if_used(replace)
    with tempfile.TemporaryDirectory(prefix="sanze-restore-") as folder:
        take_out(file, DATABASE, Path(folder))
        with bar("恢复证据文件", None) as progress:
            take_out(file, EVIDENCE, Path(settings.SANZE_EVIDENCE), progress)
        say("恢复数据库")
        connection.close()
        put_back(connection.settings_dict, Path(folder) / DATABASE)
        _put_back_keys(file, Path(settings.SANZE_KEYS))
        head = Path(folder) / "head.json"
        head.write_text(json.dumps(manifest["head"]))
        # In processes of their own, since this one knows the keys from before.
        _run("migrate", "--quiet")
        _run("seals", "verify", "--head", str(head))
    say_done(f"已恢复到 {manifest['made_at'][:16].replace('T', ' ')} 的备份，行为记录 {manifest['acts']} 条")


def _refuse_newer(manifest: dict) -> None:
    known = MigrationLoader(None, ignore_no_migrations=True).disk_migrations
    strange = [name for name in map(tuple, manifest["migrations"]) if name not in known]
    if strange:
        raise Found(f"这份备份由版本 {manifest['version']} 写成，比现在装的新；请先升级再恢复")


def _refuse_if_used(replace: bool) -> None:
    if not replace and Act._meta.db_table in connection.introspection.table_names() and Act.objects.exists():
        raise Found(f"库中已有 {Act.objects.count()} 条行为记录；确实要取代它们时，先备份，再加上 --replace")
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_type = 'client backend'"
        )
        others = cursor.fetchone()[0]
    if others:
        raise Found(f"还有 {others} 个连接在使用这个数据库；请先停止平台")


def _put_back_keys(file: Path, keys: Path) -> None:
    """The backup's keys take their place; those found there are kept beside, under another folder name."""
    with tempfile.TemporaryDirectory(prefix=".keys-", dir=keys.parent) as folder:
        take_out(file, KEYS, Path(folder))
        for path in sorted(Path(folder).rglob("*")):
            target = keys / path.relative_to(folder)
            if path.is_dir():
                target.mkdir(exist_ok=True, mode=0o700)
            elif not target.exists() or target.read_bytes() != path.read_bytes():
                _set_aside(target, keys)
                path.rename(target)


def _set_aside(path: Path, keys: Path) -> None:
    if not path.exists():
        return
    aside = keys.with_name(f"{keys.name}-before-restore") / path.relative_to(keys)
    aside.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    path.rename(aside)


def _run(*arguments: str) -> None:
    done = subprocess.run([sys.executable, "-m", "sanze.cli.main", *arguments])
    if done.returncode:
        raise Found(f"数据已放回，但 sanze {arguments[0]} 没有通过，见上")

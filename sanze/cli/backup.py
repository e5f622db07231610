"""`sanze backup`: database, evidence and keys in one file that can be carried away."""

import os
import tempfile
from pathlib import Path

import click
from django.conf import settings
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

from sanze import __version__
from sanze.cli.archive import DATABASE, EVIDENCE, KEYS, files_of, writing
from sanze.cli.bar import bar
from sanze.cli.outcome import Unwell, say, say_done, with_database
from sanze.foundation.acts.models import Act
from sanze.foundation.acts.verify import drop_anchor, export
from sanze.foundation.database.dumping import dump


@click.command()
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@with_database
def backup(file: Path) -> None:
    """备份到 FILE，平台可以照常运行；文件含密钥，请妥善保管。

    Database, evidence and keys into FILE, while the platform runs. The file holds the keys: keep it safe.
    """
    if not file.parent.is_dir():
        raise Unwell(f"目录 {file.parent} 不存在")
    evidence, keys = Path(settings.SANZE_EVIDENCE), Path(settings.SANZE_KEYS)
    head = export(drop_anchor())
    with tempfile.TemporaryDirectory(prefix=".sanze-backup-", dir=file.parent) as folder:
        say("导出数据库")
        dumped = Path(folder) / DATABASE
        dump(connection.settings_dict, dumped)
        # The database first, the evidence after it: what the acts name is then surely in the file.
        sizes = sum(path.stat().st_size for path in (dumped, *files_of(evidence), *files_of(keys)))
        with bar("写入备份", sizes) as progress, writing(file, progress) as archive:
            archive.add(DATABASE, dumped)
            archive.add_folder(EVIDENCE, evidence)
            archive.add_folder(KEYS, keys)
            archive.finish({
                "version": __version__,
                "made_at": head["at"],
                "acts": Act.objects.count(),
                "migrations": sorted(map(list, MigrationRecorder(connection).applied_migrations())),
                "head": head,
            })
    say_done(f"已备份到 {file}（{os.path.getsize(file) / 2**20:.1f} MB，证据 {_count(archive.files, EVIDENCE)} 份）")


def _count(files: dict, prefix: str) -> int:
    return sum(name.startswith(prefix) for name in files)

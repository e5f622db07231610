"""The file of a backup: a plain tar with the database, the evidence, the keys, and a manifest of their hashes."""

import hashlib
import io
import json
import os
import re
import tarfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from sanze.cli.outcome import Found

FORMAT = 1
MANIFEST = "manifest.json"
DATABASE = "database.dump"
EVIDENCE = "evidence/"
KEYS = "keys/"
NAME = re.compile(r"(database\.dump|(evidence|keys)/([\w.-]+/)*[\w.-]+)", re.ASCII)
CHUNK = 1 << 20
LARGEST_MANIFEST = 1 << 30


class Writer:
    """Adds files and remembers their hashes; the manifest goes in last."""

    def __init__(self, tar: tarfile.TarFile, progress: Callable[[int], None]):
        self.tar = tar
        self.progress = progress
        self.files: dict[str, dict] = {}

    def add(self, name: str, path: Path) -> None:
        with path.open("rb") as source:
            head = tarfile.TarInfo(name)
            head.size, head.mode = os.fstat(source.fileno()).st_size, 0o600
            hashing = _Hashing(source, self.progress)
            self.tar.addfile(head, hashing)
        self.files[name] = {"size": head.size, "sha256": hashing.digest.hexdigest()}

    def add_folder(self, prefix: str, folder: Path) -> None:
        for path in files_of(folder):
            self.add(prefix + path.relative_to(folder).as_posix(), path)

    def finish(self, told: dict) -> None:
        body = json.dumps({"format": FORMAT, **told, "files": self.files}, ensure_ascii=False, indent=1).encode()
        head = tarfile.TarInfo(MANIFEST)
        head.size, head.mode = len(body), 0o600
        self.tar.addfile(head, io.BytesIO(body))


class _Hashing:
    """A file that is hashed while it is read."""

    def __init__(self, source, progress: Callable[[int], None]):
        self.source, self.progress, self.digest = source, progress, hashlib.sha256()

    def read(self, size: int = -1) -> bytes:
        piece = self.source.read(size)
        self.digest.update(piece)
        self.progress(len(piece))
        return piece


def files_of(folder: Path) -> Iterator[Path]:
    """The files below a folder that are to be kept: no half-written ones (their names begin with a dot)."""
    for path in sorted(folder.rglob("*")):
        if path.is_file() and not path.is_symlink() and not path.name.startswith("."):
            yield path


@contextmanager
def writing(target: Path, progress: Callable[[int], None] = lambda done: None) -> Iterator[Writer]:
    """An archive in the making, readable by its owner alone; it bears its name only once it is whole."""
    half = target.with_name(f".{target.name}.{os.getpid()}")
    handle = os.open(half, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with open(handle, "wb") as file:
            with tarfile.open(fileobj=file, mode="w") as tar:
                yield Writer(tar, progress)
            file.flush()
            os.fsync(file.fileno())
        half.replace(target)
    finally:
        half.unlink(missing_ok=True)


def check(source: Path, progress: Callable[[int], None] = lambda done: None) -> dict:
    """The manifest, after every file in the archive was found to be as it says. Raises Found."""
    found: dict[str, dict] = {}
    manifest = None
    with _members(source) as members:
        for head, file in members:
            if head.name == MANIFEST:
                manifest = _manifest(head, file)
                continue
            hashing = _Hashing(file, progress)
            while hashing.read(CHUNK):
                pass
            found[head.name] = {"size": head.size, "sha256": hashing.digest.hexdigest()}
    if manifest is None:
        raise Found("备份文件不完整：缺少清单")
    _compare(manifest["files"], found)
    return manifest


def take_out(source: Path, prefix: str, folder: Path, progress: Callable[[int], None] = lambda done: None) -> None:
    """Write the files whose names begin with `prefix` below `folder`; a file that is there is kept as it is."""
    with _members(source) as members:
        for head, file in members:
            if head.name.startswith(prefix):
                name = head.name[len(prefix) :] if prefix.endswith("/") else head.name
                _write(folder / name, file, progress)


def _write(target: Path, file: IO[bytes], progress: Callable[[int], None]) -> None:
    if target.exists():
        return
    target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    half = target.with_name(f".{target.name}.{os.getpid()}")
    handle = os.open(half, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with open(handle, "wb") as out:
        while piece := file.read(CHUNK):
            out.write(piece)
            progress(len(piece))
    half.rename(target)


@contextmanager
def _members(source: Path) -> Iterator[Iterator[tuple[tarfile.TarInfo, IO[bytes]]]]:
    """The files of the archive in their order. Raises Found at anything that a backup does not hold."""
    try:
        with tarfile.open(source, mode="r:") as tar:
            yield ((_safe(head), tar.extractfile(head)) for head in tar)
    except (tarfile.TarError, EOFError) as broken:
        raise Found(f"{source} 不是完整的备份文件（{broken}）") from broken


def _safe(head: tarfile.TarInfo) -> tarfile.TarInfo:
    ours = head.name == MANIFEST or (NAME.fullmatch(head.name) and ".." not in head.name.split("/"))
    if not head.isreg() or not ours:
        raise Found(f"备份文件里有不该有的东西：{head.name!r}")
    return head


def _manifest(head: tarfile.TarInfo, file: IO[bytes]) -> dict:
    if head.size > LARGEST_MANIFEST:
        raise Found("备份文件的清单过大，不可信")
    try:
        told = json.loads(file.read())
        if told["format"] == FORMAT and DATABASE in told["files"]:
            return told
    except (ValueError, KeyError, TypeError):
        pass
    raise Found("备份文件的清单无法识别，可能由更新的版本写成")


def _compare(said: dict[str, dict], found: dict[str, dict]) -> None:
    for name in sorted(said.keys() | found.keys()):
        if said.get(name) != found.get(name):
            raise Found(f"备份文件中的 {name} 与清单不符，文件已损坏或被改动；什么也没有恢复")

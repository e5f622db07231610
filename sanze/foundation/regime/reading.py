"""Reading regime packages, with errors that name the file, the line, the place and what is wrong.

A package is a file NAME.yaml, a folder NAME/ of YAML files, or both: then the folder continues the file.
"""

import io
import zipfile
from functools import lru_cache
from importlib.resources import files
from pathlib import Path, PurePosixPath

from pydantic import ValidationError

from sanze.foundation.regime.references import Fault, inner_faults, outer_faults
from sanze.foundation.regime.schema import Regime
from sanze.foundation.regime.sentences import sentence_of
from sanze.foundation.regime.yaml_tree import Tree, Unreadable, merged

SUFFIXES = (".yaml", ".yml")
LARGEST = 4 * 1024 * 1024


class BadRegime(ValueError):
    """The package cannot be read; the sentences say where and why."""

    def __init__(self, sentences: list[str]):
        super().__init__("\n".join(sentences))
        self.sentences = sentences


def read(path: Path) -> Regime:
    """The regime of the package at `path`. Raises BadRegime with one sentence for each fault."""
    return _read(Path(path), _stamps(Path(path)))


def check(path: Path) -> Regime:
    """As `read`, and every word of it must be known to the platform. Raises BadRegime."""
    return compose(_texts(Path(path)), strict=True)


def unpack(name: str, content: bytes) -> Regime:
    """The regime in a file as it was sent: one YAML, or a zip of them. Strict as `check`. Raises BadRegime."""
    return compose(_sent(name, content), strict=True)


def compose(texts: dict[str, str], *, strict: bool = False) -> Regime:
    """The regime said by files (name → text). strict: words unknown to the platform are faults. Raises BadRegime."""
    try:
        tree = merged(texts)
    except Unreadable as unreadable:
        raise BadRegime(unreadable.sentences) from None
    try:
        regime = Regime.model_validate(tree.content)
    except ValidationError as error:
        found = [Fault(each["loc"], sentence_of(each)) for each in error.errors()]
        raise BadRegime(_said(tree, found)) from None
    faults = [*inner_faults(regime), *(outer_faults(regime) if strict else ())]
    if faults:
        raise BadRegime(_said(tree, faults))
    return regime


def packaged(name: str) -> Path:
    """The package shipped under regimes/ by that name."""
    file = _shipped() / f"{name}.yaml"
    return file if file.exists() else _shipped() / name


def shipped() -> list[str]:
    """The names of all packages under regimes/."""
    found = {each.stem for each in _shipped().iterdir() if each.is_dir() or each.suffix in SUFFIXES}
    return sorted(each for each in found if not each.startswith((".", "_")))


def _shipped() -> Path:
    return Path(str(files("sanze") / "regimes"))


def files_of(path: Path) -> list[Path]:
    """The files of a package, in the order of reading. Raises BadRegime where there are none."""
    main = [path] if path.is_file() else []
    folder = path if path.is_dir() else path.with_suffix("")
    more = sorted(each for each in folder.rglob("*") if each.suffix in SUFFIXES) if folder.is_dir() else []
    if not main and not more:
        raise BadRegime([f"{path.name}：没有这个文件或者文件夹，或者其中没有 YAML 文件"])
    return main + more


def _stamps(path: Path) -> tuple:
    return tuple((str(each), each.stat().st_mtime_ns, each.stat().st_size) for each in files_of(path))


@lru_cache(maxsize=32)
def _read(path: Path, stamps: tuple) -> Regime:
    return compose(_texts(path))


def _texts(path: Path) -> dict[str, str]:
    beside = path.parent
    found = {}
    for each in files_of(path):
        try:
            found[str(each.relative_to(beside))] = each.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            raise BadRegime([f"{each.relative_to(beside)}：不是 UTF-8 编码，请另存为 UTF-8"]) from None
    return found


def _sent(name: str, content: bytes) -> dict[str, str]:
    if len(content) > LARGEST:
        raise BadRegime([f"{name}：文件过大，制度包不应超过 {LARGEST // 1024**2} MB"])
    if not zipfile.is_zipfile(io.BytesIO(content)):
        return {name: _decoded(name, content)}
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        chosen = sorted(
            (each for each in archive.infolist() if PurePosixPath(each.filename).suffix in SUFFIXES),
            key=lambda each: each.filename,
        )
        if sum(each.file_size for each in chosen) > LARGEST:
            raise BadRegime([f"{name}：解开后过大，制度包不应超过 {LARGEST // 1024**2} MB"])
        texts = {each.filename: _decoded(each.filename, archive.read(each)) for each in chosen}
    if not texts:
        raise BadRegime([f"{name}：压缩包中没有 YAML 文件"])
    return texts


def _decoded(name: str, content: bytes) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise BadRegime([f"{name}：不是 UTF-8 编码的文字文件"]) from None


def _said(tree: Tree, faults: list[Fault]) -> list[str]:
    return [f"{tree.where(each.place)} {each}" for each in faults]

"""Reading regime packages from files, with errors that name the file, the line and what is wrong."""

from importlib.resources import files
from pathlib import Path

import yaml
from pydantic import ValidationError

from sanze.foundation.regime.schema import Regime


class BadRegime(ValueError):
    """The package cannot be read; the sentences say where and why."""

    def __init__(self, sentences: list[str]):
        super().__init__("\n".join(sentences))
        self.sentences = sentences


def read(path: Path) -> Regime:
    """The regime in `path` (YAML). Raises BadRegime with one sentence for each fault."""
    text = Path(path).read_text(encoding="utf-8")
    try:
        tree = yaml.compose(text, Loader=yaml.SafeLoader)
        content = yaml.safe_load(text)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = f"第 {mark.line + 1} 行" if mark else ""
        raise BadRegime([f"{path.name} {line}不是合格的 YAML：{getattr(error, 'problem', error)}"]) from None
    try:
        return Regime.model_validate(content)
    except ValidationError as error:
        raise BadRegime([_sentence(path.name, tree, each) for each in error.errors()]) from None


def packaged(name: str) -> Path:
    """The regime file shipped under regimes/ by that name."""
    return Path(str(files("sanze") / "regimes" / f"{name}.yaml"))


def _sentence(file: str, tree: yaml.Node, error: dict) -> str:
    line, place = _line(tree, error["loc"]), ".".join(str(step) for step in error["loc"])
    return f"{file} 第 {line} 行 {place}：{error['msg']}"


def _line(node: yaml.Node, steps: tuple) -> int:
    """The line (from 1) of the deepest node that `steps` still reaches."""
    line = node.start_mark.line + 1
    for name in steps:
        if isinstance(node, yaml.MappingNode):
            pairs = {key.value: (key, value) for key, value in node.value}
            if str(name) not in pairs:
                return line
            key, node = pairs[str(name)]
            line = key.start_mark.line + 1
        elif isinstance(node, yaml.SequenceNode) and isinstance(name, int) and name < len(node.value):
            node = node.value[name]
            line = node.start_mark.line + 1
        else:
            return line
    return line

"""YAML files merged into one tree that still knows from which file and line each part came."""

import io
from collections.abc import Iterator
from dataclasses import dataclass

import yaml

# The parser in C, where PyYAML was built with it.
_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class Unreadable(ValueError):
    """The files are not sound YAML, or say the same thing twice; the sentences say where."""

    def __init__(self, sentences: list[str]):
        super().__init__("\n".join(sentences))
        self.sentences = sentences


@dataclass(frozen=True)
class Tree:
    """The merged content and the nodes that it was built from."""

    node: yaml.MappingNode
    content: dict

    def where(self, steps: tuple) -> str:
        """File and line of the deepest part that `steps` still reach: 'duties.yaml 第 12 行'."""
        node, mark = self.node, self.node.start_mark
        for name in steps:
            if isinstance(node, yaml.MappingNode):
                found = next(((key, value) for key, value in node.value if str(key.value) == str(name)), None)
                if found is None:
                    break
                mark, node = found[0].start_mark, found[1]
            elif isinstance(node, yaml.SequenceNode) and isinstance(name, int) and name < len(node.value):
                node = node.value[name]
                mark = node.start_mark
            else:
                break
        return f"{mark.name} 第 {mark.line + 1} 行"


def merged(texts: dict[str, str]) -> Tree:
    """The files (name → text) as one tree: lists are joined, tables united, nothing may be said twice.

    Raises Unreadable with a sentence for each fault.
    """
    nodes, faults = [], []
    for name, text in texts.items():
        try:
            node = yaml.compose(_named(name, text), Loader=_Loader)
        except yaml.YAMLError as error:
            faults.append(_broken(name, error))
            continue
        if node is None:
            continue
        if not isinstance(node, yaml.MappingNode):
            faults.append(f"{name} 第 1 行：最外层应为“名称: 内容”的对照表")
            continue
        nodes.append(node)
    if not nodes and not faults:
        faults.append("没有任何内容")
    if faults:
        raise Unreadable(faults)
    whole = _united(nodes)
    if faults := list(_doubles(whole)):
        raise Unreadable(faults)
    return Tree(whole, _content(whole))


def _named(name: str, text: str) -> io.StringIO:
    stream = io.StringIO(text)
    stream.name = name
    return stream


def _broken(name: str, error: yaml.YAMLError) -> str:
    mark = getattr(error, "problem_mark", None)
    line = f" 第 {mark.line + 1} 行" if mark else ""
    return f"{name}{line}：不是合格的 YAML（{getattr(error, 'problem', error)}），请核对缩进、冒号和引号"


def _united(nodes: list[yaml.MappingNode]) -> yaml.MappingNode:
    pairs: list[tuple[yaml.Node, yaml.Node]] = []
    places: dict[str, int] = {}
    for node in nodes:
        for key, value in node.value:
            at = places.get(key.value)
            if at is None or node is nodes[0]:
                places.setdefault(key.value, len(pairs))
                pairs.append((key, value))
                continue
            first, before = pairs[at]
            if type(before) is type(value) and not isinstance(value, yaml.ScalarNode):
                joined = type(value)(value.tag, [*before.value, *value.value], before.start_mark, value.end_mark)
                pairs[at] = (first, joined)
            else:
                pairs.append((key, value))
    return yaml.MappingNode(nodes[0].tag, pairs, nodes[0].start_mark, nodes[-1].end_mark)


def _doubles(node: yaml.Node) -> Iterator[str]:
    """The names that stand twice in one table."""
    if isinstance(node, yaml.MappingNode):
        seen: dict[str, yaml.Node] = {}
        for key, value in node.value:
            if not isinstance(key, yaml.ScalarNode):
                yield f"{key.start_mark.name} 第 {key.start_mark.line + 1} 行：名称应为文字"
                continue
            if key.value in seen:
                first, mark = seen[key.value].start_mark, key.start_mark
                told = f"“{key.value}”重复，{first.name} 第 {first.line + 1} 行已经写过"
                yield f"{mark.name} 第 {mark.line + 1} 行：{told}"
            seen.setdefault(key.value, key)
            yield from _doubles(value)
    elif isinstance(node, yaml.SequenceNode):
        for each in node.value:
            yield from _doubles(each)


def _content(node: yaml.MappingNode) -> dict:
    loader = yaml.SafeLoader("")
    try:
        return loader.construct_document(node)
    except (yaml.YAMLError, ValueError) as error:
        mark = getattr(error, "problem_mark", None) or node.start_mark
        problem = getattr(error, "problem", error)
        raise Unreadable([f"{mark.name} 第 {mark.line + 1} 行：内容无法识别（{problem}）"]) from None
    finally:
        loader.dispose()

"""Prints the sizes that people look at: the longest module, function, class and template. Fails on none."""

import ast
import statistics
from pathlib import Path

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "sanze"


def lines(path: Path) -> int:
    return len(path.read_text(encoding="utf-8").splitlines())


def parts(path: Path, kind: type | tuple[type, ...]) -> list[tuple[int, str]]:
    """The length and the name of each function or class of a module."""
    name = path.relative_to(ROOT)
    tree = ast.parse(path.read_text(encoding="utf-8"))
    found = (node for node in ast.walk(tree) if isinstance(node, kind))
    return [(node.end_lineno - node.lineno + 1, f"{name}:{node.lineno} {node.name}") for node in found]


def show(what: str, sizes: list[tuple[int, str]]) -> None:
    if not sizes:
        return
    ordered = sorted(sizes, reverse=True)
    numbers = [size for size, _ in ordered]
    p95 = numbers[len(numbers) // 20]
    print(f"{what:<10}{len(numbers):>6} · median {statistics.median(numbers):>5.0f} · p95 {p95:>4} "
          f"· longest {numbers[0]:>4}  {ordered[0][1]}")


modules = [path for path in PACKAGE.rglob("*.py") if not {"migrations", "tests"} & set(path.parts)]
functions = (ast.FunctionDef, ast.AsyncFunctionDef)
show("modules", [(lines(path), str(path.relative_to(ROOT))) for path in modules if lines(path) > 1])
show("functions", [size for path in modules for size in parts(path, functions)])
show("classes", [size for path in modules for size in parts(path, ast.ClassDef)])
show("templates", [(lines(path), str(path.relative_to(ROOT))) for path in PACKAGE.rglob("*.html")])

"""Writes the pages under docs/ that are read off the code: `python -m tests.docs`, or `--check` to compare only."""

import ast
import json
import os
import re
import sys
from collections import defaultdict
from importlib import import_module
from pathlib import Path

import django

ROOT = Path(__file__).resolve().parents[1]
DOCS, JOURNEYS = ROOT / "docs", ROOT / "tests" / "journeys"
NOTE = "<!-- 由 make docs 生成，请勿手改 -->\n\n"


def journeys() -> dict[str, set[str]]:
    """Capability → files in tests/journeys that are marked with it."""
    found: dict[str, set[str]] = defaultdict(set)
    for file in sorted(JOURNEYS.glob("test_*.py")):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "capability":
                found[node.args[0].value].add(file.name)
    return found


def traceability() -> str:
    """For each capability: the articles that ask for it, its commands, screens, operations and journeys."""
    acts, ledgers, pages, capabilities, regime = _registries()
    tested = journeys()
    lines = [NOTE + "# 能力追溯表", ""]
    lines += ["没有旅程测试的能力一律视为未完成。条款号取自现行制度包，下一年的制度包会给出新的条款号。", ""]
    lines += ["| 能力 | 名称 | 状态 | 条款 | 页面 | 接口与命令 | 旅程测试 |", "|---|---|---|---|---|---|---|"]
    for each in capabilities:
        clauses = "、".join(article.number for article in regime.articles_of(each))
        commands = sorted(name for name, command in acts.items() if command.capability == each)
        screens = sorted({ledger.name for ledger in ledgers.values() if ledger.capability == each})
        screens += sorted({page.name for page in pages if page.command.capability == each})
        done = "已完成" if tested.get(each) else ("进行中" if commands or screens else "未开始")
        cells = [each, each.title, done, clauses]
        cells += [_listed(names) for names in (screens, commands, sorted(tested.get(each, ())))]
        lines.append("| " + " | ".join(cells) + " |")
    return "\n".join(lines + _clauses(regime)) + "\n"


def _clauses(regime) -> list[str]:
    """Each clause of the document with how far the platform serves it."""
    completeness = import_module("sanze.foundation.regime.completeness")
    counted = "，".join(f"{state} {number}" for state, number in completeness.standing(regime).items())
    lines = ["", f"## {regime.title}：逐条状态", "", f"{len(regime.clauses)} 条款：{counted}。", ""]
    lines += ["| 条款 | 内容 | 所设事项 | 状态 | 平台尚缺 |", "|---|---|---|---|---|"]
    for name, clause in regime.clauses.items():
        asked = regime.asked_by.get(name, [])
        told = [clause.awaits, *(getattr(each, "awaits", "") for each in asked)]
        waits = "；".join(dict.fromkeys(each for each in told if each))
        wants = "、".join(each.title for each in asked) or "、".join(clause.capabilities) or "—"
        cells = [name, clause.text, wants, completeness.state_of(regime, name), waits or "—"]
        lines.append("| " + " | ".join(cells) + " |")
    return lines


def commands() -> str:
    """The permission matrix: which kind of post may do what."""
    acts, _, _, _, regime = _registries()
    lines = [NOTE + "# 命令与权力", "", "每一次写入都是下列命令之一；谁可以做，由施行中的制度决定。", ""]
    lines += ["| 命令 | 名称 | 能力 | 对象 | 有此权力的岗位 |", "|---|---|---|---|---|"]
    for name, command in sorted(acts.items()):
        kinds = [post.title for post in regime.posts.values() if command.grant in post.grants]
        subject = command.subject._meta.verbose_name if command.subject else "—"
        lines.append(f"| `{name}` | {command.title} | {command.capability} | {subject} | {'、'.join(kinds) or '—'} |")
    return "\n".join(lines) + "\n"


def states() -> str:
    """Every state machine as a diagram."""
    models = [model for model in django.apps.apps.get_models() if hasattr(model, "MACHINE")]
    lines = [NOTE + "# 状态机", ""]
    for model in sorted(models, key=lambda each: each._meta.label):
        lines += [f"## {model._meta.verbose_name}（`{model._meta.label}`）", "", "```mermaid", model.MACHINE.mermaid()]
        lines += ["```", ""]
    return "\n".join(lines)


def openapi() -> str:
    """The description of the open interface."""
    schema = import_module("sanze.config.urls").api.get_openapi_schema()
    return json.dumps(schema, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def apps() -> str:
    """The apps, pillar by pillar, in the words of their own docstrings."""
    lines = [NOTE + "# Apps", "", "Reading order is the order of dependency.", ""]
    for pillar in ("foundation", "know", "perform", "answer", "portals"):
        package = import_module(f"sanze.{pillar}")
        lines += [f"## {pillar}", "", _first_line(package), "", "| app | what it is |", "|---|---|"]
        for folder in sorted((ROOT / "sanze" / pillar).iterdir()):
            if (folder / "__init__.py").exists():
                lines.append(f"| `{folder.name}` | {_first_line(import_module(f'sanze.{pillar}.{folder.name}'))} |")
        lines.append("")
    return "\n".join(lines)


def pages() -> dict[str, str]:
    """File name under docs/ → content."""
    return {
        "traceability.md": traceability(),
        "commands.md": commands(),
        "states.md": states(),
        "apps.md": apps(),
        "openapi.json": openapi(),
    }


def out_of_step() -> list[str]:
    """The generated pages that are not as the code would have them."""
    made = pages()
    return [name for name, text in made.items() if not (DOCS / name).exists() or (DOCS / name).read_text() != text]


def _first_line(module) -> str:
    return re.sub(r"\s+", " ", (module.__doc__ or "").strip().splitlines()[0])


def _listed(names: list[str]) -> str:
    return "、".join(f"`{name}`" for name in names)


def _registries():
    import_module("sanze.config.urls")
    regime = import_module("sanze.foundation.regime.reading")
    return (
        import_module("sanze.foundation.acts.command").COMMANDS,
        import_module("sanze.foundation.ledgers.ledger").LEDGERS,
        import_module("sanze.foundation.pages.act").PAGES,
        import_module("sanze.foundation.capabilities").Capability,
        regime.read(regime.packaged("yunhe-2026")),
    )


def main() -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sanze.config.settings")
    django.setup()
    if "--check" in sys.argv:
        stale = out_of_step()
        print("\n".join(f"docs/{name} is out of step: make docs" for name in stale) or "docs in step")
        return bool(stale)
    for name, text in pages().items():
        (DOCS / name).write_text(text, encoding="utf-8")
        print(f"docs/{name}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())

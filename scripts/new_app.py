"""A new app with the anatomy of its neighbours and a first test that fails: make app perform/permits"""

import re
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent
PILLARS = ("know", "perform", "answer")

FILES = {
    "__init__.py": '"""What this app is about, and the articles it stands on."""\n',
    "apps.py": '''from django.apps import AppConfig


class {Name}Config(AppConfig):
    name = "sanze.{pillar}.{name}"
    label = "{name}"
    verbose_name = "{name}"
''',
    "states.py": '"""The states of this app\'s records and the table of their transitions."""\n',
    "rules.py": '"""Grades, deadlines and sums of this app: pure, without Django, clock or database."""\n',
    "events.py": '"""What this app tells the apps above it: frozen dataclasses, in the past tense."""\n',
    "models.py": '"""The records of this app: fields, scope, constraints. No workflow."""\n',
    "queries.py": '"""The reads of this app that more than one place needs."""\n',
    "commands.py": '"""Every write of this app: one function an act, one exception class a refusal."""\n',
    "forms.py": '"""What a person types, command by command."""\n',
    "ledgers.py": '"""The lists of this app, with their filters and exports, declared."""\n',
    "views.py": '"""The detail and act pages of this app."""\n',
    "urls.py": '"""The addresses of this app."""\n\nurlpatterns = []\n',
    "migrations/__init__.py": "",
    "tests/factories.py": '"""Records of this app for tests, made by its commands."""\n',
    "tests/test_rules.py": '''def test_the_first_rule_of_{name}_holds():
    raise AssertionError("write the first rule of {name} here, see it fail, then make it hold")
''',
}


def main(arguments: list[str]) -> int:
    """Write the files. 0 done, 1 the app is there already, 2 no such place."""
    wanted = re.fullmatch(rf"({'|'.join(PILLARS)})/([a-z][a-z_]*)", arguments[0] if arguments else "")
    if not wanted:
        print(f"用法：make app 支柱/名称，支柱为 {'、'.join(PILLARS)} 之一。 Usage: make app perform/permits")
        return 2
    pillar, name = wanted.groups()
    folder = ROOT / "sanze" / pillar / name
    if folder.exists():
        print(f"{folder.relative_to(ROOT)} 已经存在。 It exists already.")
        return 1
    for path, text in FILES.items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text.format(Name=name.title().replace("_", ""), name=name, pillar=pillar))
    (folder / "templates" / name).mkdir(parents=True)
    print(f"写好了 sanze/{pillar}/{name}。接着：加入 INSTALLED_APPS，写 docs/glossary.md，让第一个测试通过。")
    print("Written. Next: INSTALLED_APPS, docs/glossary.md, the failing test.")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

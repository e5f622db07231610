"""Sealed acts: the auditor reads every act, and whoever changes a record behind the platform's back is found."""

import json

import pytest
from django.db import connection

from sanze.foundation.acts.models import Act
from sanze.perform.dangers.models import Danger
from sanze.perform.dangers.tests import factories as make

pytestmark = pytest.mark.capability("X6")


@pytest.fixture(scope="module")
def danger(city) -> Danger:
    return make.ordered(city, title="消防通道堵塞")


def behind_the_back(statement: str, *values) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        assert cursor.rowcount == 1


def test_the_auditor_reads_every_act_and_whether_its_seal_holds(as_, administrators, danger):
    auditor = as_("admin_audit")

    auditor.opens("/system/acts/")
    auditor.fills({"操作": "下达整改指令"}, "form.filters")
    auditor.presses("查询")
    auditor.sees("李强", "东镇安监站安监员甲")
    auditor.follows("下达整改指令")

    auditor.sees("印记相符", "整改措施", "恢复主扇运行，核查风量")


def test_nobody_else_reads_the_acts(as_, administrators, danger):
    for role in ("officer", "committee", "manager", "admin_system"):
        assert as_(role).opens("/system/acts/") == 403


def test_an_exported_sheet_is_itself_an_act(as_, administrators, danger):
    officer, auditor = as_("officer"), as_("admin_audit")

    officer.opens("/dangers/?state=ordered")
    officer.downloads("导出 Excel")

    auditor.opens("/system/acts/?command=ledgers.export")
    auditor.sees("李强")


def test_a_sound_database_verifies_and_its_head_is_kept_elsewhere(platform, danger, tmp_path):
    head = tmp_path / "head.json"

    sound = platform.run("seals", "verify")
    taken = platform.run("seals", "export", str(head))
    against = platform.run("seals", "verify", "--head", str(head))

    assert (sound.returncode, taken.returncode, against.returncode) == (0, 0, 0)
    assert "全部相符" in sound.stdout
    assert set(json.loads(head.read_text())) == {"at", "heads", "previous", "seal"}


def test_a_record_changed_behind_the_platforms_back_is_named(as_, administrators, platform, danger):
    behind_the_back("UPDATE dangers_danger SET due_on = due_on + 30 WHERE id = %s", danger.pk)

    found = platform.run("seals", "verify")

    assert found.returncode == 1
    assert danger.number in found.stderr or f"隐患 {danger.pk}" in found.stderr or "整改期限" in found.stderr
    behind_the_back("UPDATE dangers_danger SET due_on = due_on - 30 WHERE id = %s", danger.pk)
    assert platform.run("seals", "verify").returncode == 0


def test_an_act_changed_behind_the_platforms_back_is_named_and_says_so_on_its_page(
    as_, administrators, platform, danger
):
    act = Act.objects.get(command="dangers.order")
    auditor = as_("admin_audit")
    behind_the_back("UPDATE acts_act SET person = '无名氏' WHERE id = %s", act.pk)

    found = platform.run("seals", "verify")
    auditor.opens(f"/system/acts/{act.pk}/")
    auditor.sees("印记不符")

    assert found.returncode == 1
    assert f"最早涉及第 {act.pk} 条行为记录" in found.stderr
    behind_the_back("UPDATE acts_act SET person = '李强' WHERE id = %s", act.pk)
    assert platform.run("seals", "verify").returncode == 0

"""Regimes by the command line, in this process, on the tests' database."""

import json
from datetime import date

import pytest
from click.testing import CliRunner, Result

from sanze.cli.regime import regime
from sanze.foundation.moment import today
from sanze.foundation.regime import queries
from sanze.foundation.regime.models import Enforcement
from sanze.foundation.regime.reading import packaged


def run(*arguments: object) -> Result:
    return CliRunner().invoke(regime, [str(each) for each in arguments])


@pytest.fixture
def altered(tmp_path):
    """The small shipped regime with one thing changed, as a file."""

    def write(old: str, new: str):
        text = packaged("linhai-2027").read_text(encoding="utf-8")
        assert old in text
        path = tmp_path / "mine.yaml"
        path.write_text(text.replace(old, new), encoding="utf-8")
        return path

    return write


def test_a_sound_and_complete_regime_is_counted():
    told = run("check", "yunhe-2026")

    assert told.exit_code == 0, told.output
    assert "yunhe-2026@1 正确、完整：原文 33 段 164 句，句句有条款" in told.output
    assert "职责 52" in told.output


def test_faults_are_told_with_file_and_line(altered):
    told = run("check", altered("kind: grid_worker", "kind: knight"))

    assert told.exit_code == 1
    assert "duties.0.holder.kind：没有岗位类别“knight”" in told.output
    assert "mine.yaml 第" in told.output


def test_a_missing_clause_is_told(altered):
    clause = '      - { id: "2.3", text: 检查过程全程留痕，不得事后补记。, capabilities: [P2, X6] }\n'

    told = run("check", altered(clause, ""))

    assert told.exit_code == 1
    assert "条款 2.3：原文这一句没有写成条款（周报留痕）" in told.output


def test_a_path_without_a_package_is_wrong_usage():
    assert run("check", "nowhere.yaml").exit_code == 2


def test_comparing_tells_each_difference_and_ends_with_one(altered):
    told = run("compare", "linhai-2027", altered("cadence: { every: monthly,", "cadence: { every: weekly,"))

    assert told.exit_code == 1
    assert "职责 变更 street-monthly 街道每月排查（频次：每月一次（工作日） → 每周一次（工作日））" in told.output
    assert run("compare", "linhai-2027", "linhai-2027").exit_code == 0


@pytest.mark.django_db
def test_a_regime_is_put_in_force_from_a_day():
    told = run("enforce", "linhai-2027", "--on", "2026-01-01")

    assert told.exit_code == 0, told.output
    assert queries.regime(date(2026, 1, 1)).code == "linhai-2027"
    assert "自 2026-01-01 起施行" in told.output


@pytest.mark.django_db
def test_without_a_day_it_begins_today_and_no_second_one_that_day():
    assert run("enforce", "linhai-2027").exit_code == 0

    told = run("enforce", "yunhe-2026")

    assert told.exit_code == 1
    assert "该日已有另一份制度开始施行" in told.output
    assert [each.in_force_from for each in Enforcement.objects.all()] == [today()]


@pytest.mark.django_db
def test_no_day_gone_by_and_nothing_incomplete_is_enforced_by_accident(altered):
    assert run("enforce", "yunhe-2026", "--on", "2026-01-01").exit_code == 0
    gap = altered("sentences: [坚持预防为主]", "sentences: [坚持预防为主, 又一句]")

    assert "不能早于今天" in run("enforce", "linhai-2027", "--on", "2026-01-02").output
    told = run("enforce", gap)

    assert told.exit_code == 1
    assert "没有施行" in told.output
    assert Enforcement.objects.count() == 1
    assert run("enforce", gap, "--incomplete").exit_code == 0


def test_a_day_that_is_no_day_is_wrong_usage():
    assert run("enforce", "linhai-2027", "--on", "tomorrow").exit_code == 2


def test_the_schema_describes_what_people_write():
    described = json.loads(run("schema").output)
    where = described["$defs"]["Selection"]["properties"]["where"]

    assert "required" not in described
    assert {"duties", "posts", "limits", "periods"} <= set(described["properties"])
    assert where["anyOf"][0]["type"] == "object"
    assert described["$defs"]["Duty"]["properties"]["cadence"]["title"] == "频次"

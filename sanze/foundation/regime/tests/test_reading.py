"""Packages: one file, a folder, or both; and what is said of broken ones."""

import io
import zipfile
from pathlib import Path

import pytest

from sanze.foundation.regime.reading import BadRegime, check, compose, packaged, read, shipped, unpack
from sanze.foundation.regime.tests.small import DUTY, HEAD, small
from sanze.foundation.regime.writing import written


def faults(head: str = HEAD, duty: str = DUTY, *, strict: bool = False) -> list[str]:
    with pytest.raises(BadRegime) as bad:
        small(head, duty, strict=strict)
    return bad.value.sentences


def test_a_package_is_a_file_a_folder_or_both(tmp_path):
    (tmp_path / "one.yaml").write_text(HEAD + DUTY, encoding="utf-8")
    (tmp_path / "both.yaml").write_text(HEAD, encoding="utf-8")
    for name in ("both", "folder"):
        (tmp_path / name / "deep").mkdir(parents=True)
        (tmp_path / name / "deep" / "duties.yml").write_text(DUTY, encoding="utf-8")
    (tmp_path / "folder" / "head.yaml").write_text(HEAD, encoding="utf-8")

    whole = read(tmp_path / "one.yaml")

    assert [each.id for each in whole.duties] == ["daily"]
    assert read(tmp_path / "both.yaml") == whole
    assert read(tmp_path / "folder") == whole


def test_a_changed_file_is_read_anew(tmp_path):
    path = tmp_path / "one.yaml"
    path.write_text(HEAD, encoding="utf-8")
    assert read(path).duties == ()

    path.write_text(HEAD + DUTY, encoding="utf-8")

    assert len(read(path).duties) == 1


def test_lists_of_several_files_are_joined_and_tables_united():
    more = DUTY.replace("daily\n", "weekly\n").replace("every: daily", "every: weekly")

    regime = compose({"a": HEAD, "b": DUTY, "c": more, "d": "lists: { other: [x] }"})

    assert [each.id for each in regime.duties] == ["daily", "weekly"]
    assert regime.lists == {"some": ("coal", "hazchem"), "other": ("x",)}


def test_what_is_written_reads_back_equal():
    for name in shipped():
        regime = read(packaged(name))
        assert compose({"again.yaml": written(regime)}) == regime


def test_every_shipped_package_is_sound_for_this_platform():
    assert "yunhe-2026" in shipped()
    for name in shipped():
        check(packaged(name))


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("every: daily", "every: hourly", "duties.yaml 第 7 行 duties.0.cadence.every：“hourly”只能是 daily、"),
        ("every: daily", "on: daily", "第 7 行 duties.0.cadence.1：名称应为文字；on、off、yes、no 和数字作名称时"),
        ("title: 每日巡查\n    ", "", "duties.yaml 第 2 行 duties.0.title：缺少这一项"),
        ("title: 每日巡查", "titel: 每日巡查", "duties.yaml 第 4 行 duties.0.titel：没有这一项，请核对拼写"),
        ("kind: warden", "kind: knight", "duties.yaml 第 5 行 duties.0.holder.kind：没有岗位类别“knight”"),
        ("kind: warden", "kind: warden, by: magic", "第 5 行 duties.0.holder.by：没有对应关系或责任种类“magic”"),
        ('clause: "1.1"', 'clause: "9.9"', "duties.yaml 第 3 行 duties.0.clause：没有条款“9.9”"),
        ("reminders: plain", "reminders: loud", "duties.yaml 第 8 行 duties.0.reminders：没有提醒规则“loud”"),
        ("subject: { what: village }", "subject: nobody", "duties.yaml 第 6 行 duties.0.subject：没有对象“nobody”"),
        ("days: working_days", "days: 3", "第 7 行 duties.0.cadence.days：“3”只能是 all、working_days 之一"),
        ("every: daily", "every: daily, by: 2026-01-01", "duties.0.cadence：every、step、by、upon 必须写且只能写一项"),
        ("- { command: regime.enforce }", "[]", "duties.0：discharged_by（由什么办理）与 awaits（平台尚缺什么）必须"),
        ("title: 每日巡查", "title: 2026", "第 4 行 duties.0.title：“2026”应为文字；纯数字、日期样的文字请加引号"),
        ("title: 每日巡查", "title: 每日巡查\n    begins: 明天", "duties.0.begins：“明天”应为日期，如 2026-04-30"),
    ],
)
def test_a_fault_names_file_line_place_and_what_is_wrong(old, new, told):
    duty = DUTY.replace(old, new)
    assert duty != DUTY

    found = faults(duty=duty)

    assert any(told in each for each in found), found


@pytest.mark.parametrize(
    ("head", "told"),
    [
        (HEAD + "code: again\n", "head.yaml 第 22 行：“code”重复，head.yaml 第 1 行已经写过"),
        (HEAD.replace("  warden:", "  chief:"), "head.yaml 第 17 行：“chief”重复，head.yaml 第 16 行已经写过"),
        (HEAD + "posts: [\n", "不是合格的 YAML"),
        ("- a\n- b\n", "head.yaml 第 1 行：最外层应为“名称: 内容”的对照表"),
        (HEAD.replace("capabilities: [P1]", "capabilities: [Z9]"), "capabilities.0：“Z9”只能是"),
        (HEAD.replace('id: "1.2"', 'id: "1.1"'), "head.yaml 第 12 行 articles.0.clauses.1：编号“1.1”重复"),
        (HEAD.replace("title: 站长", "title: 站长, apart: [king]"), "posts.chief.apart：没有岗位类别“king”"),
        (HEAD.replace("title: 站长", "title: 站长, superiors: [king]"), "posts.chief.superiors：没有岗位类别“king”"),
        (HEAD.replace("value: 2,", "value: two,"), "limits.grade.value：“two”应为整数"),
        (HEAD.replace("code: small-1", "code: Small 1"), "head.yaml 第 1 行 code：“Small 1”写法不对"),
    ],
)
def test_a_fault_outside_the_duties_is_told_as_well(head, told):
    found = faults(head=head)

    assert any(told in each for each in found), found


def test_all_faults_are_told_at_once():
    duty = DUTY.replace("kind: warden", "kind: knight").replace('clause: "1.1"', 'clause: "9.9"')

    assert len(faults(duty=duty)) == 2


def test_the_same_name_in_two_files_names_both():
    with pytest.raises(BadRegime) as bad:
        compose({"a.yaml": HEAD, "b.yaml": "lists: { some: [x] }\nversion: '2'\n"})

    assert sorted(bad.value.sentences) == [
        "b.yaml 第 1 行：“some”重复，a.yaml 第 19 行已经写过",
        "b.yaml 第 2 行：“version”重复，a.yaml 第 2 行已经写过",
    ]


@pytest.mark.parametrize(
    ("subject", "told"),
    [
        ("{ what: castle }", "没有对象类别“castle”"),
        ("{ what: enterprise, where: { colour: red } }", "“企业”没有属性“colour”"),
        ("{ what: enterprise, where: { listed: maybe } }", "属性“重点企业”的值不对：maybe"),
        ("{ what: enterprise, where: { listed: { gte: true } } }", "属性“重点企业”不能用 gte 比较"),
        ("{ what: enterprise, where: { size: huge } }", "属性“规模”没有取值“huge”"),
        ("{ what: enterprise, where: { employees: { gte: many } } }", "属性“从业人数”的值不对：many"),
        ("{ what: enterprise, where: { industry: { in_list: none } } }", "没有清单“none”"),
        ("{ what: post, where: { kind: [chief, knight] } }", "没有岗位类别“knight”"),
    ],
)
def test_a_subject_is_selected_by_declared_attributes_only(subject, told):
    found = faults(duty=DUTY.replace("{ what: village }", subject), strict=True)

    assert any(told in each and "duties.yaml 第 6 行" in each for each in found), found


def test_a_command_that_does_not_exist_discharges_nothing():
    found = faults(duty=DUTY.replace("regime.enforce", "castle.storm"), strict=True)

    assert found == ["duties.yaml 第 10 行 duties.0.discharged_by.0.command：没有命令“castle.storm”"]


def test_a_target_without_a_known_measure_says_what_it_waits_for():
    target = 'targets: [{ id: t, clause: "1.1", title: 达标率, value: 60, unit: percent'

    assert "没有计算口径" in faults(duty=DUTY + target + " }]", strict=True)[0]
    assert small(duty=DUTY + target + ", awaits: 尚不能计算 }]", strict=True).targets[0].value == 60


def test_a_package_may_be_sent_as_one_file_or_as_a_zip():
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("city/head.yaml", HEAD)
        archive.writestr("city/duties.yaml", DUTY)
        archive.writestr("city/readme.txt", "not read")

    assert unpack("city.zip", packed.getvalue()) == unpack("city.yaml", (HEAD + DUTY).encode())


@pytest.mark.parametrize("content", [b"\xff\xfe\x00", b"", "甲：乙".encode("gbk"), b"x" * (5 * 1024 * 1024)])
def test_a_file_that_is_no_package_is_refused_in_a_sentence(content):
    with pytest.raises(BadRegime) as bad:
        unpack("some.yaml", content)

    assert len(bad.value.sentences) == 1


def test_a_path_without_a_package_is_told():
    with pytest.raises(BadRegime, match="没有这个文件或者文件夹"):
        read(Path("nowhere.yaml"))

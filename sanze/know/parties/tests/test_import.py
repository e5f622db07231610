"""An office's own list: weighed before it is written, written once, never doubled."""

import io
from datetime import date

import pytest
import xlsxwriter

from sanze.foundation.acts.models import Act
from sanze.foundation.acts.verify import faults
from sanze.foundation.scope.actor import INSTALLER
from sanze.foundation.sheets.headings import propose
from sanze.know.parties import commands
from sanze.know.parties.credit_code import check_character
from sanze.know.parties.models import Enterprise, Import
from sanze.know.parties.sheet import FIELDS, plan
from tests.cast import BEGIN, EAST, build_areas, enforce_regime, role

pytestmark = pytest.mark.django_db

HEAD = ["序号", "企业名称", "社会信用代码", "行业类别", "所属乡镇", "详细地址", "法人", "联系电话"]


def code(number: int) -> str:
    first = f"91149981MA{number:07d}"
    return first + check_character(first + "0")


def book(rows: list[list], head: list[str] = HEAD) -> io.BytesIO:
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True, "strings_to_formulas": False}) as workbook:
        sheet = workbook.add_worksheet()
        sheet.write_row(0, 0, ["云河市企业底册"])
        for number, row in enumerate([head, *rows], start=1):
            sheet.write_row(number, 0, row)
    file.seek(0)
    return file


ROWS = [
    [1, "东镇煤业有限公司", code(1), "煤炭", "东镇", "东镇桥头村1号", "张三", 13800000001],
    [2, "东镇加油站", code(2), "加油站", "东镇", "", "李四", "13800000002"],
    [3, "西镇木器厂", code(3), "工贸", "西镇", "西镇柳林村", "王五", ""],
]


@pytest.fixture
def city(db):
    enforce_regime()
    build_areas()


def uploaded(rows, actor=INSTALLER) -> Import:
    return commands.receive_sheet(actor, book(rows), "底册.xlsx")


def weighed(sheet: Import, actor=INSTALLER):
    table = commands.open_sheet(sheet)
    return plan(actor, table, propose(table.headings, FIELDS))


def imported(rows, actor=INSTALLER, only_good=False) -> Import:
    sheet = uploaded(rows, actor)
    commands.import_sheet(actor, sheet, columns=sheet.columns, only_good=only_good, on=BEGIN)
    sheet.refresh_from_db()
    return sheet


def test_an_offices_own_headings_are_understood_and_its_rows_written(city):
    sheet = imported(ROWS)

    assert (sheet.made, sheet.changed, sheet.left_out) == (3, 0, 0)
    mine = Enterprise.objects.get(name="东镇煤业有限公司")
    assert (mine.uscc, mine.industry, mine.area_code, mine.principal) == (code(1), "coal", EAST + "201", "张三")
    assert mine.principal_phone == "13800000001"
    assert list(faults()) == []


def test_a_second_import_updates_and_never_doubles(city):
    imported(ROWS)
    changed = [[1, "东镇煤业有限公司", code(1), "煤炭", "东镇", "东镇桥头村1号", "赵六", 13800000001], *ROWS[1:]]

    sheet = imported(changed)

    assert (sheet.made, sheet.changed, sheet.unchanged) == (0, 1, 2)
    assert Enterprise.objects.count() == 3
    assert Enterprise.objects.get(uscc=code(1)).principal == "赵六"


def test_every_bad_row_is_named_before_anything_is_written(city):
    rows = [
        ROWS[0],
        [2, "坏码公司", "91149981MA0000009X", "煤炭", "东镇", "", "", ""],
        [3, "无行业公司", "", "算命", "东镇", "", "", ""],
        [4, "无处公司", "", "煤炭", "", "某处", "", ""],
        [5, "", "", "煤炭", "东镇", "", "", ""],
        [6, "东镇煤业（又一行）", code(1), "煤炭", "东镇", "", "", ""],
    ]
    sheet = uploaded(rows)

    found = weighed(sheet)

    assert [each.number for each in found.problems] == [4, 5, 6, 7, 8]
    assert "校验位不符" in found.problems[0].sentence
    assert found.problems[-1].sentence == "与第 3 行是同一家单位"
    assert len(found.new) == 1
    assert not Enterprise.objects.exists()


def test_bad_rows_stop_the_whole_import_unless_only_good_ones_are_wanted(city):
    rows = [ROWS[0], [2, "坏码公司", "91149981MA0000009X", "煤炭", "东镇", "", "", ""]]
    sheet, acts = uploaded(rows), Act.objects.count()

    with pytest.raises(commands.BadRows):
        commands.import_sheet(INSTALLER, sheet, columns=sheet.columns, only_good=False, on=BEGIN)
    assert (Enterprise.objects.count(), Act.objects.count()) == (0, acts)

    commands.import_sheet(INSTALLER, sheet, columns=sheet.columns, only_good=True, on=BEGIN)
    sheet.refresh_from_db()
    assert (sheet.made, sheet.left_out, sheet.state) == (1, 1, "imported")


def test_a_list_is_imported_once(city):
    sheet = imported(ROWS)

    with pytest.raises(Exception, match="当前状态不能进行此操作"):
        commands.import_sheet(INSTALLER, sheet, columns=sheet.columns, only_good=True, on=date(2026, 2, 1))


def test_a_list_given_up_cannot_be_imported(city):
    sheet = uploaded(ROWS)
    commands.abandon_sheet(INSTALLER, sheet)

    with pytest.raises(Exception, match="当前状态不能进行此操作"):
        commands.import_sheet(INSTALLER, sheet, columns=sheet.columns, only_good=True, on=BEGIN)
    assert not Enterprise.objects.exists()


def test_a_place_that_is_only_guessed_is_listed_as_doubtful(city):
    found = weighed(uploaded([[1, "柳林作坊", "", "工贸", "", "柳林村北", "", ""]]))

    assert [each.sentence for each in found.doubts] == ["属地按“柳林村”登记：地址只写了村名，请核对乡镇"]
    assert len(found.new) == 1


def test_a_department_of_one_township_imports_nothing_into_the_next(city):
    clerk = role("east", "陈静", kind="department", unit="东镇", title="专干", area=EAST).actor

    found = weighed(uploaded(ROWS, clerk), clerk)

    assert [each.sentence for each in found.problems] == ["不在本岗位的辖区内"]
    assert [each["name"] for each in found.new] == ["东镇煤业有限公司", "东镇加油站"]


def test_a_grid_worker_may_not_import(city):
    worker = role("worker", "李强", kind="village", unit="桥头村", title="网格员", area=EAST + "201").actor

    with pytest.raises(Exception, match="没有这项权力"):
        uploaded(ROWS, worker)
    assert not Import.objects.exists()


def test_a_file_that_is_no_list_is_refused_and_nothing_is_kept(city, settings):
    with pytest.raises(commands.UnreadableList):
        commands.receive_sheet(INSTALLER, io.BytesIO(b"\x89PNG\r\n\x1a\n0000"), "底册.xlsx")

    assert not Import.objects.exists()


def test_a_name_that_looks_like_a_formula_stays_a_name(city):
    imported([[1, "=1+1有限公司", "", "工贸", "东镇", "", "", ""]])

    assert Enterprise.objects.get().name == "=1+1有限公司"


def test_an_import_leaves_an_act_for_the_file_for_each_batch_and_for_the_whole(city):
    imported(ROWS)

    names = list(Act.objects.filter(command__startswith="parties.").order_by("pk").values_list("command", flat=True))
    assert names == ["parties.upload_sheet", "parties.import_batch", "parties.import_sheet"]
    assert Act.objects.get(command="parties.import_batch").facts == {"batch": "第1批：新增3家，更新0家"}

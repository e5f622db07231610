"""City and enterprises by the command line, in this process, on the tests' database."""

import pytest
from click.testing import CliRunner

from sanze.cli.city import city
from sanze.cli.enterprises import enterprises
from sanze.foundation.acts.models import Act
from sanze.know.jurisdictions.models import Area, Level
from sanze.know.parties.models import Enterprise, Import
from sanze.know.parties.states import ImportState

pytestmark = pytest.mark.django_db

HEADINGS = "单位名称,行业,乡镇（街道）,地址,统一社会信用代码\n"


def run(group, *arguments, answer=None):
    return CliRunner().invoke(group, [str(each) for each in arguments], input=answer)


@pytest.fixture
def loaded():
    assert run(city, "load", "141181").exit_code == 0


@pytest.fixture
def sheet(tmp_path):
    def write(*rows, headings=HEADINGS):
        path = tmp_path / "名册.csv"
        path.write_text(headings + "".join(f"{row}\n" for row in rows), encoding="utf-8")
        return path

    return write


def test_a_city_is_loaded_with_its_townships_and_villages():
    told = run(city, "load", "141181")

    assert told.exit_code == 0, told.output
    assert Area.objects.filter(level=Level.TOWNSHIP).count() == 16
    assert Area.objects.filter(level=Level.VILLAGE).count() == 354
    assert "孝义市" in told.output


def test_a_city_is_not_loaded_twice(loaded):
    acts = Act.objects.count()

    told = run(city, "load", "141181")

    assert told.exception is not None
    assert Act.objects.count() == acts


def test_an_unknown_code_is_refused_and_nothing_is_loaded():
    told = run(city, "load", "999999")

    assert told.exit_code == 1
    assert not Area.objects.exists()


def test_a_code_is_found_by_name():
    assert "141181 " in run(city, "find", "山西", "孝义").output
    assert run(city, "find", "没有这个地方").exit_code == 1


def test_a_list_is_imported_and_imported_again_without_doubling(loaded, sheet):
    path = sheet("孝义晋源化工有限公司,危险化学品,梧桐镇,梧桐镇工业园,")

    first = run(enterprises, "import", path, "--yes")
    second = run(enterprises, "import", path, "--yes")

    assert first.exit_code == 0, first.output
    assert "新增 1 家" in first.output
    assert "无变化 1 家" in second.output
    assert Enterprise.objects.get().name == "孝义晋源化工有限公司"


def test_bad_rows_are_all_named_and_nothing_is_written(loaded, sheet):
    path = sheet("甲化工有限公司,危险化学品,梧桐镇,,", "乙公司,没有的行业,梧桐镇,,", "丙公司,危险化学品,,,123")

    told = run(enterprises, "import", path, "--yes")

    assert told.exit_code == 1
    assert "没有的行业" in told.output
    assert "123" in told.output
    assert not Enterprise.objects.exists()
    assert Import.objects.get().state == ImportState.ABANDONED


def test_good_rows_alone_are_written_when_told_so(loaded, sheet):
    path = sheet("甲化工有限公司,危险化学品,梧桐镇,,", "乙公司,没有的行业,梧桐镇,,")

    told = run(enterprises, "import", path, "--yes", "--only-good")

    assert told.exit_code == 0, told.output
    assert [each.name for each in Enterprise.objects.all()] == ["甲化工有限公司"]


def test_a_check_writes_nothing(loaded, sheet):
    told = run(enterprises, "import", sheet("甲化工有限公司,危险化学品,梧桐镇,,"), "--yes", "--check")

    assert told.exit_code == 0, told.output
    assert "没有写入" in told.output
    assert not Enterprise.objects.exists()


def test_a_column_can_be_told_and_a_wrong_one_is_wrong_usage(loaded, sheet):
    path = sheet("甲化工有限公司,危险化学品,梧桐镇,,", headings="甲乙丙,丁戊己,乡镇（街道）,地址,统一社会信用代码\n")

    assert run(enterprises, "import", path, "--yes").exit_code == 1
    assert run(enterprises, "import", path, "--yes", "--column", "行业=没有").exit_code == 2
    told = run(enterprises, "import", path, "--yes", "--column", "单位名称=甲乙丙", "--column", "行业=丁戊己")

    assert told.exit_code == 0, told.output
    assert Enterprise.objects.count() == 1


def test_without_a_city_there_is_no_import(sheet):
    told = run(enterprises, "import", sheet("甲化工有限公司,危险化学品,梧桐镇,,"))

    assert told.exit_code == 1
    assert "city load" in told.output

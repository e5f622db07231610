"""Letters of responsibility: drawn up for a level at once, signed by each side's own hand, owed until then."""

import io
from datetime import timedelta

import pytest
from pypdf import PdfReader

from sanze.foundation.identity import commands as identity
from sanze.foundation.moment import today
from sanze.foundation.scope.actor import INSTALLER
from sanze.know.letters.models import Letter
from sanze.know.letters.tests import factories as make
from sanze.perform.duties.models import Obligation
from tests import cast
from tests.journeys.conftest import PASSWORD
from tests.journeys.things import photograph, rows_of

pytestmark = pytest.mark.capability("K4")


@pytest.fixture(scope="module")
def town(city, people) -> cast.City:
    """The city with a village head, a west chief, and a mine's principal."""
    people["west_chief"] = cast.role(
        "qian", "钱一", kind="township_chief", unit="西镇安监站", title="站长", area=cast.WEST
    )
    people["head"] = cast.role("cun", "孙村", kind="village_head", unit="桥头村", title="主任", area=cast.EAST_VILLAGE)
    people["principal"] = cast.role(
        "laoban", "高矿", kind="enterprise_head", unit="东山煤矿", title="矿长", area="", party_id=city.mine.pk
    )
    for number in (1, 2):
        make.cell(number)
    return city


def signs(person, word: str, password: str = PASSWORD) -> None:
    """Type the password and press."""
    person.fills({"登录密码": password})
    person.presses(word)


def test_the_city_draws_a_level_up_and_signs_it_all_under_one_confirmation(as_, town):
    office = as_("committee")

    office.opens("/letters/progress/")
    office.presses("下发责任书")
    office.fills({"层级": "市与乡镇：乡镇（街道）安全生产目标责任书"})
    office.presses("下发责任书")
    office.sees("年度责任书签订进度", "市与乡镇")
    office.presses("批量签发")
    office.sees("共 2 份，逐份列明", "市与乡镇：东镇", "市与乡镇：西镇")
    signs(office, "批量签发责任书", "wrong-Password-1")
    office.sees("当前密码不正确", "再错")
    assert set(Letter.objects.values_list("state", flat=True)) == {"drawn"}
    signs(office, "批量签发责任书")

    assert list(Letter.objects.values_list("template", "state").distinct()) == [("city-township", "offered")]
    office.presses("下发责任书")
    office.fills({"层级": "市与乡镇：乡镇（街道）安全生产目标责任书"})
    office.presses("下发责任书")
    assert Letter.objects.count() == 2


def test_the_township_signs_its_letter_once_and_the_document_can_be_printed(as_, town):
    chief, west = as_("chief"), as_("west_chief")
    letter = Letter.objects.get(template="city-township", area_code=cast.EAST)

    chief.opens("/duties/?state=open")
    chief.sees("签订乡镇（街道）安全生产目标责任书")
    chief.opens("/")
    chief.sees("待签订责任书 1")
    chief.follows(str(letter))
    chief.sees("安监站人员、经费、装备", "不高于100%", "乡镇（街道）每周排查")
    chief.presses("签订责任书")
    signs(chief, "签订责任书")
    chief.sees("已签订", "登录密码确认", "陈静")
    number = chief.main.get_by_role("region", name="文书").get_by_role("link").first.inner_text()
    chief.follows(number)
    printed = chief.page.request.get(chief.main.get_by_role("link", name="打开 PDF 打印").get_attribute("href"))
    text = "".join("".join(each.extract_text() for each in PdfReader(io.BytesIO(printed.body())).pages).split())
    assert number in text
    assert "登录密码确认" in text

    assert chief.opens(f"/letters/{letter.pk}/sign/") == 200
    chief.fills({"登录密码": PASSWORD})
    chief.presses("签订责任书")
    chief.sees("已经签订，不必重复签字")
    assert west.opens(letter.get_absolute_url()) == 404
    assert west.gets(f"/letters/{letter.pk}/sign/") == 404
    assert letter.signatures.count() == 2
    assert Obligation.objects.get(code="letters.sign", subject=f"letters.letter:{letter.pk}").discharged_on == today()


def test_a_township_draws_up_its_own_level_and_neither_the_citys_nor_its_neighbours(as_, town):
    chief = as_("chief")
    chief.opens("/letters/progress/")
    chief.presses("下发责任书")
    levels = chief.main.get_by_label("层级").locator("option").all_inner_texts()
    assert not [each for each in levels if each.startswith("市与")]
    chief.fills({"层级": "乡镇与村：村（社区）安全生产目标责任书"})
    chief.presses("下发责任书")
    assert Letter.objects.get(template="township-village").area_code == cast.EAST_VILLAGE

    assert chief.gets(f"/letters/at/{make.area(cast.WEST).pk}/issue/") == 404
    assert chief.gets(f"/letters/at/{make.area(cast.COUNTY).pk}/issue/") == 404
    chief.presses("批量签发")
    signs(chief, "批量签发责任书")


def test_nobody_signs_for_the_village_and_its_head_signs_for_himself(as_, town):
    letter = Letter.objects.get(template="township-village")
    chief, office, head = as_("chief"), as_("committee"), as_("head")
    for other in (chief, office):
        other.opens(letter.get_absolute_url())
        other.sees("待签订")
        assert other.main.get_by_role("link", name="签订责任书", exact=True).count() == 0
        other.opens(f"/letters/{letter.pk}/sign/")
        signs(other, "签订责任书")
        other.sees("不能代签")
    head.opens("/")
    head.sees("待签订责任书 1")
    head.follows(str(letter))
    head.presses("签订责任书")
    signs(head, "签订责任书")
    head.sees("已签订")


def test_the_grid_worker_signs_every_cell_at_once(as_, town):
    head, village = as_("head"), as_("village")
    head.opens(f"/letters/at/{make.area(cast.EAST_VILLAGE).pk}/issue/")
    head.fills({"层级": "村与网格：网格安全监管责任书"})
    head.presses("下发责任书")
    head.presses("批量签发")
    signs(head, "批量签发责任书")

    village.opens("/")
    village.sees("待签订责任书 2")
    village.opens("/letters/sign_all/")
    village.sees("共 2 份")
    signs(village, "批量签订责任书")

    states = Letter.objects.filter(template="village-cell").values_list("state", flat=True)
    assert list(states) == ["signed", "signed"]


def test_an_enterprise_commits_itself_by_its_principal_or_by_the_scan_of_the_paper(as_, town, tmp_path):
    office, principal, west_manager = as_("committee"), as_("principal"), as_("west_manager")
    office.opens("/letters/progress/")
    office.presses("下发责任书")
    office.fills({"层级": "企业承诺：企业法定代表人安全生产承诺书"})
    office.presses("下发责任书")

    principal.opens(town.mine.get_absolute_url())
    principal.follows("企业法定代表人安全生产承诺书")
    principal.sees("本人作为东山煤矿的法定代表人")
    principal.presses("签订责任书")
    signs(principal, "签订责任书")
    principal.sees("已签订")

    west_manager.opens("/")
    west_manager.sees("待签订责任书 1")
    west_manager.opens("/letters/")
    west_manager.misses("东山煤矿")
    west_manager.follows("西河加油站")
    west_manager.presses("签订责任书")
    signs(west_manager, "签订责任书")
    west_manager.sees("请上传照片或文件")
    west_manager.fills({"签字盖章的扫描件或者照片": photograph(tmp_path), "登录密码": PASSWORD})
    west_manager.presses("签订责任书")
    west_manager.sees("已签订", "纸质签字扫描")


def test_the_issuing_side_puts_a_signed_paper_on_record(as_, town, tmp_path):
    office = as_("committee")
    letter = Letter.objects.get(template="city-township", area_code=cast.WEST)
    office.opens(letter.get_absolute_url())
    office.presses("登记纸质签订")
    office.fills({"责任方签字人": "钱一"})
    office.presses("登记纸质签订")
    office.sees("请上传照片或文件")
    office.fills({"责任方签字人": "钱一", "签字盖章的扫描件或者照片": photograph(tmp_path)})
    office.presses("登记纸质签订")

    office.sees("已签订", "纸质签字扫描（冯涛 登记）")


def test_the_progress_says_the_same_on_the_screen_and_in_the_sheet_and_opens_its_letters(as_, town):
    office = as_("committee")
    office.opens("/letters/progress/")
    row = office.main.locator("tfoot tr")
    told = row.locator("td").all_inner_texts()
    assert "2/2" in told[3]
    file = office.downloads("导出 Excel")
    sheet = rows_of(file.path())
    total = next(line for line in sheet if line[0] == "合计")
    head = next(line for line in sheet if line[0] == "单位")
    assert total[head.index("市与乡镇已签订")] == "2"
    assert total[head.index("乡镇与村应签")] == "3"

    row.locator("td").nth(4).get_by_role("link").click()
    office.sees("东镇", "西镇", "已签订")
    assert office.main.locator("#ledger-table tbody tr").count() == 2


def test_the_new_holder_of_a_village_post_signs_anew(as_, town, people, sessions):
    letter = Letter.objects.get(template="township-village")
    heir = identity.register_person(INSTALLER, None, username="xinren", name="辛仁")
    holding = people["head"].person.holdings.get()
    office = as_("committee")
    stand_in = identity.appoint_deputy(
        INSTALLER, people["head"].post, person_id=people["village"].person.pk, on=today(), until=today() + timedelta(3)
    )
    identity.confirm(INSTALLER, stand_in)
    identity.release(INSTALLER, holding, on=today() + timedelta(days=1), reason="换届")
    follows = today() + timedelta(days=1)
    identity.confirm(INSTALLER, identity.appoint(INSTALLER, people["head"].post, person_id=heir.pk, on=follows))

    office.opens(letter.get_absolute_url())
    office.sees("待补签", "岗位换人，须由现任人员补签")
    office.opens("/letters/progress/")
    office.sees("补 1")
    owed = Obligation.objects.get(code="letters.sign", subject=f"letters.letter:{letter.pk}")
    assert owed.discharged_on is None

"""The whole loop of a danger on its pages, as the people of two townships and an enterprise go through it."""

import io
from datetime import timedelta

import pytest
from playwright.sync_api import expect
from pypdf import PdfReader

from sanze.foundation.moment import today
from sanze.perform.dangers.models import Danger
from sanze.perform.dangers.tests import factories as make
from tests.journeys.things import photograph, rows_of

pytestmark = pytest.mark.capability("P3")


def titles(person) -> list[str]:
    """The titles of the dangers on the ledger's page, in order."""
    return person.main.locator("#ledger-table tbody td.wide").all_inner_texts()


def whose_desk(task: str, *people):
    """The one person on whose workbench the task lies; its page stays open. Which of a station's posts is dealt out."""
    for person in people:
        person.opens("/")
    [found] = [each for each in people if each.main.get_by_role("link", name=task, exact=True).count()]
    return found


def test_a_danger_goes_from_the_grid_worker_to_its_end_and_every_step_stands_on_its_timeline(as_, city, tmp_path):
    village, manager, chief, station = as_("village"), as_("manager"), as_("chief"), [as_("officer"), as_("second")]
    first_due, asked_due = today() + timedelta(days=10), today() + timedelta(days=20)

    village.opens("/")
    village.presses("上报隐患")
    village.fills({"单位": "东山"})
    village.presses("查找")
    village.presses("上报隐患：东山煤矿")
    village.fills({"来源": "网格巡查", "隐患": "筛分车间临边护栏缺失", "部位": "筛分车间二层"})
    village.fills({"照片": photograph(tmp_path)})
    village.presses("上报隐患")
    village.sees("筛分车间临边护栏缺失", "待定级", "发现时")
    page = village.page.url

    officer = whose_desk("核定隐患等级：筛分车间临边护栏缺失", *station)
    [second] = [each for each in station if each is not officer]
    officer.follows("核定隐患等级：筛分车间临边护栏缺失")
    officer.presses("隐患定级")
    officer.fills({"等级": "一般隐患", "定级理由": "局部缺失，已拉警戒线"})
    officer.presses("隐患定级")
    officer.presses("下达整改指令")
    officer.fills({"整改期限": first_due, "整改措施": "补装护栏并验收", "整改责任人": "吴刚", "计划资金": "0.8"})
    officer.presses("下达整改指令")
    officer.sees("整改中", "补装护栏并验收", str(first_due))

    number = officer.main.get_by_role("region", name="文书表格").get_by_role("link").first.inner_text()
    officer.follows(number)
    officer.sees(f"于{first_due.year}年{first_due.month}月{first_due.day}日前", "东山煤矿")
    printed = officer.page.request.get(officer.main.get_by_role("link", name="打开 PDF 打印").get_attribute("href"))
    text = "".join(each.extract_text() for each in PdfReader(io.BytesIO(printed.body())).pages)
    assert number in text
    assert "筛分车间临边护栏缺失" in text.replace("\n", "")

    manager.opens("/")
    manager.follows("整改隐患：筛分车间临边护栏缺失")
    manager.presses("申请延期")
    manager.fills({"申请延至": asked_due, "延期事由": "设备采购周期", "说明": "护栏构件十二月初到货"})
    manager.presses("申请延期")
    manager.sees("待审批")

    chief.opens("/")
    chief.sees("审批延期")
    officer.opens(page)
    officer.presses("审批")
    officer.sees("护栏构件十二月初到货")
    officer.fills({"审批结果": "准予延期", "准予延至": asked_due, "审批意见": "情况属实"})
    officer.presses("审批延期")
    officer.opens(page)
    officer.sees(f"{asked_due}", "已准予")
    expect(officer.main.get_by_role("region", name="延期记录")).to_contain_text(str(first_due))

    manager.opens(page)
    manager.presses("报告整改完成")
    manager.presses("报告整改完成")
    manager.sees("请上传照片或文件")
    manager.fills({"整改情况": "护栏已补装", "实际资金": "0.75", "整改后照片或者文件": photograph(tmp_path)})
    manager.presses("报告整改完成")
    manager.sees("待复查", "整改后")

    officer.opens(page)
    officer.presses("复查退回")
    officer.fills({"理由": "高度不足 1.2 米", "新的整改期限": first_due})
    officer.presses("复查退回")
    officer.sees("整改中", "高度不足 1.2 米")

    manager.opens(page)
    manager.presses("报告整改完成")
    manager.fills({"整改情况": "护栏加高到 1.2 米", "整改后照片或者文件": photograph(tmp_path)})
    manager.presses("报告整改完成")

    second.opens(page)
    second.presses("复查销号")
    second.fills({"复查意见": "现场实测 1.2 米，已消除", "复查照片或者文件": photograph(tmp_path)})
    second.presses("复查销号")
    second.sees("已销号", "复查时")

    steps = second.main.locator(".timeline-head b").all_inner_texts()
    assert steps == [
        "复查销号", "报告整改完成", "复查退回", "报告整改完成", "审批延期", "申请延期",
        "下达整改指令", "隐患定级", "上报隐患",
    ]  # fmt: skip
    second.sees(f"整改期限：{asked_due}（原为 {first_due}）")


def test_a_major_danger_is_reported_twice_and_planned_before_it_may_be_closed(as_, city, tmp_path):
    danger = make.ordered(city, major=True, title="主扇停风后没有撤人")
    manager, officer = as_("manager"), as_("officer")

    manager.opens(danger.get_absolute_url())
    manager.presses("报告整改完成")
    manager.fills({"整改情况": "已恢复", "整改后照片或者文件": photograph(tmp_path)})
    manager.presses("报告整改完成")
    manager.sees("重大隐患须先提交治理方案")

    manager.presses("返回")
    manager.presses("提交治理方案")
    manager.fills(
        {
            "治理目标和任务": "恢复可靠通风",
            "方法和措施": "更换备用主扇",
            "经费": "12",
            "负责机构和人员": "机电科吴刚",
            "安全措施和应急预案": "停风即断电撤人",
        }
    )
    manager.presses("提交治理方案")
    manager.presses("报告整改完成")
    manager.fills({"整改情况": "备用主扇已更换", "整改后照片或者文件": photograph(tmp_path)})
    manager.presses("报告整改完成")

    officer.opens(danger.get_absolute_url())
    officer.sees("还不能销号：重大隐患未向主管部门报告；重大隐患未向职工大会或者职工代表大会报告")
    officer.presses("复查销号")
    officer.fills({"复查意见": "已消除", "复查照片或者文件": photograph(tmp_path)})
    officer.presses("复查销号")
    officer.sees("还不能销号", "重大隐患未向主管部门报告")

    manager.opens(danger.get_absolute_url())
    manager.presses("重大隐患双报告")
    manager.fills({"向主管部门报告日期": today(), "向职工大会报告日期": today()})
    manager.presses("重大隐患双报告")

    officer.opens(danger.get_absolute_url())
    officer.misses("还不能销号")
    officer.presses("复查销号")
    officer.fills({"复查意见": "已消除", "复查照片或者文件": photograph(tmp_path)})
    officer.presses("复查销号")
    officer.sees("已销号")


def test_an_enterprise_finds_no_way_to_close_its_own_danger(as_, city):
    danger = make.rectified(city, title="消防通道堆放木料")
    manager = as_("manager")

    manager.opens(danger.get_absolute_url())
    expect(manager.main.locator(".actionbar")).to_have_count(0)

    for act in ("close", "send_back", "grade", "order", "dismiss", "reopen"):
        assert manager.opens(f"/dangers/{danger.pk}/{act}/") == 403
    danger.refresh_from_db()
    assert danger.state == "rectified"


def test_the_neighbour_sees_none_of_it_at_any_address(as_, city):
    danger = make.rectified(city, title="氧气瓶与乙炔瓶混放")
    officer, west = as_("officer"), as_("west")
    officer.opens(danger.get_absolute_url())
    officer.sees("氧气瓶与乙炔瓶混放")
    links = officer.page.locator("main a[href^='/']").evaluate_all("all => all.map(each => each.getAttribute('href'))")
    own = {each for each in links if f"/{danger.pk}/" in each or "/evidence/" in each or "/enterprises/" in each}
    own.remove("/enterprises/") if "/enterprises/" in own else None
    assert len(own) >= 4

    assert {each: west.gets(each) for each in own} == dict.fromkeys(own, 404)
    for address in ("/dangers/", f"/dangers/?q={danger.number}", f"/dangers/?enterprise={city.mine.pk}", "/", "/map/"):
        west.opens(address)
        west.misses("氧气瓶与乙炔瓶混放", danger.number)
    for address in ("/dangers/print/", "/dangers/map/", "/api/v1/ledgers/dangers"):
        answer = west.page.request.get(f"{address}?q={danger.number}")
        assert (answer.status, "氧气瓶" in answer.text()) == (200, False)


def test_the_sheet_and_the_print_are_what_the_screen_shows(as_, city):
    for number, title in enumerate(["安全出口上锁", "灭火器失效", "安全标志褪色"]):
        make.ordered(city, title=title, days=3 + number)
    make.reported(city, title="安全帽破损")
    officer = as_("officer")

    officer.opens("/dangers/")
    officer.fills({"关键词": "安全"}, "form.filters")
    officer.fills({"状态": "整改中"}, "form.filters")
    officer.presses("查询")
    officer.page.get_by_role("columnheader", name="整改期限").get_by_role("link").click()
    expect(officer.main.locator("th[aria-sort=ascending]")).to_have_text("整改期限")
    assert titles(officer) == ["安全出口上锁", "安全标志褪色"]
    officer.page.get_by_role("columnheader", name="整改期限").get_by_role("link").click()
    expect(officer.main.locator("th[aria-sort=descending]")).to_have_text("整改期限")
    shown = titles(officer)
    assert shown == ["安全标志褪色", "安全出口上锁"]

    officer.page.reload()
    file = officer.downloads("导出 Excel")
    sheet = rows_of(file.path())
    headings = officer.main.locator("#ledger-table th").all_inner_texts()
    cells = [row.locator("td").all_inner_texts() for row in officer.main.locator("#ledger-table tbody tr").all()]
    assert sheet[2] == ["序号", *(each.strip() for each in headings)]
    assert [row[1:] for row in sheet[3:]] == [[each.strip() for each in row] for row in cells]
    assert file.suggested_filename == f"隐患台账{today():%Y%m%d}.xlsx"

    officer.presses("打印台账")
    printed = officer.page.locator("table.paper-table tbody tr")
    expect(printed).to_have_count(2)
    assert [row.locator("td").nth(4).inner_text() for row in printed.all()] == shown


def test_a_repeated_danger_is_pointed_out_while_it_is_reported(as_, city):
    danger = make.ordered(city, title="皮带机尾没有防护罩")
    village = as_("village")

    village.opens(f"/dangers/at/{city.mine.pk}/report/")
    village.fills({"隐患": "皮带机尾没有防护罩"})
    village.sees("这家单位有相似隐患，请核对是否重复")
    again = f"再次发生：皮带机尾没有防护罩（整改中，{danger.found_on} 发现）"
    village.fills({"这家单位有相似隐患，请核对是否重复": again})
    village.presses("上报隐患")

    village.sees("再次发生，前次为")
    assert Danger.objects.latest("pk").repeat_of_id == danger.pk

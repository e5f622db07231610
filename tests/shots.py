"""Pictures of the main pages, desktop and telephone, of the demonstration city: `make shots` writes them to shots/.

The city is built in a server of its own that goes with the run. With SANZE_SHOTS_ADDRESS the pictures are taken
of a platform that runs already, with its demonstration city.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path

import django
from playwright.sync_api import Browser, Page

from sanze.foundation.database.ephemeral import ephemeral
from sanze.foundation.database.settings import ADDRESS
from tests.browser import DESK, PHONE, ROOT, chromium, missing, opened, sign_in, until_drawn
from tests.journeys.factor import bind_factor
from tests.journeys.running import free_port, served

FOLDER = ROOT / "shots"
GIVEN = "SANZE_SHOTS_ADDRESS"
SANZE = [sys.executable, "-m", "sanze.cli.main"]

# Who is looked over the shoulder, and at which pages: name of the picture → address. What stands behind `>` is
# followed: the first record of the list, and then the button named, so a picture shows whatever the city holds.
LOOKS = {
    "anweiban": {
        "工作台": "/", "一张图": "/map/", "辖区": "/areas/", "辖区详情": "/areas/>", "企业": "/enterprises/",
        "企业导入": "/enterprises/import/", "标准库": "/standards/", "检查项": "/standards/items/CM-07/",
        "隐患台账": "/dangers/", "检查台账": "/visits/", "公文台账": "/documents/", "履责台账": "/duties/",
        "条款实况": "/duties/clauses/", "制度": "/system/regimes/", "制度详情": "/system/regimes/>",
        "制度预演": "/system/regimes/rehearse/", "责任覆盖": "/responsibility/",
        "责任空档": "/responsibility/findings/",
        "空档": "/responsibility/findings/>", "消除空档": "/responsibility/findings/>消除空档",
        "三落实": "/responsibility/settled/", "挂牌": "/responsibility/board/",
        "挂牌导入": "/responsibility/board/import/",
        "一岗双责": "/responsibility/duty-lists/", "职责": "/responsibility/duty-lists/>",
        "指定": "/responsibility/assignments/", "打非首办": "/responsibility/first-handlers/",
        "场所": "/places/", "场所详情": "/places/>", "安监站": "/stations/", "安监站详情": "/stations/>",
        "委托": "/delegations/", "委托书": "/delegations/>",
        "执法队伍": "/teams/enforcement/", "队伍": "/teams/enforcement/>",
        "执法人员": "/teams/members/", "巡查小组": "/teams/patrols/", "小组": "/teams/patrols/>",
        "安全乡村": "/villages/", "创建": "/villages/>", "领导小组": "/villages/groups/", "安委会": "/committees/",
        "委员会": "/committees/>", "部门职责": "/committees/duties/", "贯彻措施": "/committees/measures/",
        "责任书进度": "/letters/progress/", "责任书": "/letters/", "责任书详情": "/letters/>",
        "空缺岗位": "/handover/vacancies/", "交接书": "/handover/", "领导走访": "/leaders/rounds/",
        "重点时段": "/key-periods/", "值班": "/key-periods/rota/", "大检查": "/key-periods/inspections/",
    },
    "shizhang": {"工作台": "/", "走访": "/leaders/new/>", "走访记录": "/leaders/>", "条款实况": "/duties/clauses/"},
    "anjian21": {
        "工作台": "/", "一张图": "/map/", "隐患台账": "/dangers/?state=ordered", "隐患": "/dangers/?state=closed>",
        "重大隐患": "/dangers/?major=1>", "定级": "/dangers/?state=reported>隐患定级",
        "下达": "/dangers/?state=graded>下达整改指令", "复查": "/dangers/?state=rectified>复查销号",
        "检查": "/visits/?kind=admin&state=recorded>", "记录检查": "/visits/?state=approved>记录行政检查",
        "企业": "/enterprises/>", "公文": "/documents/>", "消息": "/inbox/", "打印": "/dangers/print/?state=ordered",
        "本岗交接": "/handover/own/", 
        "清点装备": "/stations/>清点安监站装备条件",
    },
    "wangge10": {"工作台": "/", "选择单位": "/visits/new/patrol/", "巡查": "/visits/new/patrol/>记录网格巡查",
                 "上报": "/dangers/new/>上报隐患", "检查台账": "/visits/"},
    "qiye1": {"工作台": "/", "隐患台账": "/dangers/", "本企业": "/enterprises/>", "自查自报": "/dangers/new/",
              "公文台账": "/documents/"},
    "xitong": {"工作台": "/", "人员": "/system/people/", "岗位": "/system/posts/", "岗位详情": "/system/posts/>",
               "限值": "/system/limits/", "后台任务": "/system/jobs/", "个人设置": "/account/"},
    "shenji": {"行为日志": "/system/acts/", "行为": "/system/acts/>"},
}  # fmt: skip
OPEN = {"登录": "/account/sign-in/", "核验": "/verify/", "没有此页": "/no-such-page/"}


def main() -> int:
    """Take every picture; 3 where there is no browser, 1 where a page could not be taken."""
    if lack := missing():
        print(f"✗ {lack}", file=sys.stderr)
        return 3
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sanze.config.settings")
    django.setup()
    password = import_module("sanze.demo.build").PASSWORD
    shutil.rmtree(FOLDER, ignore_errors=True)
    FOLDER.mkdir()
    with demonstration() as address, chromium() as browser:
        lost = [each for who in [None, *LOOKS] for each in _pictures(browser, address, who, password)]
    for each in lost:
        print(f"✗ {each}", file=sys.stderr)
    print(f"✓ {len(list(FOLDER.iterdir()))} 张图片在 {FOLDER.name}/")
    return 1 if lost else 0


@contextmanager
def demonstration() -> Iterator[str]:
    """The address of a platform with the demonstration city."""
    if given := os.environ.get(GIVEN):
        yield given.rstrip("/")
        return
    with tempfile.TemporaryDirectory(prefix="sanze-shots-") as home, ephemeral(fsync=False) as database:
        environment = {**os.environ, ADDRESS: database, "SANZE_HOME": home}
        for step in (["migrate", "--quiet"], ["demo"]):
            subprocess.run([*SANZE, *step], env=environment, check=True, cwd=ROOT)
        with served(environment, free_port(), Path(home) / "web.log") as address:
            yield address


def _pictures(browser: Browser, address: str, who: str | None, password: str) -> list[str]:
    """Every picture of one person, in both sizes; what could not be taken, as sentences."""
    context = opened(browser, address)
    page, lost = context.new_page(), []
    if who:
        sign_in(page, who, password)
        if "/second-factor/" in page.url:
            bind_factor(page)
    for name, place in (LOOKS[who] if who else OPEN).items():
        page.set_viewport_size(DESK)
        if not _reach(page, place):
            lost.append(f"{who or '公众'} {name}: {place}")
            continue
        for size, word in ((DESK, "桌面"), (PHONE, "手机")):
            page.set_viewport_size(size)
            until_drawn(page)
            page.screenshot(path=FOLDER / f"{who or 'gongzhong'}-{name}-{word}.png")
    lost += context.faults
    context.close()
    return lost


def _reach(page: Page, place: str) -> bool:
    """Open an address and follow what stands behind `>`; False where there is nothing to follow."""
    path, onward, button = place.partition(">")
    page.goto(path)
    if not onward:
        return True
    main = page.locator("main")
    if button and _followed(page, main.get_by_role("link", name=button)):
        return True
    if not _followed(page, main.locator("tbody a")):
        return False
    return not button or _followed(page, main.get_by_role("link", name=button, exact=True))


def _followed(page: Page, links) -> bool:
    if not links.count():
        return False
    page.goto(links.first.get_attribute("href"))
    return True


if __name__ == "__main__":
    sys.exit(main())

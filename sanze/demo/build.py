"""The demonstration city, whole: the same each time for the same last day."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from random import Random

from django.contrib.auth.hashers import make_password

from sanze.demo.bulk import enter_dangers, enter_enterprises
from sanze.demo.firms import build_firms
from sanze.demo.first_mine import FirstMine
from sanze.demo.history import History
from sanze.demo.key_periods import KeyPeriods
from sanze.demo.land import build_land
from sanze.demo.leadership import Leadership
from sanze.demo.offices import Appointments, Offices
from sanze.demo.planting import Planted, Planting
from sanze.demo.powers import entrust_powers, take_one_back
from sanze.demo.promises import Promises, change_hands, go_on_leave
from sanze.demo.registers import Registers
from sanze.demo.spots import register_places
from sanze.demo.words import COUNTY_TOWNSHIPS, TOWNSHIPS, Words
from sanze.foundation.moment import SHANGHAI, fixed, today
from sanze.foundation.regime import commands as regime
from sanze.foundation.regime.reading import packaged, read
from sanze.foundation.scope.actor import INSTALLER
from sanze.know.jurisdictions.models import Area
from sanze.perform.duties.commands.creating import keep_up
from sanze.perform.duties.commands.sweeping import fold, sweep_until

PASSWORD = "Yunhe@2026demo"
SEED, LATECOMERS = 20261124, 20260112

Progress = Callable[[str, int, int], None]


@dataclass(frozen=True)
class Login:
    """A way into the demonstration, to be printed."""

    role: str
    username: str
    password: str = PASSWORD


LOGINS = [
    Login("安委办主任", "anweiban"),
    Login("应急管理局科长", "yingji1"),
    Login("应急管理局执法员", "yingji2"),
    Login("青石镇安监站站长", "zhan2"),
    Login("青石镇安监员", "anjian21"),
    Login("望江镇安监员（看不到青石镇）", "anjian31"),
    Login("村网格员", "wangge10"),
    Login("企业安全管理员", "qiye1"),
    Login("企业主要负责人", "kuangzhang1"),
    Login("村委会主任", "cunzhang1"),
    Login("分管副市长", "shizhang"),
    Login("应急管理局副局长", "yingjiju"),
    Login("专家", "zhuanjia"),
    Login("系统管理员（需动态口令）", "xitong"),
    Login("安全管理员（需动态口令）", "anquan"),
    Login("审计管理员（需动态口令）", "shenji"),
]


@dataclass(frozen=True)
class Scale:
    """How large the city is.

    townships: code suffix, name, number of villages. cells: how many a village may have. firms: enterprises whose
    life is played day by day, for `days` days. more_firms, dangers: what is entered in batches beside them.
    """

    townships: list[tuple[str, str, int]]
    cells: tuple[int, ...]
    firms: int = 300
    days: int = 91
    more_firms: int = 0
    dangers: int = 0


CITY = Scale(TOWNSHIPS, (3, 4, 4, 5))
COUNTY_WIDE = Scale(COUNTY_TOWNSHIPS, (10,), more_firms=19_700, dangers=1_000_000)
SCALES = {"city": CITY, "county": COUNTY_WIDE}


class NotEmpty(RuntimeError):
    """The database already holds a city; the demonstration goes into an empty one only."""


def built() -> bool:
    """Whether a city is there already."""
    return Area.objects.exists()


def build_city(progress: Progress = lambda what, done, of: None, scale: Scale = CITY) -> list[Planted]:
    """Build the demonstration city in an empty database, by commands; returns its planted faults. Raises NotEmpty."""
    if built():
        raise NotEmpty
    random = Random(SEED)
    words = Words(random)
    begin = today() - timedelta(days=scale.days)
    opening = datetime.combine(begin.replace(month=1, day=1), time(9), SHANGHAI)
    with fixed(opening):
        progress("施行制度", 0, 1)
        regime.enforce(INSTALLER, None, content=_regime_from(begin), on=opening.date())
        progress("划分辖区与网格", 0, 1)
        land = build_land(random, words, opening.date(), scale.townships, scale.cells)
        progress("企业建档", 0, 1)
        firms = build_firms(random, words, land, opening.date(), scale.firms)
    password = make_password(PASSWORD)
    people = Appointments(random, words, opening.date(), password)
    offices = _people(people, land, firms, progress)
    entrust_powers(offices, opening, today())
    register_places(land, firms, opening)
    progress("签订责任书", 0, 1)
    # People of their own dice, so that the quarter's life stays as it is.
    others = Appointments(Random(LATECOMERS), Words(Random(LATECOMERS)), opening.date(), password, certificates=900)
    Promises(others, offices, land, opening.date()).play()
    empty = change_hands(others, offices, begin)
    leadership = Leadership(Random(SEED + 1), others, offices, firms, opening.date())
    leadership.appoint([(plot.code, plot.name) for plot in land.townships])
    with fixed(opening):
        progress("挂牌包保", 0, 1)
        leadership.list_all()
        leadership.prove()
        enter_enterprises(random, land, opening.date(), scale.more_firms, progress)
        enter_dangers(random, offices, begin, scale.dangers, progress)
    end = datetime.combine(today(), time(8, 30), SHANGHAI)
    history = History(random, offices, firms, begin, end)
    history.beside += [KeyPeriods(history).plan_day, FirstMine(history, firms[0]).plan_day]
    history.play(lambda done, of: progress("一个季度的日常监管", done, of))
    take_one_back(offices, end)
    progress("登记队伍、安监站、安全乡村和安委会", 0, 1)
    Registers(offices, opening, end).fill(land, firms)
    with fixed(end):
        go_on_leave(offices)
        planted = Planting(leadership, land, firms, empty).plant()
        leadership.prove()
    progress("生成履责事项", 0, 1)
    keep_up(today())
    sweep_until(today())
    fold()
    return planted


def _regime_from(begin: date) -> dict:
    """The opinion, whose recurring duties are counted from the day on which the city began to use the platform."""
    content = read(packaged("yunhe-2026")).model_dump(mode="json")
    for duty in content["duties"]:
        if duty["cadence"]["every"] or duty["cadence"]["step"]:
            duty["begins"] = duty["begins"] or begin.isoformat()
    # Patrol teams are named by papers here, so that the proof may ask for all five.
    content["responsibilities"]["patrol_team"]["awaits"] = ""
    return content


def _people(people: Appointments, land, firms, progress: Progress) -> Offices:
    """Everybody is registered today, with a password that is valid from today, to posts held since the opening."""
    offices = Offices()
    people.county(offices)
    for number, plot in enumerate(land.townships, start=1):
        people.township(offices, plot.code, plot.name, number)
    for number, plot in enumerate(land.villages, start=1):
        people.village(offices, plot.code, plot.name, number)
    for number, firm in enumerate(firms, start=1):
        people.firm(offices, firm, number)
        progress("人员到岗", number, len(firms))
    return offices

"""The registers of the demonstration city: stations, teams, safe villages, committees, each as far as it has come."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from random import Random

from sanze.demo.land import Land
from sanze.demo.offices import DEPARTMENTS, Offices
from sanze.demo.words import COUNTY, Words
from sanze.foundation.moment import fixed
from sanze.foundation.regime.queries import regime
from sanze.know.committees import commands as committees
from sanze.know.jurisdictions.models import Area
from sanze.know.parties.models import Enterprise
from sanze.know.standards.checklists import checklist
from sanze.know.stations import commands as stations
from sanze.know.stations.models import Station
from sanze.know.teams.commands import enforcement, patrols
from sanze.know.teams.models import PatrolTeam
from sanze.know.villages import commands as villages
from sanze.know.villages.models import Creation

MAJORS = ["采矿工程", "安全工程", "化学工程", "机电工程", "消防工程", "建筑工程", "法学"]
PATROLS = [("coal", "煤矿"), ("underground", "非煤矿山"), ("tailings", "尾矿库"), ("hazchem", "危险化学品")]
CITY_SEATS = [
    ("chair", "云河市人民政府", "市长", "全面负责全市安全生产工作"),
    ("executive", "云河市人民政府", "常务副市长", "协助主任，负责综合协调"),
    ("vice", "云河市人民政府", "分管副市长", "分管安全生产综合监管"),
    ("office", "应急管理局", "局长", "主持安委会办公室日常工作"),
    ("member", "公安局", "副局长", "道路交通、民爆物品安全"),
    ("member", "自然资源局", "副局长", "打击非法采矿"),
    ("member", "教育局", "副局长", "学校、校车安全"),
]
INDUSTRY = [
    ("煤矿安全生产委员会", ["coal"], "应急管理局", "煤矿安全监管科"),
    ("非煤矿山安全生产委员会", ["underground", "openpit", "tailings"], "应急管理局", "非煤矿山监管科"),
    ("危险化学品安全生产委员会", ["hazchem", "pharma", "fireworks"], "应急管理局", "危化监管科"),
    ("建筑施工安全生产委员会", ["construction", "gas"], "住房和城乡建设局", "质量安全科"),
    ("道路交通安全生产委员会", ["transport", "schoolbus"], "交通运输局", "安全监督科"),
]
DUTIES = [
    "贯彻执行安全生产法律法规和标准",
    "按照“三管三必须”监督检查本行业领域生产经营单位",
    "排查治理本行业领域重大事故隐患",
    "组织本行业领域宣传教育和应急演练",
    "依法查处安全生产违法行为",
]
MEASURES = "分片包干、逐日巡查、逐月排查，责任落实到岗到人"


class Registers:
    """Who keeps the registers, and the days between which they are filled."""

    def __init__(self, offices: Offices, opening: datetime, end: datetime):
        # Chance of its own, so that the rest of the city stays as it was.
        self.random = Random(2026)
        self.words = Words(self.random)
        self.offices, self.opening, self.end = offices, opening, end
        self.committee = offices.committee[0].actor

    def fill(self, land: Land, firms: list[Enterprise]) -> None:
        """Set everything up on the opening day, and bring it as far as it is on the last morning."""
        day = self.opening.date()
        with fixed(self.opening):
            self._committees(day)
            self._stations_established(day)
            self._teams(day)
            self._patrols(day, firms)
            self._groups(land, day)
        with fixed(self.end):
            self._stations_counted(self.end.date())
            self._patrols_reported(self.end.date())
            self._villages(land, self.end.date())
            self._measures(self.end.date() - timedelta(days=120))

    def _committees(self, day: date) -> None:
        county = Area.objects.get(code=COUNTY)
        city = committees.found(
            self.committee, county, kind="city", name="云河市安全生产委员会", led_by="应急管理局", office="综合协调科",
            paper=f"云政办发〔{day.year}〕2号", on=day,
        )  # fmt: skip
        for role, unit, title, duties in CITY_SEATS:
            self._seat(city, role, unit, title, duties, day)
        for number, (name, industries, lead, office) in enumerate(INDUSTRY, start=3):
            made = committees.found(
                self.committee, county, kind="industry", name=name, industries=industries, led_by=lead, office=office,
                paper=f"云政办发〔{day.year}〕{number}号", on=day,
            )  # fmt: skip
            self._seat(made, "chair", "云河市人民政府", "分管副市长", "统筹本行业领域安全生产", day)
            self._seat(made, "executive", lead, "局长", "负责委员会日常工作", day)
            if number < 6:
                self._seat(made, "office", lead, "科长", "承担办公室职责，综合协调", day)
        for number, (_, name, _) in enumerate(DEPARTMENTS, start=1):
            committees.set_duties(
                self.committee, county, department=name, items=DUTIES, basis=f"云安委〔{day.year}〕{number}号", on=day
            )

    def _seat(self, committee, role: str, unit: str, title: str, duties: str, day: date) -> None:
        name = self._name()
        committees.seat(self.committee, committee, role=role, name=name, unit=unit, title=title, duties=duties, on=day)

    def _name(self) -> str:
        return self.words.person()

    def _stations_established(self, day: date) -> None:
        areas = Area.objects.in_bulk(list(self.offices.chiefs), field_name="code")
        for number, (code, chief) in enumerate(sorted(self.offices.chiefs.items()), start=1):
            paper = f"云编发〔{day.year}〕{number}号"
            stations.establish(
                self.committee, areas[code], name=chief.post.unit, authorised=4 + number % 3, paper=paper, on=day
            )

    def _stations_counted(self, day: date) -> None:
        enough = {each.code: each.quantity for _, each in checklist("station").items()}
        for number, station in enumerate(Station.objects.order_by("area_code")):
            chief = self.offices.chiefs[station.area_code].actor
            short = self.random.sample(sorted(enough), k=(0, 2, 5, 0, 9, 14)[number % 6])
            stations.count(chief, station, counts=enough | dict.fromkeys(short, 0), on=day)
            budgeted = Decimal(8 + 2 * (number % 4))
            paid = budgeted if number % 3 else budgeted / 2
            stations.fund(
                chief, station, year=day.year, budgeted=budgeted, paid=paid, paper=f"乡镇预算〔{day.year}〕1号"
            )
            fresh = Station.objects.get(pk=station.pk)
            if not short:
                stations.report_ready(chief, fresh, on=day)
            if paid == budgeted:
                stations.report_funded(chief, fresh, year=day.year, on=day)

    def _teams(self, day: date) -> None:
        county = Area.objects.get(code=COUNTY)
        checks = list(regime().lists["teams.recruitment_checks"])
        last = self.end.date()
        for number, (stem, name, _) in enumerate(DEPARTMENTS, start=1):
            actor = self.offices.departments[stem][0].actor
            team = enforcement.establish(
                actor, county, department=name, name=f"{name}执法大队", authorised=8 + number, on=day,
                paper=f"云编发〔{day.year}〕{20 + number}号",
            )  # fmt: skip
            for each in range(5 + number):
                professional = self.random.random() < 0.55
                until = last + timedelta(days=self.random.choice([-20, 25, 400, 700, 1000]))
                certified = self.random.random() < 0.85
                enforcement.enlist(
                    actor, team, name=self._name(), checks=checks, on=day, full_time=each > 0,
                    professional=professional, major=self.random.choice(MAJORS) if professional else "",
                    certificate_no=f"云执{number}{each:03d}" if certified else "",
                    certificate_until=until if certified else None,
                )  # fmt: skip

    def _patrols(self, day: date, firms: list[Enterprise]) -> None:
        actor, county = self.offices.departments["yingji"][0].actor, Area.objects.get(code=COUNTY)
        seats = regime().lists["teams.patrol_seats"]
        for number, (industry, title) in enumerate(PATROLS):
            team = patrols.form_patrol(
                actor, county, department="应急管理局", name=f"{title}五人巡查小组", industry=industry, on=day,
                paper=f"云安委〔{day.year}〕{10 + number}号",
            )  # fmt: skip
            for seat in seats[: 5 - number % 3]:
                patrols.fill_seat(actor, team, seat=seat, name=self._name(), on=day)
            budgeted = Decimal(40)
            paid = budgeted if number % 2 == 0 else Decimal(22)
            patrols.fund_patrol(actor, team, budgeted=budgeted, paid=paid, paper=f"云财预〔{day.year}〕9号")
            for firm in [each for each in firms if each.industry == industry][:6]:
                patrols.cover(actor, team, enterprise_id=firm.pk, on=day)

    def _patrols_reported(self, day: date) -> None:
        actor = self.offices.departments["yingji"][0].actor
        for team in PatrolTeam.objects.order_by("pk"):
            if not team.empty_seats() and team.paid >= team.budgeted:
                patrols.report_staffed(actor, team, on=day)

    def _groups(self, land: Land, day: date) -> None:
        areas = Area.objects.in_bulk([each.code for each in land.villages], field_name="code")
        for plot in land.villages[: len(land.villages) * 9 // 10]:
            title = "社区主任" if plot.name.endswith("社区") else "村委会主任"
            members = [[self._name(), "安全员"], [self._name(), "网格员"], [self._name(), "村监委主任"]]
            villages.form_group(
                self.offices.villages[plot.code].actor, areas[plot.code], head=self._name(), head_title=title,
                members=members, paper=f"{plot.name}〔{day.year}〕1号", on=day,
            )  # fmt: skip

    def _villages(self, land: Land, day: date) -> None:
        """Of the first half of the villages some are named, some reviewed, some sent back, some wait."""
        every = checklist("safe_village").codes()
        spare = ["SV-07", "SV-08", "SV-09", "SV-11"]
        areas = Area.objects.in_bulk([each.code for each in land.villages], field_name="code")
        for number, plot in enumerate(land.villages[: len(land.villages) // 2]):
            chief, village = self.offices.chiefs[plot.code[:9]].actor, self.offices.villages[plot.code].actor
            met = every if number % 5 < 2 else [each for each in every if each not in spare[: 2 + number % 3]]
            made = villages.assess(village, areas[plot.code], year=day.year, met=met, on=day)
            if number % 5 == 4:
                continue
            if number % 5 == 3:
                villages.send_back(chief, made, opinion="场所部位底册不全，补齐后再报")
                continue
            villages.review(chief, made, met=met, opinion="现场核查，基本标准必须项符合")
            if number % 5 < 2:
                reviewed = Creation.objects.get(pk=made.pk)
                villages.award(self.committee, reviewed, number=f"云安委〔{day.year}〕{60 + number}号", on=day)

    def _measures(self, day: date) -> None:
        areas = Area.objects.in_bulk(list(self.offices.chiefs), field_name="code")
        for code, chief in sorted(self.offices.chiefs.items())[:4]:
            name = areas[code].name
            committees.file_measures(
                chief.actor, areas[code], unit=chief.post.unit, title=f"{name}贯彻落实安全生产意见实施细则",
                number=f"{name[:2]}政发〔{day.year}〕3号", summary=MEASURES, on=day,
            )  # fmt: skip

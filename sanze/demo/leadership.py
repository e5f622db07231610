"""Leaders of the demonstration city: who is listed for what, and who patrols what calls for it."""

from datetime import date, timedelta
from itertools import cycle
from random import Random

from sanze.demo.offices import DEPARTMENTS, Appointments, Offices, Seat
from sanze.demo.words import COUNTY, COUNTY_NAME
from sanze.foundation.acts import entry
from sanze.foundation.identity.models import Post
from sanze.foundation.moment import today
from sanze.foundation.scope.actor import INSTALLER, Actor
from sanze.know.jurisdictions.models import Area, Level
from sanze.know.parties.models import Enterprise
from sanze.know.responsibility.commands.assigning import assign
from sanze.know.responsibility.commands.listing import add_item, record_licence
from sanze.know.responsibility.commands.proving import prove

PAPER, LISTED_PAPER, PATROL_PAPER = "云政办发〔2026〕2号", "云安委〔2026〕4号", "云安委〔2026〕5号"
LICENCES = {"coal": ("采矿许可证", "自然资源局"), "underground": ("采矿许可证", "自然资源局")}
CHIEFS = {"道": ("主任", "副主任"), "镇": ("镇长", "副镇长"), "乡": ("乡长", "副乡长")}


class Leadership:
    """The posts of leadership, opened beside the offices; then what papers name them for."""

    def __init__(self, random: Random, people: Appointments, offices: Offices, firms: list[Enterprise], on: date):
        self.random, self.people, self.offices, self.on = random, people, offices, on
        self.listed = [each for each in firms if each.listed and each.standing in ("operating", "building")]
        self.leaders: list[Post] = [Post.objects.get(kind="leader")]
        self.bureaus: list[Seat] = []
        self.deputies: dict[str, list[Seat]] = {}

    def appoint(self, townships: list[tuple[str, str]]) -> None:
        """Deputy mayors, heads of departments, leaders of townships, principals of key enterprises."""
        for number, title in enumerate(("市长", "副市长（工业）", "副市长（城建）"), start=1):
            unit = f"{COUNTY_NAME}人民政府"
            seat = self.people.seat(f"lingdao{number}", kind="leader", unit=unit, title=title, area_code=COUNTY)
            self.leaders.append(seat.post)
        mines = {"kind": "department", "unit": "自然资源局", "area_code": COUNTY, "industries": []}
        self.offices.departments["ziran"] = [
            self.people.seat(f"ziran{number}", title=title, certified=True, **mines)
            for number, title in enumerate(("矿管科科长", "执法员", "执法员"), start=1)
        ]
        for stem, name, industries in DEPARTMENTS:
            told = {"unit": name, "title": "副局长", "area_code": COUNTY, "industries": industries}
            self.bureaus.append(self.people.seat(f"{stem}ju", kind="department_leader", **told))
        for number, (code, name) in enumerate(townships, start=1):
            chiefs = CHIEFS[name[-1]]
            unit = f"{name}办事处" if name.endswith("街道") else f"{name}人民政府"
            self.deputies[code] = [
                self.people.seat(f"xiang{number}{each}", kind="township_leader", unit=unit, title=title, area_code=code)
                for each, title in enumerate(chiefs, start=1)
            ]
        headed = set(Post.objects.filter(kind="enterprise_head").values_list("party_id", flat=True))
        for number, firm in enumerate((each for each in self.listed if each.pk not in headed), start=1):
            told = {"unit": firm.name, "title": "主要负责人", "party_id": firm.pk, "area_code": firm.area_code}
            self.people.seat(f"fuzeren{number}", kind="enterprise_head", name=firm.principal, **told)
        unit = f"{COUNTY_NAME}人民政府"
        guest = self.people.seat("guazhi", kind="leader", unit=unit, title="副市长（挂职）", area_code=COUNTY)
        self.visiting = guest.post

    def patrol(self) -> list[Seat]:
        """The five who patrol what calls for it, one of each department."""
        return [self.offices.departments[stem][-1] for stem, _, _ in DEPARTMENTS]

    def list_all(self) -> None:
        """City leaders for townships and key enterprises, heads of departments, township leaders for villages."""
        committee = self.offices.committee[0].actor
        turn = cycle(self.leaders)
        for area in Area.objects.filter(level=Level.TOWNSHIP).order_by("code"):
            self._name(committee, next(turn), "township_leader", area, PAPER)
        for code, seats in self.deputies.items():
            villages = Area.objects.filter(level=Level.VILLAGE, code__startswith=code).order_by("code")
            for village, seat in zip(villages, cycle(seats), strict=False):
                self._name(committee, seat.post, "village_leader", village, PAPER)
        for firm in self.listed:
            leader = self.visiting if firm == self.listed[-1] else next(turn)
            self._name(committee, leader, "listed_city_leader", firm, LISTED_PAPER)
            bureau = next(each for each in self.bureaus if firm.industry in each.post.industries)
            self._name(committee, bureau.post, "listed_department_leader", firm, LISTED_PAPER)
        for firm in self.listed:
            if firm.industry in LICENCES:
                permit, unit = LICENCES[firm.industry]
                record_licence(committee, firm, permit=permit, unit=unit, issued_on=self.on - timedelta(days=900))
        for slot, seat in enumerate(self.patrol(), start=1):
            self._name(committee, seat.post, "patrol_team", Area.objects.get(code=COUNTY), PATROL_PAPER, slot=slot)
        for text in ("每月主持一次工业领域安全形势分析", "牵头煤矿、非煤矿山重大灾害治理"):
            add_item(INSTALLER, self.leaders[2], text=text, on=self.on, paper="市政府领导分工")

    def _name(self, actor: Actor, post: Post, kind: str, record, paper: str, slot: int = 1) -> None:
        assign(actor, post, kind=kind, about=entry.label(record), first=today(), paper=paper, slot=slot)

    def prove(self) -> None:
        """The office proves its county."""
        prove(self.offices.committee[0].actor, Area.objects.get(code=COUNTY), on=today())

"""The offices of the demonstration city and the people at their posts, appointed as people are."""

from dataclasses import dataclass, field
from datetime import date
from random import Random

from pydantic import SecretStr

from sanze.demo.words import COUNTY, COUNTY_NAME, Words
from sanze.foundation.identity import commands as identity
from sanze.foundation.identity.models import Person, Post
from sanze.foundation.identity.queries import actor_in
from sanze.foundation.scope.actor import INSTALLER, Actor

CERTIFIED_UNTIL = date(2031, 12, 31)

# Departments: sign-in stem, name, industries.
DEPARTMENTS = [
    ("yingji", "应急管理局", "coal underground openpit tailings hazchem pharma fireworks metallurgy trade".split()),
    ("zhujian", "住房和城乡建设局", ["construction", "gas"]),
    ("jiaotong", "交通运输局", ["transport", "schoolbus"]),
    ("xiaofang", "消防救援大队", ["crowded"]),
    ("shichang", "市场监督管理局", ["special", "explosives", "power", "farm"]),
]  # fmt: skip


@dataclass(frozen=True)
class Seat:
    """A post with its holder."""

    username: str
    person: Person
    post: Post

    @property
    def actor(self) -> Actor:
        return actor_in(self.person, self.post)


@dataclass
class Offices:
    """Everybody at their posts; keys are division codes, departments' stems, or enterprises' ids."""

    committee: list[Seat] = field(default_factory=list)
    departments: dict[str, list[Seat]] = field(default_factory=dict)
    chiefs: dict[str, Seat] = field(default_factory=dict)
    officers: dict[str, list[Seat]] = field(default_factory=dict)
    villages: dict[str, Seat] = field(default_factory=dict)
    firms: dict[int, Seat] = field(default_factory=dict)
    experts: list[Seat] = field(default_factory=list)


class Appointments:
    """Registers people, opens posts and appoints one to the other."""

    def __init__(self, random: Random, words: Words, begin: date, password_hash: str, certificates: int = 0):
        self.random, self.words, self.begin, self.hash = random, words, begin, SecretStr(password_hash)
        self._certificates = certificates

    def seat(
        self, username: str, *, kind: str, unit: str, title: str, name: str = "", certified: bool = False, **post
    ) -> Seat:
        person = self.register(username, name=name, certified=certified)
        opened = identity.open_post(INSTALLER, None, title=title, unit=unit, kind=kind, on=self.begin, **post)
        self.appoint(person, opened, self.begin)
        return Seat(username, person, opened)

    def register(self, username: str, *, name: str = "", certified: bool = False) -> Person:
        """A person who can sign in, with an enforcement certificate if they need one."""
        if certified:
            self._certificates += 1
        return identity.register_person(
            INSTALLER,
            None,
            username=username,
            name=name or self.words.person(),
            phone=self.words.phone(),
            certificate_no=f"云执{self._certificates:05d}" if certified else "",
            certificate_until=CERTIFIED_UNTIL if certified else None,
            password_hash=self.hash,
            must_change_password=False,
        )

    def appoint(self, person: Person, post: Post, on: date) -> None:
        """Put a person in a post from a day on."""
        holding = identity.appoint(INSTALLER, post, person_id=person.pk, on=on, paper="云安委〔2026〕3号")
        identity.confirm(INSTALLER, holding)

    def county(self, offices: Offices) -> None:
        """The county's own offices and the three administrators."""
        for kind, username, title in [
            ("admin_system", "xitong", "系统管理员"),
            ("admin_security", "anquan", "安全管理员"),
            ("admin_audit", "shenji", "审计管理员"),
        ]:
            self.seat(username, kind=kind, unit="大数据中心", title=title, area_code=COUNTY)
        offices.committee.append(self.seat("anweiban", kind="committee", unit="安委办", title="主任", area_code=COUNTY))
        self.seat("shizhang", kind="leader", unit=f"{COUNTY_NAME}人民政府", title="分管副市长", area_code=COUNTY)
        self.seat("jiancha", kind="inspectorate", unit="安全生产执法稽查大队", title="稽查员", area_code=COUNTY)
        offices.experts.append(self.seat("zhuanjia", kind="expert", unit="专家库", title="矿山专家", area_code=COUNTY))
        for stem, name, industries in DEPARTMENTS:
            offices.departments[stem] = [
                self.seat(
                    f"{stem}{number}",
                    kind="department",
                    unit=name,
                    title="科长" if number == 1 else "执法员",
                    certified=True,
                    area_code=COUNTY,
                    industries=industries,
                )
                for number in (1, 2, 3)
            ]

    def township(self, offices: Offices, code: str, name: str, number: int) -> None:
        """A station: its chief and three officers."""
        unit = f"{name}安监站"
        offices.chiefs[code] = self.seat(
            f"zhan{number}", kind="township_chief", unit=unit, title="站长", certified=True, area_code=code
        )
        offices.officers[code] = [
            self.seat(
                f"anjian{number}{each}",
                kind="township",
                unit=unit,
                title=f"安监员{each}",
                certified=True,
                area_code=code,
            )
            for each in (1, 2, 3)
        ]

    def village(self, offices: Offices, code: str, name: str, number: int) -> None:
        """A village's grid worker."""
        offices.villages[code] = self.seat(f"wangge{number}", kind="village", unit=name, title="网格员", area_code=code)

    def firm(self, offices: Offices, enterprise, number: int) -> None:
        """An enterprise's safety manager."""
        offices.firms[enterprise.pk] = self.seat(
            f"qiye{number}",
            kind="enterprise",
            unit=enterprise.name,
            title="安全管理员",
            name=enterprise.safety_manager,
            party_id=enterprise.pk,
            area_code=enterprise.area_code,
        )

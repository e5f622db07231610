"""The cast: one small city, two townships, east and west; east owns the records, west must not see them.

Everything is built by the commands that its people would use, so building it tests them.
"""

from dataclasses import dataclass
from datetime import date

from django.contrib.auth.hashers import make_password
from django.test import Client
from django_otp import DEVICE_ID_SESSION_KEY
from django_otp.plugins.otp_totp.models import TOTPDevice
from pydantic import SecretStr

from sanze.foundation.identity import commands as identity
from sanze.foundation.identity.models import Person, Post
from sanze.foundation.identity.queries import actor_in
from sanze.foundation.moment import today
from sanze.foundation.regime import commands as regime
from sanze.foundation.regime.reading import packaged, read
from sanze.foundation.scope.actor import INSTALLER, Actor
from sanze.know.delegation import commands as delegation
from sanze.know.delegation.models import Delegation
from sanze.know.jurisdictions import commands as jurisdictions
from sanze.know.jurisdictions.models import Area
from sanze.know.parties import commands as parties
from sanze.know.parties.models import Enterprise
from sanze.know.standards.queries import industry_names

COUNTY = "149981"
EAST, WEST = COUNTY + "101", COUNTY + "102"
EAST_VILLAGE, WEST_VILLAGE = EAST + "201", WEST + "201"
BEGIN = date(2026, 1, 1)
# Settled, so that nobody of the cast owes a new one; matched by no word, so tests sign in with sign_in().
NO_PASSWORD = SecretStr(make_password(None))


@dataclass(frozen=True)
class Role:
    """A person in a post, ready to act."""

    person: Person
    post: Post
    actor: Actor


def enforce_regime() -> None:
    """Put the first regime in force from the beginning of the cast's year."""
    content = read(packaged("yunhe-2026")).model_dump(mode="json")
    regime.enforce(INSTALLER, None, content=content, on=BEGIN)


def role(
    username: str,
    name: str,
    *,
    kind: str,
    unit: str,
    title: str,
    area: str = COUNTY,
    party_id: int | None = None,
    industries: list[str] | None = None,
    certificate: str = "",
) -> Role:
    """A new person in a new post, appointed and confirmed."""
    person = identity.register_person(
        INSTALLER,
        None,
        username=username,
        name=name,
        phone="13800000000",
        certificate_no=certificate,
        certificate_until=date(2030, 12, 31) if certificate else None,
        password_hash=NO_PASSWORD,
        must_change_password=False,
    )
    post = identity.open_post(
        INSTALLER,
        None,
        title=title,
        unit=unit,
        kind=kind,
        on=BEGIN,
        area_code=area,
        party_id=party_id,
        industries=industries,
    )
    identity.confirm(INSTALLER, identity.appoint(INSTALLER, post, person_id=person.pk, on=BEGIN))
    return Role(person, post, actor_in(person, post))


def sign_in(client: Client, role: Role) -> None:
    """Sign the client in as the role, second factor shown where the post asks for it."""
    client.force_login(role.person, backend="django.contrib.auth.backends.ModelBackend")
    if read(packaged("yunhe-2026")).posts[role.actor.kind].second_factor:
        device, _ = TOTPDevice.objects.get_or_create(user=role.person, name="动态口令")
        session = client.session
        session[DEVICE_ID_SESSION_KEY] = device.persistent_id
        session.save()


@dataclass(frozen=True)
class City:
    """The people and enterprises that most tests need. `second`: another certified officer of the east station."""

    mine: Enterprise
    garage: Enterprise
    chief: Role
    officer: Role
    second: Role
    village: Role
    west: Role
    department: Role
    committee: Role
    expert: Role
    manager: Role
    west_manager: Role


def enterprise(name: str, *, area: str, industry: str, **more) -> Enterprise:
    """An enterprise on the register."""
    place = Area.objects.get(code=area)
    return parties.register(INSTALLER, place, name=name, industry=industry, on=BEGIN, **more)


def city() -> City:
    """The regime in force, and everybody at their posts."""
    enforce_regime()
    build_areas()
    mine = enterprise("东山煤矿", area=EAST_VILLAGE, industry="coal")
    garage = enterprise("西河加油站", area=WEST_VILLAGE, industry="hazchem")
    station = {"unit": "东镇安监站", "area": EAST}
    found = City(
        mine=mine,
        garage=garage,
        chief=role("chenjing", "陈静", kind="township_chief", title="站长", certificate="YH-001", **station),
        officer=role("liqiang", "李强", kind="township", title="安监员甲", certificate="YH-002", **station),
        second=role("zhoumin", "周敏", kind="township", title="安监员乙", certificate="YH-003", **station),
        village=role("wangfang", "王芳", kind="village", unit="东山村", title="网格员", area=EAST_VILLAGE),
        west=role(
            "zhaolei", "赵磊", kind="township", unit="西镇安监站", title="安监员", area=WEST, certificate="YH-004"
        ),
        department=role(
            "sunwei",
            "孙伟",
            kind="department",
            unit="应急管理局",
            title="矿山科科员",
            certificate="YH-005",
            industries=["coal"],
        ),
        committee=role("fengtao", "冯涛", kind="committee", unit="安委办", title="科员"),
        expert=role("heping", "何平", kind="expert", unit="专家库", title="采矿专家"),
        manager=role(
            "wugang", "吴刚", kind="enterprise", unit="东山煤矿", title="安全管理员", area="", party_id=mine.pk
        ),
        west_manager=role(
            "zhengshuang", "郑爽", kind="enterprise", unit="西河加油站", title="安全管理员", area="", party_id=garage.pk
        ),
    )
    entrusted(EAST, "东镇安监站")
    entrusted(WEST, "西镇安监站")
    return found


def entrusted(area: str, station: str, **more) -> Delegation:
    """The powers of a department given to a station, for every industry and all of the cast's year."""
    told = {
        "department": "应急管理局",
        "powers": ["inspection", "penalty"],
        "industries": list(industry_names()),
        "matters": ["现场检查", "责令限期整改"],
        "valid_from": BEGIN,
        "valid_to": date(2028, 12, 31),
        "number": f"应急委〔2026〕{area[-3:]}号",
        "published_on": BEGIN,
        "published_in": "政府网站",
    }
    return delegation.entrust(INSTALLER, Area.objects.get(code=area), station=station, **{**told, **more})


def take_back_powers(area: str) -> None:
    """Every entrustment of a township's station is taken back from today."""
    for paper in Delegation.objects.filter(area_code=area, state="given"):
        delegation.revoke(INSTALLER, paper, on=today(), reason="机构调整")


def build_areas() -> None:
    """The county with its two townships and three villages."""
    tree = [
        (COUNTY, "云河市", "county"),
        (EAST, "东镇", "township"),
        (WEST, "西镇", "township"),
        (EAST_VILLAGE, "桥头村", "village"),
        (WEST_VILLAGE, "桥头村", "village"),
        (WEST + "202", "柳林村", "village"),
    ]
    jurisdictions.load(INSTALLER, None, areas=[list(each) for each in tree], source="测试用表", on=BEGIN)

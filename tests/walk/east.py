"""What the east owns: one record of everything, each text of it bearing a word that nobody else may ever read."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from io import BytesIO

from django.apps import apps
from django.db import connection, models
from django.db.models import Q
from PIL import Image
from pydantic import SecretStr

from sanze.foundation.evidence.uploads import keep_file
from sanze.foundation.identity import commands as identity
from sanze.foundation.moment import SHANGHAI, fixed, today
from sanze.foundation.notices import commands as channels
from sanze.foundation.notices import digest
from sanze.foundation.notices.tell import notify
from sanze.foundation.regime import commands as regime
from sanze.foundation.regime.queries import _content
from sanze.foundation.regime.queries import regime as regimes
from sanze.foundation.regime.reading import packaged, read
from sanze.foundation.scope.actor import EVERY, INSTALLER
from sanze.know.committees import commands as committees
from sanze.know.handover.tests import factories as handovers
from sanze.know.jurisdictions import commands as jurisdictions
from sanze.know.jurisdictions.models import Area
from sanze.know.letters.models import Letter
from sanze.know.letters.tests import factories as letters
from sanze.know.parties import commands as parties
from sanze.know.places import commands as places
from sanze.know.responsibility.commands import assigning, listing, proving
from sanze.know.standards import commands as standards
from sanze.know.standards.queries import library_items
from sanze.know.stations import commands as stations
from sanze.know.teams.commands import enforcement, patrols
from sanze.know.teams.commands.enforcement import CHECKS
from sanze.know.villages import commands as villages
from sanze.perform.dangers.commands.extensions import ask_extension
from sanze.perform.dangers.tests import factories as dangers
from sanze.perform.duties.commands.creating import keep_up
from sanze.perform.inspections.tests import factories as inspections
from sanze.perform.keyperiods.commands import inspecting, reporting, running
from sanze.perform.keyperiods.models import KeyPeriodRun
from sanze.perform.keyperiods.queries import left_open
from sanze.perform.leaders import commands as leaders
from tests import cast

SECRET = "EASTSECRET"
MORNING = datetime(2026, 3, 2, 9, tzinfo=SHANGHAI)
# Keys of each model begin at a number of their own, so that a key fits one model only.
APART = 1_000_000


def secret(word: str) -> str:
    """The word that the texts of one kind of record bear, e.g. 'EASTSECRETdanger'."""
    return SECRET + word


@dataclass(frozen=True)
class Seeded:
    """The city, the east's people as the secret enterprise has them, and the keys of every record they made.

    bearer: the officer's key of the open interface. hints: arguments of routes about what belongs to everybody.
    """

    city: cast.City
    roles: dict[str, cast.Role]
    keys: dict[type[models.Model], list]
    bearer: str
    hints: dict[str, dict]

    def record(self, model: type[models.Model]) -> models.Model | None:
        """A record of the east of that model, or of one derived from it; or None."""
        found = next((each for each in self.keys if issubclass(each, model) and not of_the_house(each)), model)
        keys = self.keys.get(model) or self.keys.get(found)
        return (model if model in self.keys else found)._base_manager.get(pk=keys[0]) if keys else None

    def values(self) -> set[str]:
        """Everything in a route by which one of these records may be meant: keys, digests, codes, numbers.

        Not of what belongs to the house and to no place, such as people and regimes.
        """
        own = (each for each in self.handles() if not of_the_house(each[0]))
        return {str(value) for _, name, value in own if (value >= APART if name == "pk" else len(value) >= 6)}

    def handles(self) -> Iterator[tuple[type[models.Model], str, object]]:
        """(model, name, value) of the key and of each unique text of each record."""
        for model, keys in self.keys.items():
            unique = [each.name for each in model._meta.fields if each.unique and isinstance(each, models.CharField)]
            for row in model._base_manager.filter(pk__in=keys).values("pk", *unique):
                yield from ((model, name, value) for name, value in row.items() if value)


def of_the_house(model: type[models.Model]) -> bool:
    """Whether rows of the model lie in no place, so that scope hides them from no office."""
    scope = getattr(model, "SCOPE", None)
    return scope is not None and scope.area is None and scope.party is None


def of_the_platform() -> list[type[models.Model]]:
    return [each for each in apps.get_models() if each.__module__.startswith("sanze.")]


def seeded() -> Seeded:
    """Build the city, then everything of the east; to be called inside a transaction that is rolled back."""
    with fixed(MORNING):
        city = cast.city()
        _part_keys()
        before = {model: set(model._base_manager.values_list("pk", flat=True)) for model in of_the_platform()}
        east, bearer = _build(city)
        keys = {}
        for model in of_the_platform():
            made = _in_the_east(model, east).exclude(pk__in=before[model]).order_by("-pk")
            if made:
                keys[model] = [each.pk for each in made]
    roles = {each: getattr(east, each) for each in ("officer", "chief", "village", "manager", "west", "west_manager")}
    roles |= {each: getattr(east, each) for each in ("department", "committee", "expert")}
    for kind in ("admin_system", "admin_security", "admin_audit"):
        roles[kind] = cast.role(kind, f"管理{kind[6:]}", kind=kind, unit="信息中心", title=kind)
    with fixed(MORNING):
        hints = {"standards.set_aside": {"code": _spare_items()[1].code}}
    return Seeded(east, roles, keys, bearer, hints)


def give_every_power() -> None:
    """Put a regime in force by which every post outside administration may do whatever any of them may.

    So nothing stands between the neighbour and a record but the scope.
    """
    content = read(packaged("yunhe-2026")).model_dump(mode="json")
    plain = [kind for kind in content["posts"].values() if not kind["second_factor"]]
    powers = sorted({grant for kind in plain for grant in kind["grants"]})
    for kind in plain:
        kind["grants"] = powers
    _content.cache_clear()
    second = cast.BEGIN + timedelta(days=1)
    with fixed(datetime.combine(second, time(9), SHANGHAI)):
        regime.enforce(INSTALLER, None, content=content | {"version": "every-power"}, on=second)


def give_the_real_powers() -> None:
    """Put the real regime in force again, from today."""
    content = read(packaged("yunhe-2026")).model_dump(mode="json")
    regime.enforce(INSTALLER, None, content=content | {"version": "as-it-is"}, on=today())


def _part_keys() -> None:
    with connection.cursor() as cursor:
        for number, model in enumerate(of_the_platform(), start=1):
            table, column = model._meta.db_table, model._meta.pk.column
            cursor.execute("SELECT pg_get_serial_sequence(%s, %s)", [f'"{table}"', column])
            if name := cursor.fetchone()[0]:
                cursor.execute(f"ALTER SEQUENCE {name} RESTART WITH {number * APART}")
    _content.cache_clear()


def _in_the_east(model: type[models.Model], east: cast.City) -> models.QuerySet:
    """The rows that lie in the east by their own coordinates; all of a model that lies nowhere."""
    rows, scope = model._base_manager.all(), getattr(model, "SCOPE", None)
    if scope is None or of_the_house(model):
        return rows
    inside = Q(**{f"{scope.area}__startswith": cast.EAST}) if scope.area else Q()
    return rows.filter(inside | Q(**{scope.party: east.mine.pk}) if scope.party else inside)


def _build(city: cast.City) -> tuple[cast.City, str]:
    area = Area.objects.get(code=cast.EAST_VILLAGE)
    cell = jurisdictions.add(INSTALLER, area, code=f"{area.code}301", name=secret("area"), on=cast.BEGIN)
    jurisdictions.draw(INSTALLER, cell, boundary=_square(112.5, 37.5))
    mine = cast.enterprise(
        secret("enterprise"),
        area=cell.code,
        industry="coal",
        address=secret("address"),
        longitude=112.51,
        latitude=37.51,
    )
    manager = cast.role(
        "secretmanager", "高远", kind="enterprise", unit=secret("unit"), title=secret("post"), area="", party_id=mine.pk
    )
    east = replace(city, mine=mine, manager=manager)
    officer = replace(east.officer.actor, grants=frozenset({EVERY}))
    _posts(east)
    _standards(officer)
    cast.entrusted(cast.EAST, "东镇安监站", number=secret("delegation"), published_in=secret("gazette"))
    _places(officer, mine, cell)
    _stations(officer)
    _measures(officer)
    _villages(officer)
    _teams(officer, mine)
    _dangers(east)
    _visits(east)
    _responsibility(east)
    _letters(east)
    _handovers(east)
    _key_period(east, officer)
    parties.receive_sheet(officer, BytesIO("单位名称,行业,乡镇\n甲,煤矿,东镇\n".encode()), secret("import") + ".csv")
    notify([east.officer.post.pk, manager.post.pk], title=secret("notice"), link="/", about="")
    content = read(packaged("yunhe-2026")).model_dump(mode="json")
    regime.enforce(INSTALLER, None, content=content | {"version": "to-come"}, on=date(2027, 1, 1))
    regime.receive(INSTALLER, None, content=content | {"version": "draft"}, source="草案.yaml")
    keep_up(today())
    _channels()
    token = identity.make_token(officer, None, name=secret("token"), days=30)
    return east, token.bearer


def _channels() -> None:
    """A robot with a message that waits, and the morning's digests."""
    url = SecretStr("http://127.0.0.1:9/cgi-bin/webhook/send?key=1")
    robot = channels.add_channel(INSTALLER, None, kind="wecom", name="东镇群", area_code=cast.EAST, url=url)
    channels.try_channel(INSTALLER, robot)
    digest.gather(MORNING)


def _posts(east: cast.City) -> None:
    """A post with somebody proposed for it, whom nobody has confirmed."""
    post = identity.open_post(
        INSTALLER, None, title=secret("post"), unit=secret("unit"), kind="township", on=cast.BEGIN, area_code=cast.EAST
    )
    identity.appoint(INSTALLER, post, person_id=east.village.person.pk, on=today(), paper=secret("paper"))


def _standards(officer) -> None:
    rule = {"area_code": cast.EAST, "industry": "coal", "basis": "镇规", "valid_from": cast.BEGIN}
    standards.add_item(
        officer, None, text=secret("item"), category="物", measure="整改", limit_days=3, severity="general", **rule
    )
    standards.add_criterion(officer, None, text=secret("criterion"), keywords=["瓦斯+超限"], **rule)
    standards.set_aside(
        officer, None, item_code=_spare_items()[0].code, area_code=cast.EAST, reason=secret("aside"), on=today()
    )


def _spare_items() -> list:
    """Shipped items that an area may do without."""
    shipped = (each for each in library_items(today()) if not each.own)
    return [each for each in shipped if each.severity == "general" and not each.criteria]


def _stations(officer) -> None:
    area = Area.objects.get(code=cast.EAST)
    station = stations.establish(officer, area, name="东镇安监站", authorised=5, paper=secret("station"), on=cast.BEGIN)
    stations.fund(officer, station, year=2026, budgeted=Decimal(9), paid=Decimal(9), paper=secret("money"))


def _teams(officer, mine) -> None:
    """An enforcement team of the township with somebody in it, and a patrol team with a seat and an enterprise."""
    alike = {"department": "东镇安监站", "on": cast.BEGIN}
    area = Area.objects.get(code=cast.EAST)
    team = enforcement.establish(officer, area, name=secret("team"), authorised=3, paper="文", **alike)
    checks = list(regimes().lists[CHECKS])
    enforcement.enlist(officer, team, name=secret("member"), checks=checks, on=cast.BEGIN)
    patrol = patrols.form_patrol(officer, area, name=secret("patrol"), industry="coal", paper="文", **alike)
    patrols.fill_seat(officer, patrol, seat="组长", name=secret("seat"), on=cast.BEGIN)
    patrols.cover(officer, patrol, enterprise_id=mine.pk, on=cast.BEGIN)


def _villages(officer) -> None:
    area = Area.objects.get(code=cast.EAST_VILLAGE)
    members = [["李四", "安全员"], [secret("member"), "网格员"]]
    villages.form_group(
        officer, area, head=secret("head"), head_title="村委会主任", members=members, paper="文", on=cast.BEGIN
    )
    villages.assess(officer, area, year=2026, met=["SV-01"], on=today(), note=secret("assessment"))


def _measures(officer) -> None:
    area = Area.objects.get(code=cast.EAST)
    committees.file_measures(
        officer, area, unit="东镇安监站", title=secret("measures"), number="1", summary="x", on=today()
    )
    body = committees.found(
        officer, area, kind="city", name=secret("committee"), led_by="东镇", office="办公室", paper="文", on=today()
    )
    seat = {"name": secret("chair"), "unit": "东镇", "title": "市长", "duties": "负责", "on": today()}
    committees.seat(officer, body, role="chair", **seat)
    committees.set_duties(officer, area, department=secret("duties"), items=["巡查"], basis="文", on=today())


def _places(officer, mine, cell) -> None:
    """A place of the mine with a position and a link, and one of the public."""
    alike = {"on": cast.BEGIN, "longitude": 112.511, "latitude": 37.511, "hazards": ["触电"]}
    place = places.register(officer, mine, name=secret("house"), kind="配电室", **alike)
    position = places.divide(officer, place, name=secret("cabinet"), kind="设备设施", **alike)
    places.divide(officer, position, name=secret("switching"), kind="作业环节", **alike)
    places.register_public(officer, cell, name=secret("bridge"), kind="桥梁", industry="transport", **alike)


def _dangers(east: cast.City) -> None:
    bears = {"title": secret("danger"), "description": secret("description"), "place": secret("place")}
    shown = keep_file(east.village.actor, _picture(), secret("evidence") + ".png").digest
    dangers.reported(east, **bears, evidence=(shown,))
    dangers.graded(east, **bears)
    dangers.rectified(east, **bears)
    dangers.closed(east, **bears)
    dangers.rectified(east, major=True, **bears)
    asked = dangers.ordered(east, **bears)
    ask_extension(
        east.manager.actor, asked, due=asked.due_on + timedelta(days=3), reason="资金筹措", account=secret("extension")
    )


def _visits(east: cast.City) -> None:
    inspections.applied(east, reason=secret("reason"))
    inspections.approved(east, reason=secret("reason"))
    with fixed(MORNING + timedelta(hours=3)):
        found = inspections.finding(title=secret("danger"))
        inspections.recorded(east, results=inspections.results("CM-07"), findings=[found], conclusion=secret("visit"))


def _responsibility(east: cast.City) -> None:
    """Somebody named, licensed, with a duty of their own; and a proof of the township with what it found."""
    keeper = replace(east.chief.actor, grants=frozenset({EVERY}))
    village = Area.objects.get(code=cast.EAST_VILLAGE)
    told = {"kind": "responsible_village", "about": f"parties.enterprise:{east.mine.pk}"}
    assigning.assign(keeper, east.village.post, **told, first=today(), paper=secret("paper"))
    told = {"kind": "village_leader", "about": f"jurisdictions.area:{village.pk}"}
    leader = cast.role("eastleader", "高山", kind="township_leader", unit=secret("unit"), title="镇长", area=cast.EAST)
    assigning.assign(keeper, leader.post, **told, first=today(), paper=secret("paper"))
    listing.record_licence(keeper, east.mine, permit=secret("permit"), unit="自然资源局", issued_on=cast.BEGIN)
    listing.add_item(keeper, leader.post, text=secret("duty"), on=today())
    listing.add_item(keeper, east.chief.post, text=secret("duty"), on=today())
    proving.prove(keeper, Area.objects.get(code=cast.EAST), on=today())


def _letters(east: cast.City) -> None:
    """The mine's commitment signed on paper, its letter and the village's offered, one of each still to be offered."""
    for template in ("pledge", "township-enterprise", "township-village"):
        letters.issued(east.chief.actor, template, cast.EAST)
    own = Letter.objects.filter(party_id=east.mine.pk)
    scan = keep_file(east.chief.actor, _picture(), secret("scan") + ".png").digest
    pledge = own.get(template="pledge")
    letters.commands.record_paper(east.chief.actor, pledge, on=today(), signer=secret("signer"), evidence=[scan])
    village = Letter.objects.get(template="township-village", area_code=cast.EAST_VILLAGE)
    letters.commands.offer(east.chief.actor, village, on=today(), confirmation=letters.hand(east.chief.actor))


def _handovers(east: cast.City) -> None:
    handovers.given(east, reason=secret("handover"))
    handovers.drawn(east, giver=east.village, reason=secret("handover"))


def _key_period(east: cast.City, officer) -> None:
    """The Spring Festival's, with a report, a shift, a big inspection and what it found, and a leader's visit."""
    running.keep_up(today())
    run = KeyPeriodRun.objects.get(entry="spring-festival")
    reporting.report(officer, run, day=today(), incidents=1, text=secret("report"))
    told = {"leader": secret("leader"), "staff": secret("staff"), "phone": secret("phone")}
    reporting.roster(officer, run, first=today(), last=today(), **told)
    committee = replace(east.committee.actor, grants=frozenset({EVERY}))
    listed = {"title": "大检查", "selection": "all_enterprises", "due": run.last_day}
    plan = inspecting.plan(committee, run, **listed)
    begin = MORNING + timedelta(hours=4)
    with fixed(begin + timedelta(hours=1)):
        found = inspections.finding(title=secret("danger"))
        shown = keep_file(officer, _picture("teal"), secret("photo") + ".png").digest
        leaders.visit(
            officer,
            east.mine,
            started_at=begin,
            ended_at=begin + timedelta(minutes=30),
            place="下矿井",
            companions=secret("companions"),
            problems=secret("problems"),
            instructions=secret("instructions"),
            findings=[found],
            evidence=[shown],
        )
        danger = left_open(plan).order_by("pk").last()
        inspecting.carry(committee, plan, danger=danger.pk, reason=secret("carried"))


def _square(longitude: float, latitude: float) -> str:
    east, north = longitude + 0.02, latitude + 0.02
    ring = [[longitude, latitude], [east, latitude], [east, north], [longitude, north], [longitude, latitude]]
    return f'{{"type": "Polygon", "coordinates": {[ring]}}}'


def _picture(colour: str = "navy") -> BytesIO:
    file = BytesIO()
    Image.new("RGB", (16, 16), colour).save(file, "PNG")
    return file

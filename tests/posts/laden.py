"""A post laden with everything that posts can carry, each thing brought there by the commands of its app."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sanze.foundation.identity import commands as identity
from sanze.foundation.identity.models import Post
from sanze.foundation.moment import SHANGHAI, today
from sanze.foundation.notices.tell import notify
from sanze.foundation.scope.actor import INSTALLER
from sanze.know.letters.models import Letter
from sanze.know.letters.tests import factories as letters
from sanze.know.responsibility.commands.assigning import assign
from sanze.perform.dangers.commands import handover as dangers
from sanze.perform.dangers.commands.extensions import ask_extension
from sanze.perform.dangers.tests import factories as make_dangers
from sanze.perform.duties.commands.creating import keep_up
from sanze.perform.inspections.tests import factories as make_visits
from tests import cast

# A responsibility that a chief of a station can be named for.
NAMED = "responsible_township"
MORNING = datetime(2026, 3, 2, 9, tzinfo=SHANGHAI)


@dataclass(frozen=True)
class Laden:
    """The laden post with its holder, and another post of the same kind with a holder of its own."""

    role: cast.Role
    heir: cast.Role

    @property
    def post(self) -> Post:
        return Post.objects.get(pk=self.role.post.pk)


def laden(city: cast.City) -> Laden:
    """The chief of the east station carries one of everything."""
    chief = city.chief
    keep_up(today())
    assign(
        INSTALLER, chief.post, kind=NAMED, about=f"parties.enterprise:{city.mine.pk}", first=today(), paper="东政发1号"
    )
    _dangers(city, chief)
    make_visits.planning.apply(
        chief.actor, city.mine, on=today() + timedelta(days=3), reason="年度检查计划", officers=make_visits.team(city)
    )
    make_visits.applied(city)
    _letters(city, chief)
    identity.open_post(
        INSTALLER,
        None,
        title="协管员",
        unit="东镇安监站",
        kind="township",
        on=cast.BEGIN,
        area_code=cast.EAST,
        superior_id=chief.post.pk,
    )
    notify([chief.post.pk], title="通知", link="/")
    letters.scan(chief.actor)
    identity.make_token(chief.actor, None, name="接口", days=30)
    heir = cast.role("jiren", "纪仁", kind="township_chief", unit="东镇安监站", title="副站长", area=cast.EAST)
    return Laden(chief, heir)


def _dangers(city: cast.City, chief: cast.Role) -> None:
    held = make_dangers.ordered(city, title="由站长承办")
    dangers.transfer(city.committee.actor, held, to_post_id=chief.post.pk, reason="由站长承办")
    dangers.receive(chief.actor, make_dangers.fresh(held))
    coming = make_dangers.ordered(city, title="移交站长待签收")
    dangers.transfer(city.committee.actor, coming, to_post_id=chief.post.pk, reason="移交")
    asked = make_dangers.ordered(city, title="属地共同承办")
    later = asked.due_on + timedelta(days=3)
    ask_extension(city.manager.actor, asked, due=later, reason="资金筹措", account="等款")


def _letters(city: cast.City, chief: cast.Role) -> None:
    """One to offer, one to sign, one signed."""
    letters.issued(chief.actor, "township-village", cast.EAST)
    for year in (today().year, today().year + 1):
        area = letters.area(cast.COUNTY)
        letters.commands.issue(city.committee.actor, area, template="city-township", year=year, on=today())
    own = Letter.objects.filter(template="city-township", area_code=cast.EAST, signatory=chief.post).order_by("year")
    for each in own:
        hand = letters.hand(city.committee.actor)
        letters.commands.offer(city.committee.actor, each, on=today(), confirmation=hand)
    letters.commands.sign(chief.actor, own[0], on=today(), confirmation=letters.hand(chief.actor))

"""What went wrong lately in the demonstration city: one fault of every kind that the proof of responsibility knows."""

from dataclasses import dataclass
from datetime import timedelta

from sanze.demo.land import Land
from sanze.demo.leadership import Leadership
from sanze.demo.words import COUNTY, COUNTY_NAME
from sanze.foundation.acts import entry
from sanze.foundation.identity import commands as identity
from sanze.foundation.identity.models import Holding, Post
from sanze.foundation.moment import today
from sanze.foundation.scope.actor import INSTALLER
from sanze.know.jurisdictions.models import Area
from sanze.know.parties import commands as parties
from sanze.know.parties.models import Enterprise
from sanze.know.parties.queries import gazetteer
from sanze.know.places import commands as places
from sanze.know.responsibility.commands.assigning import assign, end
from sanze.know.responsibility.models import Assignment
from sanze.know.responsibility.queries import answers_for
from sanze.know.responsibility.states import Flaw

KEPT = "name industry uscc size employees principal principal_phone safety_manager safety_phone".split()


@dataclass(frozen=True, order=True)
class Planted:
    """A fault as the proof tells it. kind: the responsibility, empty where a person or the place itself is at fault;
    subject: label of what causes it."""

    flaw: str
    kind: str
    subject: str


class Planting:
    """Plants the faults by the commands that make them in life, and notes what the proof should find."""

    def __init__(self, leadership: Leadership, land: Land, firms: list[Enterprise], empty: Post):
        """empty: a post that nobody took over when its holder left."""
        self.leadership, self.land, self.firms, self.empty = leadership, land, firms, empty
        self.offices, self.committee = leadership.offices, leadership.offices.committee[0].actor
        trade = Enterprise.objects.filter(industry="trade", standing="operating", listed=False)
        self.trade = list(trade.order_by("-pk")[:3])
        self.planted: list[Planted] = []

    def plant(self) -> list[Planted]:
        """One fault of every kind."""
        self._offices()
        self._papers()
        self._places()
        return self.planted

    def _note(self, flaw: Flaw, record, kind: str = "") -> None:
        self.planted.append(Planted(flaw.value, kind, entry.label(record)))

    def _offices(self) -> None:
        """Posts without anybody, a certificate run out, a closed post, two offices that claim the same."""
        worker = self.offices.villages[max(self.offices.villages)].post
        self._release(worker, "辞职")
        self._note(Flaw.VACANCY, worker)
        self._note(Flaw.VACANCY, self.empty)
        # The rule shares a township's enterprises out among its officers: one to whom none fell leaves no gap.
        answering = {each.post_id for told in answers_for(["supervising_officer"]).values() for each in told}
        officers = self.offices.officers[max(self.offices.officers)]
        officer = next(each for each in officers if each.post.pk in answering)
        number, until = officer.person.certificate_no, today() - timedelta(days=3)
        identity.certify(INSTALLER, officer.person, certificate_no=number, certificate_until=until)
        self._note(Flaw.UNCERTIFIED, officer.post)
        gone = self.leadership.visiting
        self._release(gone, "挂职期满")
        identity.close_post(INSTALLER, gone, on=today())
        for paper in Assignment.objects.filter(post=gone):
            self._note(Flaw.CLOSED, paper, paper.kind)
        self.leadership.people.begin = today()
        told = {"unit": "工业和信息化局", "title": "民爆科科长", "area_code": COUNTY, "industries": ["explosives"]}
        self.leadership.people.seat("gongxin1", kind="department", certified=True, **told)
        self._note(Flaw.OVERLAP, Area.objects.get(code=COUNTY), "supervising_department")

    def _release(self, post: Post, reason: str) -> None:
        identity.release(INSTALLER, Holding.objects.get(post=post), on=today(), reason=reason)

    def _papers(self) -> None:
        """A key enterprise without leaders, a leader no longer named, a team of four where five are asked for."""
        headed = Post.objects.filter(kind="enterprise_head").values("party_id")
        plain = Enterprise.objects.filter(listed=False, industry="hazchem", standing="operating")
        fresh = plain.exclude(pk__in=headed).order_by("pk").first()
        parties.amend(INSTALLER, fresh, **{name: getattr(fresh, name) for name in KEPT}, listed=True)
        for kind in ("listed_city_leader", "listed_department_leader", "listed_enterprise_leader"):
            self._note(Flaw.GAP, fresh, kind)
        over = Assignment.objects.filter(kind="listed_department_leader").order_by("pk").first()
        end(self.committee, over, on=today(), reason="领导分工调整")
        self._note(Flaw.EXPIRED, over, over.kind)
        watched = next(each for each in self.firms if each.industry == "coal" and each.standing != "closed")
        for slot, seat in enumerate(self.leadership.patrol()[:-1], start=1):
            told = {"kind": "patrol_team", "about": entry.label(watched), "slot": slot}
            assign(self.committee, seat.post, first=today(), paper="云安委〔2026〕31号", **told)
        self._note(Flaw.OMISSION, watched, "patrol_team")

    def _places(self) -> None:
        """Coordinates in another township, a place on a line, an address elsewhere, a shaft in another village."""
        moved, bordering, addressed = self.trade
        there = next(each for each in self.firms if each.area_code[:9] != moved.area_code[:9])
        at = {"longitude": there.longitude, "latitude": there.latitude}
        self._relocate(moved, address=f"{COUNTY_NAME}工业园区8号", **at)
        self._note(Flaw.MISPLACED, moved)
        cell = next(each for each in self.land.cells if each.code == bordering.area_code)
        longitude, latitude = self.land.on_edge(cell)
        self._relocate(bordering, address=bordering.address, longitude=longitude, latitude=latitude)
        self._note(Flaw.BORDERLINE, bordering)
        self._relocate(addressed, address=self._address_outside(addressed))
        self._note(Flaw.ADDRESS, addressed)
        mine = next(each for each in self.firms if each.industry == "coal" and each.standing != "closed")
        other = next(each for each in self.land.villages if each.code != mine.area_code[:12])
        longitude, latitude = self.land.point_in(other, 9_100)
        shaft = {"name": "回风井", "kind": "井口", "hazards": ["高处坠落"], "location": f"{other.name}"}
        places.register(INSTALLER, mine, on=today(), longitude=longitude, latitude=latitude, **shaft)
        self._note(Flaw.SPANNING, mine)

    def _relocate(self, firm: Enterprise, **told) -> None:
        parties.relocate(INSTALLER, firm, area_code=firm.area_code, **told)

    def _address_outside(self, firm: Enterprise) -> str:
        """An address that surely names a village of another township."""
        known = gazetteer(COUNTY)
        for each in self.firms:
            named = known.locate(each.address)
            if named and named.sure and len(named.code) == 12 and named.code[:9] != firm.area_code[:9]:
                return each.address
        raise RuntimeError("no address of the city surely names a village")

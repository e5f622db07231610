"""The year's letters of the demonstration city, most of them signed, and posts that changed hands in the quarter."""

import io
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from random import Random

from sanze.demo.land import Land
from sanze.demo.offices import Appointments, Offices, Seat
from sanze.demo.pictures import photograph
from sanze.demo.words import COUNTY
from sanze.foundation.evidence.uploads import keep_file
from sanze.foundation.identity import commands as identity
from sanze.foundation.identity.confirming import Confirmation
from sanze.foundation.identity.models import Holding, Post
from sanze.foundation.moment import SHANGHAI, fixed, now, today
from sanze.foundation.scope.actor import INSTALLER
from sanze.know.handover import commands as handover
from sanze.know.jurisdictions.models import Area
from sanze.know.letters import commands as letters
from sanze.know.letters.models import Letter
from sanze.know.letters.queries import to_offer, to_sign
from sanze.know.parties.models import Enterprise

SEED = 20260112
HEADS_OF_VILLAGES, HEADS_OF_FIRMS = 24, 24
# Of each level so many of the first are left unsigned, for reasons that every office knows.
VILLAGES_OPEN, WORKERS_OPEN = 3, 5
PAPERS_SIGNED = {"pledge": 0.85, "township-enterprise": 0.8, "department-enterprise": 0.7}
WORKDAYS_BEGIN = time(9, 20)


class Promises:
    """Draws the letters of the year up level by level and lets them be signed, each on its day."""

    def __init__(self, people: Appointments, offices: Offices, land: Land, opening: date):
        self.people, self.offices, self.land, self.opening = people, offices, land, opening
        self.random = Random(SEED)
        self.seats: dict[int, Seat] = {}

    def play(self) -> None:
        """Everything from the middle of January to the beginning of March."""
        self._seat_heads()
        everybody = [*self.offices.committee, *self.offices.chiefs.values(), *self.offices.villages.values()]
        everybody += [seat for seats in self.offices.departments.values() for seat in seats]
        self.seats |= {seat.post.pk: seat for seat in [*everybody, *self.offices.firms.values()]}
        self._levels_of_the_city()
        self._levels_below()
        self._enterprises()

    def _seat_heads(self) -> None:
        """Heads of the villages of one town, and of some enterprises; elsewhere others stand for them."""
        with self._on(0):
            for number, plot in enumerate(self.land.villages[: HEADS_OF_VILLAGES + 9][-HEADS_OF_VILLAGES:], start=1):
                seat = self.people.seat(
                    f"cunzhang{number}", kind="village_head", unit=plot.name, title="主任", area_code=plot.code
                )
                self.seats[seat.post.pk] = seat
            for number, firm in enumerate(list(self.offices.firms.values())[:HEADS_OF_FIRMS], start=1):
                seat = self.people.seat(
                    f"kuangzhang{number}",
                    kind="enterprise_head",
                    unit=firm.post.unit,
                    title="主要负责人",
                    party_id=firm.post.party_id,
                    area_code=firm.post.area_code,
                )
                self.seats[seat.post.pk] = seat

    def _levels_of_the_city(self) -> None:
        committee = self.offices.committee[0]
        with self._on(11):
            for template in ("city-department", "city-township"):
                self._issue(committee, template, COUNTY)
            self._offer(committee)
        departments = [seats[0] for seats in self.offices.departments.values()]
        with self._on(14):
            self._sign([*departments[:-1], *self.offices.chiefs.values()])

    def _levels_below(self) -> None:
        committee = self.offices.committee[0]
        with self._on(25):
            for code, chief in self.offices.chiefs.items():
                self._issue(chief, "township-village", code)
            self._issue(committee, "village-cell", COUNTY)
        with self._on(29):
            for seat in list(self.seats.values()):
                if seat.post.kind in ("village_head", "township_chief"):
                    self._offer(seat)
        workers = list(self.offices.villages.values())
        with self._on(34):
            heads = [seat for seat in self.seats.values() if seat.post.kind == "village_head"]
            self._sign([*heads[VILLAGES_OPEN:], *workers[WORKERS_OPEN:]])

    def _enterprises(self) -> None:
        with self._on(45):
            self._issue(self.offices.committee[0], "pledge", COUNTY)
            self._issue(self.offices.committee[0], "township-enterprise", COUNTY)
            self._issue(self.offices.committee[0], "department-enterprise", COUNTY)
            for seat in list(self.seats.values()):
                if seat.post.kind in ("department", "township_chief"):
                    self._offer(seat)
        with self._on(52):
            heads = [seat for seat in self.seats.values() if seat.post.kind == "enterprise_head"]
            self._sign(heads[1:])
        with self._on(60):
            self._papers()

    def _papers(self) -> None:
        """What enterprises signed on paper is put on record by the issuing side, a bundle scanned for each office."""
        bundles: dict[int, list[Letter]] = defaultdict(list)
        heads = {pk for pk, seat in self.seats.items() if seat.post.kind == "enterprise_head"}
        rows = Letter.objects.filter(template__in=PAPERS_SIGNED, state="offered", party_id__in=self.offices.firms)
        for letter in rows.exclude(signatory__in=heads).order_by("pk"):
            if self.random.random() < PAPERS_SIGNED[letter.template]:
                bundles[letter.issuer_id].append(letter)
        for post_id, bundle in bundles.items():
            seat = self.seats[post_id]
            scan = keep_file(
                seat.actor, io.BytesIO(photograph(self.random, f"scan{post_id}")), "责任书扫描件.jpg"
            ).digest
            firms = Enterprise.objects.in_bulk([each.party_id for each in bundle])
            for letter in bundle:
                signer = firms[letter.party_id].principal or "法定代表人"
                letters.record_paper(seat.actor, letter, on=today(), signer=signer, evidence=[scan])

    def _issue(self, seat: Seat, template: str, code: str) -> None:
        area = Area.objects.get(code=code)
        letters.issue(seat.actor, area, template=template, year=self.opening.year, on=today())

    def _offer(self, seat: Seat) -> None:
        if chosen := [each.pk for each in to_offer(seat.post.pk)]:
            letters.offer_all(seat.actor, None, letters=chosen, on=today(), confirmation=hand(seat))

    def _sign(self, seats: Iterable[Seat]) -> None:
        for seat in seats:
            if chosen := [each.pk for each in to_sign(seat.post.pk)]:
                letters.sign_all(seat.actor, None, letters=chosen, on=today(), confirmation=hand(seat))

    def _on(self, days: int):
        return fixed(datetime.combine(self.opening + timedelta(days=days), WORKDAYS_BEGIN, SHANGHAI))


def hand(seat: Seat) -> Confirmation:
    """That the seat's person typed their password just now."""
    return Confirmation(seat.person.pk, "password", now())


def change_hands(people: Appointments, offices: Offices, begin: date) -> Post:
    """At the beginning of the quarter an officer is transferred and another resigns, whose empty post is returned."""
    codes = list(offices.officers)
    with fixed(datetime.combine(begin, time(9), SHANGHAI)):
        _transfer(people, offices.officers[codes[-1]], begin)
        # From the largest station, so that enterprises fall to the empty post whatever the numbers of records are.
        return _resign(offices.officers[codes[0]], begin)


def _transfer(people: Appointments, seats: list[Seat], begin: date) -> None:
    """The last officer of a station hands over to a newcomer, who confirms once appointed."""
    old = seats[-1]
    newcomer = people.register("anjianxin", certified=True)
    protocol = handover.draw_up(
        old.actor, old.post, receiver_id=newcomer.pk, occasion="transfer", on=begin, reason="调任镇农业农村办"
    )
    handover.give(old.actor, protocol, on=begin, confirmation=hand(old))
    identity.release(INSTALLER, Holding.objects.get(post=old.post, person=old.person), on=begin, reason="调动")
    people.appoint(newcomer, old.post, begin)
    seats[-1] = new = replace(old, username="anjianxin", person=newcomer)
    handover.take(new.actor, protocol, on=begin, confirmation=hand(new))


def _resign(seats: list[Seat], begin: date) -> Post:
    gone = seats.pop()
    identity.release(INSTALLER, Holding.objects.get(post=gone.post, person=gone.person), on=begin, reason="辞职")
    return gone.post


def go_on_leave(offices: Offices) -> None:
    """A chief studies at the party school for some months from today; the first officer stands in."""
    code = list(offices.officers)[-3]
    chief, officer = offices.chiefs[code], offices.officers[code][0]
    facts = {"on": today(), "until": today() + timedelta(days=120)}
    protocol = handover.draw_up(
        chief.actor, chief.post, receiver_id=officer.person.pk, occasion="deputy", reason="参加党校学习", **facts
    )
    handover.give(chief.actor, protocol, on=today(), confirmation=hand(chief))
    deputy = identity.appoint_deputy(
        INSTALLER, chief.post, person_id=officer.person.pk, paper="镇党委会议纪要", **facts
    )
    identity.confirm(INSTALLER, deputy)
    handover.take(officer.actor, protocol, on=today(), confirmation=hand(officer))

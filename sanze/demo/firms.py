"""The enterprises of the demonstration city, of every industry of the policy."""

from datetime import date
from random import Random

from sanze.demo.land import Land
from sanze.demo.words import TRADES, Words
from sanze.foundation.scope.actor import INSTALLER
from sanze.know.jurisdictions.models import Area
from sanze.know.parties import commands as parties
from sanze.know.parties.credit_code import ALPHABET, check_character
from sanze.know.parties.models import Enterprise, Size

ALWAYS_LISTED = {"coal", "underground", "tailings", "explosives", "pharma"}


def build_firms(random: Random, words: Words, land: Land, on: date, count: int) -> list[Enterprise]:
    """`count` enterprises spread over the cells, in the shares of TRADES."""
    areas = Area.objects.in_bulk([plot.code for plot in land.cells], field_name="code")
    villages = {plot.code: plot.name for plot in land.villages}
    towns = {plot.code: plot.name for plot in land.townships}
    shares = [(industry, tails) for industry, (share, tails) in TRADES.items() for _ in range(share)]
    firms = []
    for number in range(count):
        industry, tails = shares[number * len(shares) // count]
        cell = random.choice(land.cells)
        longitude, latitude = land.point_in(cell, number)
        village = villages[cell.code[:12]]
        size = random.choices(Size.values, [2, 8, 45, 45])[0]
        firms.append(
            parties.register(
                INSTALLER,
                areas[cell.code],
                name=words.firm(random.choice([village[:-1], towns[cell.code[:9]][:-1], ""]), tails),
                industry=industry,
                on=on,
                uscc=credit_code(number),
                address=words.address(towns[cell.code[:9]] + village),
                longitude=longitude,
                latitude=latitude,
                size=size,
                employees=random.randint(3, {"large": 1200, "medium": 400, "small": 120, "micro": 12}[size]),
                standing=random.choices(["operating", "stopped", "building"], [92, 5, 3])[0],
                listed=industry in ALWAYS_LISTED or random.random() < 0.05,
                principal=words.person(),
                principal_phone=words.phone(),
                safety_manager=words.person(),
                safety_phone=words.phone(),
            )
        )
    return firms


def credit_code(number: int) -> str:
    """A made-up credit code whose check character is right; its region is no real one."""
    body, rest = "", (number * 104_729 + 7_919) % len(ALPHABET) ** 7
    for _ in range(7):
        rest, digit = divmod(rest, len(ALPHABET))
        body += ALPHABET[digit]
    first = f"91149981MA{body}"
    return first + check_character(first + "0")

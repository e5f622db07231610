"""Run against an installation from outside: builds the cast's city, and counts what the writers left."""

import json
import sys
from collections import Counter

from sanze.foundation.acts.models import Act
from sanze.foundation.identity import commands as identity
from sanze.perform.dangers.models import Danger
from sanze.perform.inspections.models import Visit
from tests import cast

PREFIX = "编号"


def build() -> dict:
    """The city; where to post, and the keys of the people who post."""
    city = cast.city()
    writers = [city.officer, city.second, city.village, city.west]
    bearers = [identity.make_token(each.actor, None, name="巡查终端", days=1).bearer for each in writers]
    parties = [city.mine, city.mine, city.mine, city.garage]
    return {"writers": [[bearer, party.pk] for bearer, party in zip(bearers, parties, strict=True)]}


def count() -> dict:
    """How many acts, visits and dangers bear each submission's key."""
    keys = Act.objects.filter(command="inspections.patrol").values_list("key", flat=True)
    visits = Visit.objects.filter(conclusion__startswith=PREFIX).values_list("conclusion", flat=True)
    dangers = Danger.objects.filter(description__startswith=PREFIX).values_list("description", flat=True)
    bare = [each.removeprefix(PREFIX) for each in visits], [each.removeprefix(PREFIX) for each in dangers]
    return {"acts": Counter(map(str, keys)), "visits": Counter(bare[0]), "dangers": Counter(bare[1])}


def main() -> None:
    json.dump({"build": build, "count": count}[sys.argv[1]](), sys.stdout)

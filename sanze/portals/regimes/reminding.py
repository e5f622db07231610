"""How many messages a regime's rules of reminders would send, as tables: before anybody switches them on."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.http import urlencode

from sanze.foundation.notices.states import Channel
from sanze.foundation.regime.queries import current
from sanze.foundation.regime.schema import Regime
from sanze.perform.duties.reminder_counts import Preview, reminders_preview
from sanze.portals.regimes import shelf

USUAL = -7
SPANS = {-7: "过去 7 天", -30: "过去 30 天", 7: "今后 7 天"}
NEWEST = 3


@dataclass(frozen=True)
class Line:
    """The sums of one regime. url: the page of its days."""

    face: str
    preview: Preview
    url: str


def counted(content: Regime, days: int = USUAL) -> Preview:
    """What the rules would send."""
    return reminders_preview(content, days)


def url_of(token: str, days: int = USUAL) -> str:
    return f"{reverse('regimes-reminders')}?{urlencode({'regime': token, 'days': days})}"


def side_by_side(*told: tuple[str, Regime, str]) -> list[Line]:
    """The sums of some regimes, each given as (face, content, token)."""
    return [Line(face, counted(content), url_of(token)) for face, content, token in told]


def before_enforcing() -> list[Line]:
    """What is in force, and the newest of what may be put in force."""
    told = []
    if standing := current():
        token = f"enforcement:{standing.pk}"
        told.append((f"现行制度（{standing.full_version}）", shelf.taken(token), token))
    for each in shelf.candidates()[:NEWEST]:
        if content := shelf.taken(each.token):
            told.append((each.face, content, each.token))
    return side_by_side(*told)


def table_of(preview: Preview) -> list[dict]:
    """One row for each day: channels in their order, sum, items, those handed to accountability."""
    return [
        {
            "day": each.day,
            "messages": [(channel.label, each.messages[channel.value]) for channel in Channel],
            "total": each.total,
            "items": each.items,
            "handed": each.handed,
        }
        for each in preview.days
    ]

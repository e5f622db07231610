"""What this app listens to: acts before they are sealed, what others say is owed, the hour of digests, proofs."""

from sanze.foundation.acts.command import BEFORE_SEALS
from sanze.foundation.acts.events import on
from sanze.foundation.acts.verify import MADE_BY_SETS
from sanze.foundation.identity.events import PostClosed, PostTaken, PostVacated
from sanze.foundation.identity.models import Post
from sanze.foundation.notices.digest import SOURCES
from sanze.foundation.regime.queries import regime
from sanze.foundation.scope.actor import Actor
from sanze.know.letters.events import LetterConcluded, LetterRevoked, SignatureOwed
from sanze.know.letters.models import Letter
from sanze.know.responsibility.events import FlawsFound, FlawsGone
from sanze.know.responsibility.models import Finding
from sanze.know.responsibility.queries import carried
from sanze.perform.duties.commands import singles
from sanze.perform.duties.commands.discharging import discharge_by
from sanze.perform.duties.commands.reminding import remind_until
from sanze.perform.duties.owing import CARRIED
from sanze.perform.duties.proof import faults

BEFORE_SEALS.append(discharge_by)
MADE_BY_SETS.append(faults)
SOURCES.append(remind_until)
CARRIED.append(carried)

MEND, SIGN, FILL = "responsibility.mend", "letters.sign", "identity.appoint"
FILL_LIMIT = "identity.fill_vacancy"


@on(FlawsFound)
def owe_mending(event: FlawsFound) -> None:
    """Each flaw of responsibility is owed by whoever must mend it."""
    for each in Finding.objects.filter(pk__in=event.finding_ids).order_by("pk"):
        singles.owe(each, code=MEND, title=each.mend, due=each.due_on, holder_post_id=each.mender_id)


@on(FlawsGone)
def mended(event: FlawsGone) -> None:
    """A flaw that stands no more is owed no more."""
    for each in Finding.objects.filter(pk__in=event.finding_ids).order_by("pk"):
        singles.discharge(event.actor, each, MEND, on=each.gone_on)


@on(SignatureOwed)
def owe_the_signature(event: SignatureOwed) -> None:
    """What a recurring duty asks for already is not owed twice."""
    if event.duty or event.signatory_id is None or SIGN not in regime().limits:
        return
    letter = Letter.objects.get(pk=event.letter_id)
    if not singles.is_owed(letter, SIGN):
        words = "补签" if letter.again_since else "签订"
        singles.owe(letter, code=SIGN, title=f"{words}{letter.title}", within=SIGN, holder_post_id=event.signatory_id)


@on(LetterConcluded)
def discharge_the_signature(event: LetterConcluded) -> None:
    singles.discharge(Actor(event.person, post=event.post), Letter.objects.get(pk=event.letter_id), SIGN)


@on(LetterRevoked)
def settle_the_signature(event: LetterRevoked) -> None:
    singles.settle(Letter.objects.get(pk=event.letter_id), code=SIGN)


@on(PostVacated)
def owe_a_successor(event: PostVacated) -> None:
    """Who can propose people owes one for a post that somebody left."""
    post = Post.objects.get(pk=event.post_id)
    if FILL_LIMIT in regime().limits and post.closed_on is None and not singles.is_owed(post, FILL):
        singles.owe(post, code=FILL, title=f"补任空缺岗位：{post}", within=FILL_LIMIT)


@on(PostTaken)
def discharge_the_successor(event: PostTaken) -> None:
    singles.discharge(Actor("", post="任职确认"), Post.objects.get(pk=event.post_id), FILL)


@on(PostClosed)
def settle_the_successor(event: PostClosed) -> None:
    singles.settle(Post.objects.get(pk=event.post_id), code=FILL)

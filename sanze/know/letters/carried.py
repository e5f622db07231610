"""How letters hang on posts, and how they pass when a post is closed."""

from sanze.foundation.identity.carrying import Carried, Line, carries, stays
from sanze.foundation.identity.models import Post
from sanze.foundation.moment import today
from sanze.foundation.scope.actor import Actor
from sanze.know.letters.commands import pass_issuer, pass_signatory
from sanze.know.letters.models import Letter
from sanze.know.letters.queries import standing_letters, to_offer, to_sign
from sanze.know.letters.states import LetterState


def _line(letter: Letter) -> Line:
    return Line(str(letter), letter.standing(), letter.get_absolute_url())


def _signed(post: Post):
    rows = standing_letters().filter(signatory=post, state=LetterState.SIGNED, again_since=None)
    return rows.filter(year__gte=today().year).order_by("pk")


def _to_issuer(actor: Actor, post: Post, successor: Post) -> int:
    return pass_issuer(post, successor)


def _to_signatory(actor: Actor, post: Post, successor: Post) -> int:
    return pass_signatory(post, successor, today())


def fill() -> None:
    """Called once when the platform starts."""
    carries(
        Carried(
            "待签发的责任书",
            ("letters.Letter.issuer",),
            lambda post: to_offer(post.pk),
            _line,
            _to_issuer,
            order=40,
        ),
        Carried(
            "待签订的责任书",
            ("letters.Letter.signatory",),
            lambda post: to_sign(post.pk),
            _line,
            _to_signatory,
            order=41,
        ),
        Carried("已签订、继任人须补签的责任书", (), _signed, _line, weight="tie", order=42),
    )
    stays("签名史：谁以何岗位签字不再改变", "letters.Signature.post_id", "letters.Signature.post")

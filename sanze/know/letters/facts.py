"""A letter told as labels and values, for its page."""

from django.urls import reverse
from django.utils.html import format_html

from sanze.foundation.scope.actor import Actor
from sanze.foundation.scope.place import in_sight
from sanze.know.letters.models import Letter


def of_letter(letter: Letter, actor: Actor) -> list[tuple]:
    """What it is about, whose it is, and how far it has got."""
    rows = [
        ("层级", letter.level),
        ("年度", str(letter.year)),
        ("责任对象", _subject(letter, actor)),
        ("责任单位", letter.unit),
        ("签发岗位", letter.issuer_name()),
        ("签订岗位", letter.signatory_name()),
        ("下发日期", letter.drawn_on),
        ("签发日期", letter.offered_on),
        ("签订日期", letter.signed_on),
        ("签订人", letter.signer),
        ("制度版本", letter.regime),
    ]
    if letter.again_since:
        rows.append(("须补签自", f"{letter.again_since}（岗位换人，须由现任人员补签）", "full"))
    if letter.revoked_on:
        rows.append(("作废", f"{letter.revoked_on} {letter.revoke_reason}", "full"))
    return rows


def _subject(letter: Letter, actor: Actor) -> str:
    record = in_sight(actor, letter.subject)
    if record is None or (record._meta.label_lower == "identity.post" and not actor.may("identity.read")):
        return letter.subject_name
    return format_html('<a href="{}">{}</a>', record.get_absolute_url(), letter.subject_name)


def signatures(letter: Letter) -> list:
    """The signatures in their order."""
    return list(letter.signatures.order_by("pk"))


def ledger_url(**query: object) -> str:
    """The ledger of letters, narrowed."""
    told = "&".join(f"{name}={value}" for name, value in query.items() if value not in (None, ""))
    return f"{reverse('letters')}?{told}"

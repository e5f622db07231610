"""Leaders listed for key enterprises, many at once; own duties of posts; licences that decide the first handler."""

from datetime import date

from django.db import IntegrityError, transaction

from sanze.foundation.acts import entry
from sanze.foundation.acts.command import command
from sanze.foundation.acts.records import change
from sanze.foundation.acts.refusal import Refused
from sanze.foundation.capabilities import Capability
from sanze.foundation.identity.models import Post
from sanze.foundation.moment import today
from sanze.foundation.scope.actor import Actor
from sanze.know.parties.models import Enterprise
from sanze.know.responsibility.commands.assigning import assign, end
from sanze.know.responsibility.models import DutyItem, Licence
from sanze.know.responsibility.queries import in_force
from sanze.know.responsibility.states import Role
from sanze.know.responsibility.values import Listing

MOST_AT_ONCE = 3000


class TooManyRows(Refused):
    message = f"一次最多导入 {MOST_AT_ONCE} 行，请分几次导入"


class NothingNew(Refused):
    message = "表中内容与现有挂牌相同，没有可以导入的"


class NotYourPost(Refused):
    message = "只能为本岗位或者管辖范围内的岗位列职责"


class RetiredAlready(Refused):
    message = "这条职责已经不再适用"


class NothingSaid(Refused):
    message = "请写明内容"


class LicenceKnown(Refused):
    message = "同一许可同一发证日期已经登记"


class IssuedLater(Refused):
    message = "发证日期不能晚于今天"


@command(grant="responsibility.import_board", title="导入挂牌责任", capability=Capability.LISTED_LEADERSHIP)
def import_board(actor: Actor, subject: None, *, rows: list[Listing], paper: str, on: date) -> None:
    """List leaders for enterprises as a sheet says; who is listed so already stays, others are replaced from a day on.

    Raises TooManyRows, NothingNew, and what `assign` and `end` raise.
    """
    if len(rows) > MOST_AT_ONCE:
        raise TooManyRows(len(rows))
    posts = Post.objects.in_bulk({each.post_id for each in rows})
    firms = Enterprise.objects.in_bulk({each.enterprise_id for each in rows})
    kinds = {each.kind for each in rows}
    known = {(each.kind, each.subject): each for each in in_force(on).filter(kind__in=kinds, role=Role.MAIN)}
    done = 0
    for each in rows:
        about = entry.label(firms[each.enterprise_id])
        former = known.get((each.kind, about))
        if former and former.post_id == each.post_id:
            continue
        if former:
            end(actor, former, on=on, reason=paper)
        assign(actor, posts[each.post_id], kind=each.kind, about=about, first=on, paper=paper)
        done += 1
    if not done:
        raise NothingNew()


@command(grant="responsibility.add_item", title="增列安全职责", capability=Capability.DUTY_LISTS)
def add_item(actor: Actor, post: Post, *, text: str, on: date, paper: str = "") -> DutyItem:
    """Add a safety duty of its own to a post's list. Raises NothingSaid, NotYourPost."""
    _refuse_strangers(actor, post)
    if not text.strip():
        raise NothingSaid()
    return DutyItem.objects.create(post=post, text=text.strip(), paper=paper.strip(), first=on)


@command(grant="responsibility.add_item", title="撤去自列职责", capability=Capability.DUTY_LISTS)
def retire_item(actor: Actor, item: DutyItem, *, on: date) -> None:
    """Take a post's own duty off its list from a day on. Raises RetiredAlready, NotYourPost."""
    _refuse_strangers(actor, item.post)
    if item.until is not None:
        raise RetiredAlready(item.text[:20])
    change(item, until=max(on, item.first))


@command(grant="responsibility.record_licence", title="登记许可", capability=Capability.FIRST_HANDLER)
def record_licence(
    actor: Actor,
    enterprise: Enterprise,
    *,
    permit: str,
    unit: str,
    issued_on: date,
    number: str = "",
    valid_until: date | None = None,
) -> Licence:
    """Record a licence that an office issued. Raises NothingSaid, IssuedLater, LicenceKnown."""
    if not permit.strip() or not unit.strip():
        raise NothingSaid()
    if issued_on > today():
        raise IssuedLater()
    told = {"permit": permit.strip(), "unit": unit.strip(), "number": number.strip()}
    try:
        with transaction.atomic():
            return Licence.objects.create(enterprise=enterprise, issued_on=issued_on, valid_until=valid_until, **told)
    except IntegrityError:
        raise LicenceKnown(permit) from None


def _refuse_strangers(actor: Actor, post: Post) -> None:
    """Leaders write their own list; who may name others writes theirs as well."""
    if actor.person_id is not None and post.pk != actor.post_id and not actor.may("responsibility.assign"):
        raise NotYourPost()

"""Keeping files, and attaching them to records."""

from collections.abc import Iterable

from django.db import IntegrityError, models, transaction

from sanze.foundation.acts import entry
from sanze.foundation.acts.command import command
from sanze.foundation.acts.refusal import Refused
from sanze.foundation.capabilities import Capability
from sanze.foundation.evidence import pictures, storage
from sanze.foundation.evidence.kinds import FACES, PICTURED, ending_of, kind_of, name_fits, plain_name
from sanze.foundation.evidence.limits import most_bytes, most_pixels
from sanze.foundation.evidence.models import Evidence, Exhibit, Keeping
from sanze.foundation.evidence.queries import may_use
from sanze.foundation.jobs.queue import defer
from sanze.foundation.moment import now
from sanze.foundation.scope.actor import Actor
from sanze.foundation.scope.place import coordinates_of


class NothingReceived(Refused):
    """There is no received file of that token: it was never sent, or was swept away after a day."""

    message = "没有收到文件，请重新选择并上传"


class EmptyFile(Refused):
    message = "文件是空的，请重新选择"


class FileTooLarge(Refused):
    message = "文件太大，请压缩后再上传"


class UnknownKind(Refused):
    """Told from the bytes: web pages, drawings with scripts, programs and archives are not evidence."""

    message = "不支持这种文件，可上传照片（JPEG、PNG、WebP、HEIC）、PDF、DOCX、XLSX、MP4、MOV、M4A 和 MP3"


class WrongName(Refused):
    message = "文件内容与扩展名不符，请用原来的文件"


class BrokenPicture(Refused):
    message = "图片已损坏，无法打开，请重新拍摄或选择"


class PictureTooLarge(Refused):
    message = "图片的像素太多，请用普通模式拍摄或缩小后再上传"


class StoreSpoilt(Refused):
    """The same content was kept before and its stored file has been changed since."""

    message = "此文件以前的存件已被改动，暂不能再次存入，请告知系统管理员核查"


class UnknownEvidence(Refused):
    message = "附件不存在，或不是本岗位上传、可见的文件，请重新上传"


@command(grant="evidence.keep", title="存入证据", capability=Capability.SEALED_ACTS)
def keep(actor: Actor, subject: None, *, received: str, name: str) -> Keeping:
    """Keep the received file (token from `storage.receive`) under the hash of its content.

    The same bytes brought again are the same Evidence; each post has a Keeping of its own. The file is in its
    place, on disk, before the transaction commits.
    Raises NothingReceived, EmptyFile, FileTooLarge, UnknownKind, WrongName, BrokenPicture, PictureTooLarge,
    StoreSpoilt.
    """
    media_type, picture = _inspected(received, name)
    digest = storage.digest_of(storage.incoming(received))
    try:
        storage.settle(received, digest)
    except storage.Spoilt:
        raise StoreSpoilt() from None
    entry.current().note_evidence([digest])
    evidence = _evidence(actor, digest, received, name, media_type, picture)
    return _keeping(actor, evidence, name)


def attach(actor: Actor, record: models.Model, hashes: Iterable[str], purpose: str) -> list[Exhibit]:
    """Let `record` rely on kept files. For use inside a command; its act then bears the hashes.

    purpose: e.g. 'found', 'rectified'. A file already attached for that purpose is passed over.
    Raises UnknownEvidence, and then attaches none, if the actor's post neither kept nor sees one of them.
    """
    wanted = list(dict.fromkeys(hashes))
    found = {each.digest: each for each in Evidence.objects.filter(digest__in=wanted)}
    if any(each not in found or not may_use(actor, found[each]) for each in wanted):
        raise UnknownEvidence()
    label = entry.label(record)
    there = set(Exhibit.objects.filter(record=label, purpose=purpose).values_list("evidence_id", flat=True))
    entry.current().note_evidence(wanted)
    fresh = [found[each] for each in wanted if found[each].pk not in there]
    at, place = now(), coordinates_of(record)
    return Exhibit.objects.bulk_create(
        [Exhibit(evidence=each, record=label, purpose=purpose, attached_at=at, **place) for each in fresh]
    )


def _inspected(received: str, name: str) -> tuple[str, pictures.Picture | None]:
    try:
        path = storage.incoming(received)
        size = path.stat().st_size
    except (ValueError, FileNotFoundError):
        raise NothingReceived() from None
    if not size:
        raise EmptyFile()
    if size > most_bytes():
        raise FileTooLarge(f"上限 {most_bytes() // 1024**2} MB")
    media_type = kind_of(path)
    if media_type is None:
        raise UnknownKind()
    if not name_fits(plain_name(name), media_type):
        raise WrongName(f"内容是 {FACES[media_type][0]}，扩展名是 .{ending_of(name)}")
    if media_type not in PICTURED:
        return media_type, None
    try:
        return media_type, pictures.look(path, PICTURED[media_type], most_pixels())
    except pictures.TooManyPixels:
        raise PictureTooLarge(f"上限 {most_pixels() // 10**6} 百万像素") from None
    except pictures.Unreadable:
        raise BrokenPicture() from None


def _evidence(
    actor: Actor, digest: str, received: str, name: str, media_type: str, picture: pictures.Picture | None
) -> Evidence:
    if known := Evidence.objects.filter(digest=digest).first():
        return known
    seen = {}
    if picture:
        seen = {
            "width": picture.width,
            "height": picture.height,
            "difference_hash": picture.difference_hash,
            "claimed_at": picture.claims.at,
            "claimed_longitude": picture.claims.longitude,
            "claimed_latitude": picture.claims.latitude,
        }
    try:
        with transaction.atomic():
            made = Evidence.objects.create(
                digest=digest,
                size=storage.incoming(received).stat().st_size,
                media_type=media_type,
                name=plain_name(name),
                kept_at=now(),
                kept_by_post=actor.post_id,
                kept_by_person=actor.person_id,
                **_home(actor),
                **seen,
            )
    except IntegrityError:
        return Evidence.objects.get(digest=digest)
    if picture:
        defer("evidence.make_thumbnail", digest=digest)
    return made


def _keeping(actor: Actor, evidence: Evidence, name: str) -> Keeping:
    own = Keeping.objects.filter(evidence=evidence, post_id=actor.post_id)
    if kept := own.first():
        return kept
    try:
        with transaction.atomic():
            return Keeping.objects.create(
                evidence=evidence,
                post_id=actor.post_id,
                person_id=actor.person_id,
                at=now(),
                name=plain_name(name),
                **_home(actor),
            )
    except IntegrityError:
        return own.get()


def _home(actor: Actor) -> dict:
    """Where a file lies that no record relies on yet: with the post that brought it."""
    return {"area_code": actor.areas[0] if actor.areas else "", "party_id": actor.party_id}

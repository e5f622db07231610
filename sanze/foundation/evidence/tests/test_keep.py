"""Keeping: once for the same bytes, never over anything, refused with a sentence and without a trace."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from io import BytesIO

import pytest
from django.db import connections

from sanze.foundation.acts.models import Act
from sanze.foundation.acts.refusal import NotGranted
from sanze.foundation.acts.verify import faults
from sanze.foundation.evidence import commands, storage
from sanze.foundation.evidence.models import Evidence, Keeping
from sanze.foundation.evidence.tasks import make_thumbnail, sweep_received
from sanze.foundation.evidence.tests import files
from sanze.foundation.evidence.uploads import keep_file
from sanze.foundation.jobs.worker import work_off
from sanze.foundation.moment import fixed, now
from sanze.foundation.scope.actor import Actor
from tests.cast import enforce_regime, role


def keep(someone, content: bytes, name="现场.jpg") -> Evidence:
    actor = someone if isinstance(someone, Actor) else someone.actor
    return keep_file(actor, BytesIO(content), name)


def stored(root) -> list:
    return [each for each in root.rglob("*") if each.is_file()] if root.exists() else []


def test_a_photo_is_kept_with_what_it_shows_and_claims(east, settings):
    content = files.photo(exif=files.claims())
    with fixed(datetime(2026, 11, 24, 4, tzinfo=UTC)):
        evidence = keep(east, content, "../IMG_0001.jpg")

    assert (evidence.media_type, evidence.name, evidence.size) == ("image/jpeg", "IMG_0001.jpg", len(content))
    assert (evidence.width, evidence.height, len(evidence.difference_hash)) == (400, 300, 16)
    assert evidence.claimed_at == datetime(2026, 11, 20, 1, 30, tzinfo=UTC)
    assert (evidence.claimed_longitude, evidence.claimed_latitude) == (112.51, 37.25)
    assert evidence.kept_at == datetime(2026, 11, 24, 4, tzinfo=UTC)
    assert (evidence.kept_by_post, evidence.kept_by_person) == (east.post.pk, east.person.pk)
    assert storage.place_of(evidence.digest).read_bytes() == content
    [file] = stored(settings.SANZE_EVIDENCE)
    assert file.relative_to(settings.SANZE_EVIDENCE).parts == (
        evidence.digest[:2], evidence.digest[2:4], evidence.digest
    )  # fmt: skip
    assert file.stat().st_mode & 0o777 == 0o400


def test_the_name_of_a_content_is_its_sm3(east):
    # GB/T 32905 gives this digest for 'abc'.
    token = storage.receive([b"a", b"bc"], 10)

    digest = storage.digest_of(storage.incoming(token))
    assert digest == "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0"


def test_the_act_bears_the_hash_and_everything_still_stands(east):
    evidence = keep(east, files.photo())

    act = Act.objects.get(command="evidence.keep")
    assert act.evidence == [evidence.digest]
    assert act.made[f"evidence.evidence:{evidence.pk}"]["digest"] == evidence.digest
    assert list(faults()) == []


@pytest.mark.parametrize("damage", ["changed", "removed"])
def test_a_file_touched_behind_the_platforms_back_is_found(east, damage):
    evidence = keep(east, files.photo())
    place = storage.place_of(evidence.digest)
    place.chmod(0o600)
    if damage == "removed":
        place.unlink()
    else:
        place.write_bytes(place.read_bytes()[:-1] + b"x")

    [fault] = faults()
    assert fault.act == Act.objects.get(command="evidence.keep").pk
    assert evidence.digest[:16] in fault.sentence


def test_a_changed_claim_in_the_database_is_found(east):
    evidence = keep(east, files.photo())
    Evidence.objects.filter(pk=evidence.pk)._write({"claimed_at": now()})

    [fault] = faults()
    assert "claimed_at" in fault.sentence


def test_the_same_bytes_are_one_file_with_a_keeping_for_each_post(east, west, settings):
    first, again, other = keep(east, files.photo()), keep(east, files.photo(), "b.jpg"), keep(west, files.photo())

    assert first == again == other
    assert len(stored(settings.SANZE_EVIDENCE)) == 1
    assert [each.post_id for each in Keeping.objects.order_by("pk")] == [east.post.pk, west.post.pk]
    assert Evidence.objects.get().kept_by_post == east.post.pk


def test_a_party_keeps_files_of_its_own(party):
    evidence = keep(party, files.PDF, "方案.pdf")

    assert (evidence.party_id, evidence.width, evidence.difference_hash) == (41, None, "")


@pytest.mark.parametrize(
    ("content", "name", "refusal"),
    [
        (b"", "空.jpg", commands.EmptyFile),
        (b"\xff\xd8\xff" + b"\0" * (20 * 1024**2), "大.jpg", commands.FileTooLarge),
        (b"\xff\xd8\xff" + b"\0" * (25 * 1024**2), "更大.jpg", commands.FileTooLarge),
        (files.SVG, "图.svg", commands.UnknownKind),
        (files.SVG, "图.png", commands.UnknownKind),
        (files.HTML, "页.html", commands.UnknownKind),
        (files.HTML, "页.jpg", commands.UnknownKind),
        (files.zipped({"a": "a"}), "a.zip", commands.UnknownKind),
        (files.swollen_docx(), "炸弹.docx", commands.UnknownKind),
        (files.photo(format_name="PNG"), "通知.pdf", commands.WrongName),
        (files.PDF, "照片.jpg", commands.WrongName),
        (files.photo()[:2000], "半张.jpg", commands.BrokenPicture),
        (b"\x89PNG\r\n\x1a\n" + files.HTML, "夹带.png", commands.BrokenPicture),
        (files.png_bomb(), "炸弹.png", commands.PictureTooLarge),
    ],
)
def test_what_is_no_evidence_is_refused_and_leaves_no_trace(east, settings, content, name, refusal):
    acts = Act.objects.count()

    with pytest.raises(refusal):
        keep(east, content, name)

    assert Act.objects.count() == acts
    assert not Evidence.objects.exists()
    assert stored(settings.SANZE_EVIDENCE) == []


def test_a_file_of_exactly_the_limit_is_taken(east):
    content = files.PDF.ljust(20 * 1024**2, b"\n")

    assert keep(east, content, "报告.pdf").size == 20 * 1024**2


@pytest.mark.parametrize("received", ["", "0" * 32, "../" * 10 + "ab", "../../../../../../../../etc/passwd"])
def test_what_was_never_received_cannot_be_kept(east, received):
    with pytest.raises(commands.NothingReceived):
        commands.keep(east.actor, None, received=received, name="x.jpg")

    assert not Evidence.objects.exists()


def test_knowing_a_hash_is_not_having_the_file(east, west):
    evidence = keep(east, files.photo())

    with pytest.raises(commands.NothingReceived):
        commands.keep(west.actor, None, received=evidence.digest[:32], name="x.jpg")

    assert not Keeping.objects.filter(post_id=west.post.pk).exists()


def test_without_the_power_nothing_is_kept(east, settings):
    stranger = Actor("路人", post_id=99, areas=("",))

    with pytest.raises(NotGranted):
        keep(stranger, files.photo())

    assert stored(settings.SANZE_EVIDENCE) == []


def test_a_spoilt_file_is_neither_overwritten_nor_taken_for_good(east, west):
    evidence = keep(east, files.photo())
    place = storage.place_of(evidence.digest)
    place.chmod(0o600)
    place.write_bytes(b"forged")

    with pytest.raises(commands.StoreSpoilt):
        keep(west, files.photo())

    assert place.read_bytes() == b"forged"
    assert not Keeping.objects.filter(post_id=west.post.pk).exists()


@pytest.mark.django_db(transaction=True)
def test_eight_at_once_with_the_same_bytes_make_one_file():
    enforce_regime()
    posts = [
        role(f"w{number}", f"王{number}", kind="township", unit="东镇安监站", title=f"安监员{number}")
        for number in range(4)
    ]

    def bring(number: int) -> int:
        try:
            return keep(posts[number % 4], files.photo()).pk
        finally:
            connections.close_all()

    with ThreadPoolExecutor(8) as pool:
        brought = set(pool.map(bring, range(8)))

    assert brought == {Evidence.objects.get().pk}
    assert Keeping.objects.count() == 4
    assert list(faults()) == []


@pytest.mark.django_db(transaction=True)
def test_a_thumbnail_is_made_by_a_worker():
    enforce_regime()
    east = role("liqiang", "李强", kind="township", unit="东镇安监站", title="安监员")
    evidence = keep(east, files.photo())
    assert not storage.thumbnail_of(evidence.digest).exists()

    work_off()

    assert storage.thumbnail_of(evidence.digest).read_bytes()[8:12] == b"WEBP"
    assert make_thumbnail(now(), digest=evidence.digest) == 1


def test_received_files_that_nobody_kept_are_swept_after_a_day(east, settings):
    token = storage.receive([b"left"], 10)
    evidence = keep(east, files.photo())

    assert sweep_received(now() + timedelta(hours=23)) == 0
    assert storage.incoming(token).exists()
    assert sweep_received(now() + timedelta(hours=25)) == 1
    assert stored(settings.SANZE_EVIDENCE) == [storage.place_of(evidence.digest)]

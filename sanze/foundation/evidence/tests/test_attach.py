"""Attaching: inside a command, by whoever brought the file or sees it already, and by nobody else."""

from datetime import date
from io import BytesIO

import pytest

from sanze.foundation.acts import entry
from sanze.foundation.acts.entry import OutsideTheDoor
from sanze.foundation.acts.records import change
from sanze.foundation.evidence.commands import UnknownEvidence, attach
from sanze.foundation.evidence.models import Exhibit
from sanze.foundation.evidence.queries import exhibits_of, usable
from sanze.foundation.evidence.tests import files
from sanze.foundation.evidence.tiles import tiles_of
from sanze.foundation.evidence.uploads import keep_file
from sanze.foundation.identity import commands as identity
from sanze.foundation.scope.actor import INSTALLER
from tests.cast import EAST, WEST


@pytest.fixture
def photo(east) -> str:
    return keep_file(east.actor, BytesIO(files.photo()), "现场.jpg").digest


def test_a_record_relies_on_a_file_and_the_act_bears_its_hash(east, record, photo):
    with entry.opened() as written:
        [exhibit] = attach(east.actor, record, [photo, photo], "found")

    assert written.evidence == [photo]
    assert f"evidence.exhibit:{exhibit.pk}" in written.made
    assert (exhibit.record, exhibit.purpose) == (f"identity.post:{record.pk}", "found")
    assert (exhibit.area_code, exhibit.industry, exhibit.party_id) == (EAST, "", 41)
    assert [each.evidence.digest for each in exhibits_of(record)] == [photo]
    assert [each["title"] for each in tiles_of(exhibits_of(record, "found"))] == ["现场.jpg"]
    assert list(exhibits_of(record, "rectified")) == []


def test_a_file_serves_a_purpose_once_and_another_purpose_too(east, record, photo):
    with entry.opened():
        attach(east.actor, record, [photo], "found")
    with entry.opened() as written:
        assert attach(east.actor, record, [photo], "found") == []
        assert len(attach(east.actor, record, [photo], "rectified")) == 1

    assert written.evidence == [photo]
    assert Exhibit.objects.count() == 2


def test_a_neighbour_cannot_use_a_file_by_knowing_its_hash(west, record, photo):
    with entry.opened(), pytest.raises(UnknownEvidence):
        attach(west.actor, record, [photo], "found")

    assert not Exhibit.objects.exists()


def test_one_unknown_hash_refuses_them_all(east, record, photo):
    with entry.opened() as written, pytest.raises(UnknownEvidence):
        attach(east.actor, record, [photo, "0" * 64], "found")

    assert not Exhibit.objects.exists()
    assert written.evidence == []


def test_who_sees_the_record_may_use_its_files(east, party, other_party, record, photo):
    assert usable(party.actor, photo) is None
    with entry.opened():
        attach(east.actor, record, [photo], "found")

    assert usable(party.actor, photo).digest == photo
    assert usable(other_party.actor, photo) is None
    with entry.opened():
        assert len(attach(party.actor, record, [photo], "rectified")) == 1


def test_a_file_follows_its_record_to_another_area(east, west, record, photo):
    elsewhere = identity.open_post(
        INSTALLER, None, title="看护员", unit="村", kind="village", on=date(2026, 1, 1), area_code=EAST
    )
    keeper = keep_file(INSTALLER, BytesIO(files.PDF), "方案.pdf").digest
    with entry.opened():
        attach(INSTALLER, elsewhere, [keeper], "found")
    assert (bool(usable(east.actor, keeper)), bool(usable(west.actor, keeper))) == (True, False)

    with entry.opened():
        change(elsewhere, area_code=WEST)

    assert (bool(usable(east.actor, keeper)), bool(usable(west.actor, keeper))) == (False, True)


def test_nothing_is_attached_outside_a_command(east, record, photo):
    with pytest.raises(OutsideTheDoor):
        attach(east.actor, record, [photo], "found")

    assert not Exhibit.objects.exists()

import io
import json
import tarfile

import pytest

from sanze.cli.archive import DATABASE, EVIDENCE, KEYS, check, take_out, writing
from sanze.cli.outcome import Found


@pytest.fixture
def house(tmp_path):
    """A folder with a dump, evidence and keys, and a half-written file that is nobody's."""
    files = {"dump": "rows", "evidence/ab/abcd": "photo", "evidence/.half": "?", "keys/seal.key": "k"}
    for name, text in files.items():
        path = tmp_path / "house" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return tmp_path / "house"


@pytest.fixture
def backup(house, tmp_path):
    target = tmp_path / "backup.tar"
    with writing(target) as archive:
        archive.add(DATABASE, house / "dump")
        archive.add_folder(EVIDENCE, house / "evidence")
        archive.add_folder(KEYS, house / "keys")
        archive.finish({"version": "1"})
    return target


def tar_with(path, *members):
    with tarfile.open(path, "w") as tar:
        for head, body in members:
            head.size = len(body)
            tar.addfile(head, io.BytesIO(body))
    return path


def test_what_went_in_comes_out(backup, tmp_path):
    manifest = check(backup)
    take_out(backup, EVIDENCE, tmp_path / "out")

    assert sorted(manifest["files"]) == [DATABASE, "evidence/ab/abcd", "keys/seal.key"]
    assert [path.name for path in (tmp_path / "out").rglob("*") if path.is_file()] == ["abcd"]
    assert (tmp_path / "out/ab/abcd").read_text() == "photo"


def test_a_backup_is_readable_by_its_owner_alone(backup):
    assert backup.stat().st_mode & 0o777 == 0o600


def test_a_backup_that_was_not_finished_does_not_bear_its_name(house, tmp_path):
    def fail():
        with writing(tmp_path / "half.tar") as archive:
            archive.add(DATABASE, house / "dump")
            raise OSError("disk full")

    with pytest.raises(OSError, match="disk full"):
        fail()

    assert not [path for path in tmp_path.iterdir() if "half" in path.name]


def test_every_changed_byte_of_a_file_is_found(backup):
    whole = backup.read_bytes()
    at = whole.index(b"photo")

    backup.write_bytes(whole[:at] + b"phot0" + whole[at + 5 :])

    with pytest.raises(Found, match="evidence/ab/abcd"):
        check(backup)


def test_a_file_cut_short_is_found(backup):
    whole = backup.read_bytes()
    for length in (0, 10, 600, whole.index(b'"version"')):
        backup.write_bytes(whole[:length])
        with pytest.raises(Found):
            check(backup)


@pytest.mark.parametrize("name", ["../evil", "/etc/passwd", "evidence/../../evil", "keys/", "evidence/a b", "else"])
def test_a_name_that_leads_elsewhere_is_refused(tmp_path, name):
    hostile = tar_with(tmp_path / "hostile.tar", (tarfile.TarInfo(name), b"x"))

    with pytest.raises(Found, match="不该有"):
        check(hostile)
    with pytest.raises(Found, match="不该有"):
        take_out(hostile, EVIDENCE, tmp_path / "out")
    assert not (tmp_path / "evil").exists()


def test_a_link_is_refused(tmp_path):
    link = tarfile.TarInfo("evidence/link")
    link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"

    with pytest.raises(Found, match="不该有"):
        check(tar_with(tmp_path / "link.tar", (link, b"")))


def test_an_unknown_format_is_refused(tmp_path):
    body = json.dumps({"format": 99, "files": {}}).encode()

    with pytest.raises(Found, match="无法识别"):
        check(tar_with(tmp_path / "later.tar", (tarfile.TarInfo("manifest.json"), body)))


def test_evidence_that_is_there_is_never_overwritten(backup, tmp_path):
    there = tmp_path / "out/ab/abcd"
    there.parent.mkdir(parents=True)
    there.write_text("mine")

    take_out(backup, EVIDENCE, tmp_path / "out")

    assert there.read_text() == "mine"

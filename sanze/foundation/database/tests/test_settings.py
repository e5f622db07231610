import pytest

from sanze.foundation.database import embedded
from sanze.foundation.database.errors import DatabaseUnwell
from sanze.foundation.database.settings import ADDRESS, database_settings


def test_an_external_address_gives_its_parts(monkeypatch):
    monkeypatch.setenv(ADDRESS, "postgresql://office:p%40ss@one:5432,two:5433/safety?target_session_attrs=read-write")

    told = database_settings()

    assert (told["HOST"], told["PORT"], told["NAME"]) == ("one,two", "5432,5433", "safety")
    assert (told["USER"], told["PASSWORD"]) == ("office", "p@ss")
    assert told["OPTIONS"] == {"target_session_attrs": "read-write"}


def test_an_external_server_that_does_not_answer_is_said_plainly(monkeypatch, tmp_path):
    monkeypatch.setenv(ADDRESS, f"postgresql://sanze@/sanze?host={tmp_path}")

    with pytest.raises(DatabaseUnwell, match="SANZE_DATABASE_URL"):
        embedded.ensure_running()
    assert not embedded.status().running
    assert "SANZE_DATABASE_URL" in embedded.status().trouble

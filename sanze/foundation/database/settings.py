"""Django's DATABASES entry, told without starting or even looking for a server."""

import os

from psycopg.conninfo import conninfo_to_dict

from .cluster import NAME, PORT, ROLE
from .places import home, place_of

ADDRESS = "SANZE_DATABASE_URL"


def external_address() -> str | None:
    """The connection string of a server that is not ours, if one is set."""
    return os.environ.get(ADDRESS, "").strip() or None


def database_settings() -> dict:
    """The default database: the one of SANZE_DATABASE_URL, or the embedded server's of this installation."""
    address = external_address()
    where = _external(address) if address else _embedded()
    lasting = {"CONN_MAX_AGE": 600, "CONN_HEALTH_CHECKS": True}
    return {"ENGINE": "django.db.backends.postgresql", **lasting, **where}


def _embedded() -> dict:
    return {"NAME": NAME, "USER": ROLE, "PASSWORD": "", "HOST": str(place_of(home()).run), "PORT": PORT}


def _external(address: str) -> dict:
    parts = conninfo_to_dict(address)
    named = {"NAME": "dbname", "USER": "user", "PASSWORD": "password", "HOST": "host", "PORT": "port"}
    told = {ours: str(parts.pop(theirs, "")) for ours, theirs in named.items()}
    return {**told, "OPTIONS": parts} if parts else told

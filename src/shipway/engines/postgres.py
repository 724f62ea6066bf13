"""PostgreSQL, and what is built on it.

Variables: https://github.com/docker-library/docs/blob/master/postgres/README.md
The client's: https://www.postgresql.org/docs/current/libpq-envars.html
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import zip_longest

from shipway.engines.catalogue import version_of
from shipway.engines.command import flags
from shipway.engines.family import EVERYWHERE, Credentials, Family, Given

MAJOR = r"(?i)(?:^|[^a-z])pg(?:sql)?-?v?(\d{1,2}(?:\.\d+)?)(?!\d)"


def credentials(given: Given) -> Credentials:
    """The database is named after the user where no variable names it."""
    user = given.first("POSTGRES_USER") or "postgres"
    secret = given.file("POSTGRES_PASSWORD_FILE")
    password = given.first("POSTGRES_PASSWORD") or secret.text
    return Credentials(user, password, given.first("POSTGRES_DB") or user, secret.name)


def settings(words: Sequence[str]) -> Iterator[tuple[str, str]]:
    """`--name=value` and `-c name=value`."""
    for name, value in flags(words):
        yield name.replace("-", "_"), value
    for word, following in zip_longest(words, words[1:], fillvalue=""):
        if word.startswith("-c"):
            name, sign, value = (following if word == "-c" else word[2:].strip()).partition("=")
            if sign:
                yield name.strip().replace("-", "_"), value.strip()


def version(tag: str) -> str:
    """The version of the engine, not of a distribution: `2.26.4-pg17` of TimescaleDB is PostgreSQL 17."""
    named = re.search(MAJOR, tag) if "pg" in tag.lower() else None
    return named[1] if named is not None else ".".join(version_of(tag).split(".")[:2])


FAMILY = Family(
    name="postgres",
    port=5432,
    user="postgres",
    credentials=credentials,
    client={
        "PGHOST": "host",
        "PGPORT": "port",
        "PGUSER": "user",
        "PGPASSWORD": "password",
        "PGDATABASE": "database",
        "POSTGRES_USER": "user",
        "POSTGRES_PASSWORD": "password",
        "POSTGRES_DB": "database",
    },
    fixed={"PGSSLMODE": "require"},
    extensions="SHIPWAY_EXTENSIONS",
    own=("POSTGRES_", "PG", *EVERYWHERE),
    settings=settings,
    version=version,
)

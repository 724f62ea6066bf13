"""MySQL and MariaDB, which take the same variables and the same options.

Variables: https://github.com/docker-library/docs/blob/master/mysql/README.md
https://github.com/docker-library/docs/blob/master/mariadb/README.md
The client's: https://dev.mysql.com/doc/refman/8.4/en/environment-variables.html
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from shipway.engines.command import flags
from shipway.engines.family import EVERYWHERE, Credentials, Family, Given, SecretFile

UNITS = {"k": 2**10, "m": 2**20, "g": 2**30}


def credentials(given: Given) -> Credentials:
    """The application's own user where the container makes one, else root."""
    user = given.first("MYSQL_USER", "MARIADB_USER")
    database = given.first("MYSQL_DATABASE", "MARIADB_DATABASE")
    names = ("MYSQL_PASSWORD", "MARIADB_PASSWORD") if user else ("MYSQL_ROOT_PASSWORD", "MARIADB_ROOT_PASSWORD")
    files = [given.file(f"{name}_FILE") for name in names]
    secret = next((file for file in files if file.name), SecretFile(""))
    return Credentials(user or "root", given.first(*names) or secret.text, database, secret.name)


def settings(words: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Names with underscores; sizes in bytes, since only a command line takes `64M`."""
    for name, value in flags(words):
        yield name.replace("-", "_"), _bytes(value)


def _bytes(value: str) -> str:
    match = re.fullmatch(r"(?i)(\d+)([kmg])b?", value)
    return str(int(match[1]) * UNITS[match[2].lower()]) if match else value


FAMILY = Family(
    name="mysql",
    port=3306,
    user="root",
    credentials=credentials,
    client={
        "MYSQL_HOST": "host",
        "MYSQL_TCP_PORT": "port",
        "MYSQL_USER": "user",
        "MYSQL_PWD": "password",
        "MYSQL_PASSWORD": "password",
        "MYSQL_ROOT_PASSWORD": "password",
        "MYSQL_DATABASE": "database",
    },
    own=("MYSQL_", "MARIADB_", *EVERYWHERE),
    settings=settings,
)

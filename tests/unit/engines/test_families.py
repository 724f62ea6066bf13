"""How the engines of each family are told of users, passwords, settings."""

from __future__ import annotations

import pytest

from shipway.engines.family import Credentials, Given, SecretFile, family_of
from shipway.model.value import Key

FILES = {"/run/secrets/pw": SecretFile("db_password", "from-file-9"), "pw": SecretFile("db_password", "from-file-9")}


@pytest.mark.parametrize(
    ("engine", "variables", "expected"),
    [
        ("postgres", {}, ("postgres", "", "postgres", "")),
        ("postgres", {"POSTGRES_USER": "app", "POSTGRES_PASSWORD": "a"}, ("app", "a", "app", "")),
        ("postgres", {"POSTGRES_USER": "app", "POSTGRES_DB": "shop"}, ("app", "", "shop", "")),
        (
            "postgres",
            {"POSTGRES_PASSWORD_FILE": "/run/secrets/pw"},
            ("postgres", "from-file-9", "postgres", "db_password"),
        ),
        ("postgres", {"POSTGRES_PASSWORD_FILE": "pw"}, ("postgres", "from-file-9", "postgres", "db_password")),
        ("postgres", {"POSTGRES_PASSWORD_FILE": "/run/secrets/other"}, ("postgres", "", "postgres", "")),
        (
            "postgres",
            {"POSTGRES_PASSWORD": "a", "POSTGRES_PASSWORD_FILE": "pw"},
            ("postgres", "a", "postgres", "db_password"),
        ),
        ("mysql", {"MYSQL_USER": "app", "MYSQL_PASSWORD": "a", "MYSQL_DATABASE": "shop"}, ("app", "a", "shop", "")),
        ("mariadb", {"MARIADB_USER": "app", "MARIADB_PASSWORD": "a"}, ("app", "a", "", "")),
        ("mariadb", {"MARIADB_ROOT_PASSWORD": "r", "MARIADB_DATABASE": "shop"}, ("root", "r", "shop", "")),
        ("mysql", {"MYSQL_ROOT_PASSWORD_FILE": "/run/secrets/pw"}, ("root", "from-file-9", "", "db_password")),
        ("mariadb", {"MARIADB_ROOT_PASSWORD_FILE": "pw"}, ("root", "from-file-9", "", "db_password")),
        (
            "mysql",
            {"MYSQL_USER": "app", "MYSQL_PASSWORD_FILE": "/run/secrets/pw", "MYSQL_ROOT_PASSWORD": "r"},
            ("app", "from-file-9", "", "db_password"),
        ),
        ("mariadb", {"MARIADB_USER": "app", "MARIADB_PASSWORD_FILE": "pw"}, ("app", "from-file-9", "", "db_password")),
        ("redis", {"REDIS_PASSWORD": "a"}, ("", "a", "", "")),
        ("redis", {}, ("", "", "", "")),
        ("rabbitmq", {"RABBITMQ_DEFAULT_USER": "app", "RABBITMQ_DEFAULT_PASS": "a"}, ("app", "a", "", "")),
        ("memcached", {}, ("", "", "", "")),
    ],
)
def test_credentials_of_a_container(engine: str, variables: dict[str, str], expected: tuple[str, ...]) -> None:
    found = family_of(engine).credentials(Given(variables, files=FILES))
    assert (found.user, found.password, found.database, found.password_secret) == expected


@pytest.mark.parametrize(
    ("words", "password"),
    [
        (("redis-server", "--requirepass", "a"), "a"),
        (("redis-server", "--requirepass"), ""),
        (("redis-server",), "from-variable"),
    ],
)
def test_a_redis_has_its_password_in_its_command(words: tuple[str, ...], password: str) -> None:
    given = Given({"REDIS_PASSWORD": "from-variable"}, words)
    assert family_of("valkey").credentials(given).password == (password or "from-variable")


def test_a_password_is_never_printed() -> None:
    """The review: "Credentials' repr prints its password"."""
    one = Credentials("app", "hidden-one-9", "shop", "db_password")
    given = Given({"POSTGRES_PASSWORD": "hidden-one-9"}, ("--requirepass", "hidden-one-9"), FILES)
    assert repr(one) == "Credentials(user='app', database='shop', password_secret='db_password')"
    assert "hidden-one-9" not in repr(given)
    assert "from-file-9" not in repr(given)
    assert "hidden-one-9" not in f"{one} {given}"


@pytest.mark.parametrize(
    ("engine", "command", "expected"),
    [
        ("postgres", "-c max_connections=300 -cwal_level=logical", {"max_connections": "300", "wal_level": "logical"}),
        ("postgres", "--log-statement=all --timezone UTC", {"log_statement": "all", "timezone": "UTC"}),
        ("mysql", "--max-allowed-packet=64M --skip-ssl", {"max_allowed_packet": "67108864", "skip_ssl": ""}),
        ("mariadb", "--event-scheduler ON --sql-mode=", {"event_scheduler": "ON", "sql_mode": ""}),
        ("redis", "--maxmemory-policy noeviction", {"maxmemory-policy": "noeviction"}),
        ("rabbitmq", "--any thing", {}),
    ],
)
def test_settings_of_a_command(engine: str, command: str, expected: dict[str, str]) -> None:
    assert dict(family_of(engine).settings(command.split())) == expected


@pytest.mark.parametrize(
    ("engine", "tag", "version"),
    [
        ("postgres", "16.2-alpine", "16.2"),
        ("timescaledb", "2.26.4-pg17", "17"),
        ("pgvector", "0.8.0-pg18", "18"),
        ("postgres", "latest", ""),
        ("redis", "7.4.1-alpine", "7.4.1"),
    ],
)
def test_the_version_in_a_tag(engine: str, tag: str, version: str) -> None:
    assert family_of(engine).version(tag) == version


@pytest.mark.parametrize(
    ("engine", "family", "port", "user", "signed"),
    [
        ("postgres", "postgres", 5432, "postgres", True),
        ("mariadb", "mysql", 3306, "root", True),
        ("valkey", "redis", 6379, "", False),
        ("rabbitmq", "rabbitmq", 5672, "", True),
        ("memcached", "memcached", 11211, "", False),
    ],
)
def test_defaults(engine: str, family: str, port: int, user: str, signed: bool) -> None:
    found = family_of(engine)
    assert (found.name, found.port, found.user, found.signed) == (family, port, user, signed)


def test_what_clients_read_is_known_of_a_datastore() -> None:
    for engine in ("postgres", "mysql", "redis"):
        assert set(family_of(engine).client.values()) <= set(Key)
    assert family_of("postgres").client["PGPASSWORD"] == "password"
    assert family_of("mysql").client["MYSQL_PWD"] == "password"


def test_an_image_s_own_variables() -> None:
    assert "PGDATA".startswith(family_of("postgres").own)
    assert not "PGID".startswith(family_of("mariadb").own)
    assert "RABBITMQ_DEFAULT_USER".startswith(family_of("rabbitmq").own)
    assert "TZ".startswith(family_of("redis").own)


def test_an_engine_that_is_none() -> None:
    with pytest.raises(LookupError, match="no such engine: postgress"):
        family_of("postgress")

"""`Value`: what an environment variable, an argument or a configuration text holds.

A value is a sequence of parts: literal text and references. A reference is delivered by the target in its own
way (a stack output, a secret's key, a load balancer's name), so that no password and no address of another
environment is ever text. A part that holds a secret has no literal form at all: it is a name.
"""

from __future__ import annotations

from enum import StrEnum

from shipway.diagnostics import Origin
from shipway.records import record


class Key(StrEnum):
    """What a value may name of a datastore."""

    HOST = "host"
    PORT = "port"
    USER = "user"
    PASSWORD = "password"
    DATABASE = "database"
    ENDPOINTS = "endpoints"
    """Every `host:port`, with commas."""


SECRET_KEYS = frozenset({Key.PASSWORD})


@record
class Attribute:
    """One attribute of a datastore that became something else: `Attribute("db", Key.HOST)`."""

    datastore: str
    key: Key


@record
class ConnectionUrl:
    """A complete connection URL of a datastore, kept as the user wrote it where it is theirs.

    `postgresql+asyncpg://app:app@db:5432/app?x=1` is ConnectionUrl("db", scheme="postgresql+asyncpg",
    user=True, password=True, port=True, path="/", database=True, query="x=1"). The target may change the scheme
    to its TLS form and add TLS parameters to the query, because only it knows whether the connection is encrypted.

    user, password, port: whether the URL as written had them. path: literal path; where `database` is true the
    datastore's database name follows it. query: without the question mark. user_word, password_word: the keys of the
    query that hold them, as in `jdbc:postgresql://db/app?user=app&password=app`; "" where none does.
    """

    datastore: str
    scheme: str
    user: bool = False
    password: bool = False
    port: bool = False
    path: str = ""
    database: bool = False
    query: str = ""
    user_word: str = ""
    password_word: str = ""


@record
class SecretRef:
    """The value of one of the application's secrets, by the secret's name."""

    name: str


@record
class RouteUrl:
    """The public address of a workload's route: `https://api.example.org`; host_only leaves the scheme out."""

    workload: str
    host_only: bool = False


Part = str | Attribute | ConnectionUrl | SecretRef | RouteUrl


@record
class Value:
    """The parts in order. Adjacent literals are never split; an empty value has no parts."""

    parts: tuple[Part, ...]
    origin: Origin | None = None

    @property
    def literal(self) -> str | None:
        """The text, where the value is nothing but text; else None."""
        if all(isinstance(part, str) for part in self.parts):
            return "".join(part for part in self.parts if isinstance(part, str))
        return None

    @property
    def secret(self) -> bool:
        """Whether delivering this value needs a secret."""
        return any(
            isinstance(part, SecretRef)
            or (isinstance(part, Attribute) and part.key in SECRET_KEYS)
            or (isinstance(part, ConnectionUrl) and (part.password or part.password_word != ""))
            for part in self.parts
        )

    @property
    def datastores(self) -> frozenset[str]:
        """The datastores that the value names."""
        return frozenset(p.datastore for p in self.parts if isinstance(p, Attribute | ConnectionUrl))


def text(value: str, origin: Origin | None = None) -> Value:
    """A value that is nothing but text."""
    return Value((value,) if value else (), origin)

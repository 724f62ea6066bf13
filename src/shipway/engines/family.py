"""A family of engines: how its containers and its clients are given user, password and database.

The facts of an engine are in its row of the catalogue. What takes code is in one file per family, named after the
family and found by that name. A family without a file behaves as its rows say.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import field
from functools import cache
from importlib import import_module

from shipway.engines.catalogue import Engine, engine_named, version_of
from shipway.records import record

EVERYWHERE = ("ALLOW_EMPTY_PASSWORD", "TZ", "LANG")
"""Prefixes of variables that images of several families take."""


@record
class SecretFile:
    """A secret that a container is given as a file. name: the secret's. text: what it holds, "" unknown."""

    name: str
    text: str = field(default="", repr=False)


@record
class Given:
    """How a container is made. words: its command's. files: path as a variable may name it → the secret there."""

    variables: Mapping[str, str] = field(default_factory=dict, repr=False)
    words: tuple[str, ...] = field(default=(), repr=False)
    files: Mapping[str, SecretFile] = field(default_factory=dict)

    def first(self, *names: str) -> str:
        """The value of the first of the variables that has one, else ""."""
        return next((self.variables[name] for name in names if self.variables.get(name)), "")

    def file(self, variable: str) -> SecretFile:
        """The secret whose file a `…_FILE` variable names."""
        return self.files.get(self.first(variable), SecretFile(""))


@record
class Credentials:
    """A database container's own user, password and database. password_secret: the Compose secret that holds it."""

    user: str
    password: str = field(repr=False)
    database: str
    password_secret: str = ""


@record
class Family:
    """name: of the family. port, user: the engine's defaults. credentials: what a container of it was given.

    signed: whether nobody gets in without a password.

    client: variable that its client or the image's scripts read → what of a datastore it is (`host`, `port`, `user`,
    `password`, `database`). fixed: variables of the client with values of their own. extensions: the variable by which
    the `prepare` program gets the extensions, "" where the engine has none. own: prefixes of the image's own variables,
    which say how the container is made. settings: the words of a command → (name, value) of the settings in it, named
    as the engine writes them. version: an image's tag → the engine's version, "" unknown.
    """

    name: str
    port: int
    user: str
    credentials: Callable[[Given], Credentials]
    client: Mapping[str, str] = field(default_factory=dict)
    fixed: Mapping[str, str] = field(default_factory=dict)
    signed: bool = True
    extensions: str = ""
    own: tuple[str, ...] = ()
    settings: Callable[[Sequence[str]], Iterator[tuple[str, str]]] = lambda words: iter(())
    version: Callable[[str], str] = version_of


@cache
def family_of(name: str) -> Family:
    """The family of an engine by the engine's name, or by the family's own. Raises LookupError for an unknown name."""
    engine = engine_named(name)
    if engine is None:
        raise LookupError(f"no such engine: {name}")
    family = (engine.family or engine.name).replace("-", "_")
    file = f"shipway.engines.{family}"
    try:
        found: Family = import_module(file).FAMILY
    except ModuleNotFoundError as error:
        if error.name != file:
            raise
        return _as_listed(engine)
    return found


def _as_listed(engine: Engine) -> Family:
    """A family that the catalogue's row describes in full."""

    def credentials(given: Given) -> Credentials:
        plain = [name for name in engine.password if not name.endswith("_FILE")]
        files = [given.file(name) for name in engine.password if name.endswith("_FILE")]
        secret = next((file for file in files if file.name), SecretFile(""))
        return Credentials(
            given.first(*engine.user), given.first(*plain) or secret.text, given.first(*engine.database), secret.name
        )

    variables = (*engine.user, *engine.password, *engine.database)
    return Family(
        name=engine.family or engine.name,
        port=engine.ports[0] if engine.ports else 0,
        user="",
        credentials=credentials,
        signed=bool(engine.password),
        own=(*dict.fromkeys(name.partition("_")[0] + "_" for name in variables), *EVERYWHERE),
    )

"""Which engine an image is: one catalogue, read once, matched by the repository part of the reference."""

from __future__ import annotations

import json
import re
from functools import cache
from typing import Any

from shipway import bundled
from shipway.records import record

FILE = "engines.json"
REGISTRY = r"(?:(?:localhost|[a-z0-9.-]+\.[a-z]{2,}|[a-z0-9.-]+:\d+)(?::\d+)?/)?(?:docker/)?(?:library/)?"
VERSION = re.compile(r"(?:^|[^\d.])v?(\d+(?:\.\d+){0,2})(?![\d])")


SERVERS = frozenset({"datastore", "cache", "broker", "object-store", "search"})
"""Roles of engines that serve others."""


@record
class Engine:
    """What the catalogue knows about an engine. role: datastore, cache, broker, admin, proxy, init, mail, app-helper…

    name: "" for a helper of which only the role is known. user, password, database: the container's own
    variables. family: how its containers and clients are configured. offered_as: the engine that a managed service
    has to offer to stand in for it, "" where none can. extensions: what its image adds to that engine. memory: the MiB
    that it does not start below, 0 unknown. nfs: False where its data must not be on NFS, None where unknown.
    unfit: why it is not for production, "" where it is. products: repositories of products built on it, whose tags
    are the product's version.
    """

    name: str
    role: str
    ports: tuple[int, ...] = ()
    data: tuple[str, ...] = ()
    schemes: tuple[str, ...] = ()
    user: tuple[str, ...] = ()
    password: tuple[str, ...] = ()
    database: tuple[str, ...] = ()
    family: str = ""
    products: tuple[str, ...] = ()
    offered_as: str = ""
    extensions: tuple[str, ...] = ()
    memory: int = 0
    nfs: bool | None = None
    unfit: str = ""


LISTED = ("ports", "data", "schemes", "user", "password", "database", "products", "extensions")
PLAIN = ("role", "family", "offered_as", "memory", "nfs", "unfit")


@cache
def _data() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(bundled.read(FILE))
    return found


@cache
def _helpers() -> dict[str, Engine]:
    """Repository → an engine without a name."""
    roles = {role: Engine("", role) for role in _data()["helpers"]}
    return {repository: roles[role] for role, names in _data()["helpers"].items() for repository in names}


@cache
def engine_named(name: str) -> Engine | None:
    """An engine by the catalogue's name."""
    facts = _data()["engines"].get(name)
    if facts is None:
        return None
    listed = {key: tuple(facts[key]) for key in LISTED if key in facts}
    plain = {key: facts[key] for key in PLAIN if key in facts}
    return Engine(**{"name": name, **plain, **listed})


@cache
def clients() -> frozenset[str]:
    """The programs that are clients of some engine, with which a server's image does not serve."""
    return frozenset(name for facts in _data()["engines"].values() for name in facts.get("clients", ()))


def watches_machine(image: str) -> bool:
    """Whether an image watches the containers and disks of a machine, if it gets access to them."""
    return re.search(_data()["watchers"], split_reference(image)[0]) is not None


@cache
def _names() -> dict[str, str]:
    """Repository → engine, for the patterns that are plain names; nothing has to be compiled for these."""
    found: dict[str, str] = {}
    for name, facts in _data()["engines"].items():
        for repository in facts.get("names", ()):
            found.setdefault(repository, name)
    return found


@cache
def _patterns() -> tuple[tuple[str, str, str], ...]:
    """(a text in every name, the pattern, engine), specific variants first; most are never compiled."""
    return tuple((w, p, name) for name, facts in _data()["engines"].items() for w, p in facts.get("patterns", ()))


def split_reference(image: str) -> tuple[str, str, str]:
    """(repository without registry, tag, digest): `docker.io/library/postgres:16` is (postgres, 16, "")."""
    name, _, digest = image.strip().partition("@")
    head, slash, last = name.rpartition("/")
    last, _, tag = last.partition(":")
    repository = f"{head}{slash}{last}".lower()
    match = re.match(REGISTRY, repository) if slash else None
    return repository[match.end() if match else 0 :], tag, digest


def engine_of(image: str) -> Engine | None:
    """The engine an image reference is, or None for the user's own application."""
    repository = split_reference(image)[0]
    exact = _names().get(repository)
    if exact is not None:
        return engine_named(exact)
    for word, pattern, name in _patterns():
        if word in repository and re.search(pattern, repository):
            return engine_named(name)
    return _helpers().get(repository)


def version_of(tag: str) -> str:
    """The version in a tag: `16-alpine` is 16, `latest` is "" (unknown)."""
    match = VERSION.search(f" {tag}")
    return match[1] if match else ""

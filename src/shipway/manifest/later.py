"""Mappings of the manifest's shape that no part of Shipway acts upon yet: written, they are an error that says so."""

from __future__ import annotations

from typing import Any

from shipway.manifest import shapes
from shipway.records import record
from shipway.shapes import TEXT, choice, number, pattern, table
from shipway.words import word

DURATION = pattern("^([0-9]+(s|m|h))+$", "a duration such as 5m or 1h30m")


@record
class Queue:
    """`scale: {queue:}` of a service."""

    datastore: Any = word("datastore", TEXT, "the datastore that holds the queue", later=True)
    name: Any = word("name", TEXT, "the queue's name", later=True)
    length: Any = word("length", number(1, 1_000_000), "messages for each copy", later=True)


@record
class Deploy:
    """`deploy:` of a service."""

    strategy: Any = word("strategy", choice("rolling", "blue-green"), "how versions change", later=True)
    bake: Any = word("bake", DURATION, "how long the old one stays", later=True)


@record
class Site:
    """One key of `sites:`."""

    build: Any = word("build", TEXT, "the command that builds it", later=True)
    output: Any = word("output", TEXT, "the folder that holds it then", later=True)
    public: Any = word("public", shapes.HOSTS, "its host", later=True)
    proxy: Any = word("proxy", table(TEXT, "a mapping of paths to services"), "paths that services answer", later=True)


@record
class Alerts:
    """`alerts:`."""

    email: Any = word("email", shapes.ADDRESS, "where they go", later=True)


@record
class Check:
    """One of `checks:`."""

    url: Any = word("url", shapes.URL, "what is asked for", later=True)
    status: Any = word("status", number(100, 599, "a status"), "what must come", default=200, later=True)

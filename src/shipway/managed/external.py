"""A datastore that stays outside: nothing is created, and its users get its address."""

from __future__ import annotations

from shipway.managed.store import Home
from shipway.model.homes import Fate
from shipway.records import record
from shipway.shapes import pattern
from shipway.words import word

HOST = pattern(
    r"^[A-Za-z0-9_]([A-Za-z0-9_.-]*[A-Za-z0-9_])?$|^[0-9a-fA-F:]*:[0-9a-fA-F:]+$",
    "a host name or an address without scheme and port, such as db.example.org",
)


@record
class ExternalOptions:
    """Where it is."""

    host: str | None = word("host", HOST, "its host: the value of a variable that holds its name")


EXTERNAL = Home(
    "external",
    Fate.OUTSIDE,
    {"": "what it is today, outside of the application"},
    ExternalOptions,
    (
        "Nothing of it is created, backed up or monitored here.",
        "The network is not changed to let the application reach it.",
    ),
)
HOMES = (EXTERNAL,)

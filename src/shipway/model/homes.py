"""What a datastore may become on the chosen target, as plain data: the targets' side tells, `lower` decides."""

from __future__ import annotations

from enum import StrEnum

from shipway.records import record


class Fate(StrEnum):
    """What becomes of the container that the Compose file has for a datastore."""

    REPLACED = "replaced"  # something managed stands in for it, and its users are told the new address
    KEPT = "kept"  # it stays a container, and its volume lasts
    OUTSIDE = "outside"  # nothing is made: it stays where it is, and its users are told where


@record
class Offer:
    """One home of an engine family. word: as `as:` has it. title: what people call it, `Amazon RDS for PostgreSQL`.

    family: of the engine's catalogue, "" for any. default: taken where the manifest says nothing and nothing is in the
    way. settings: of the engine's own, those that the home takes over.
    """

    word: str
    family: str
    title: str
    fate: Fate
    default: bool = False
    settings: frozenset[str] = frozenset()

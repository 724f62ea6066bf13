"""What a datastore may become on the chosen target, as plain data: targets offer, `lower` decides."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from shipway.records import record


class Fate(StrEnum):
    """What becomes of the container that the Compose file has for a datastore."""

    REPLACED = "replaced"  # a managed service replaces it, and its users get the new address
    KEPT = "kept"  # it stays a container, and its volume lasts
    OUTSIDE = "outside"  # nothing is created: it stays where it is, and its users get its address


@record
class Offer:
    """One home of an engine. word: as `as:` has it. title: what people call it, `Amazon RDS for PostgreSQL`.

    family: the engine that it offers (`offered_as` of the catalogue), "" for any. default: taken where the manifest
    says nothing and nothing is in the way. options: the record whose keys it takes. settings: of the engine's own,
    those that the home takes over, each as `name`, or as `name=value` where it takes that value alone. versioned:
    whether the container's version is the home's too.
    """

    word: str
    family: str
    title: str
    fate: Fate
    default: bool = False
    options: type[Any] = object
    settings: frozenset[str] = frozenset()
    versioned: bool = True


Offers = Mapping[str, tuple[Offer, ...]]
"""Engine → its homes on a target, the default first; under "" those that take any."""

"""A container that keeps its data: `as: volume`, or `as: container`, which says the same of one without data."""

from __future__ import annotations

from shipway.managed.store import Home
from shipway.model.homes import Fate
from shipway.records import record


@record
class VolumeOptions:
    """It is told by Compose alone."""


CANNOT = (
    "Its disk is a network file system: many small writes take longer than on a local disk.",
    "It runs once, and stops before its successor starts: a deployment of it is a short pause.",
    "It has the backups of its file system, and none that know the engine.",
)
VOLUME = Home("volume", Fate.KEPT, {"": "a container with durable storage"}, VolumeOptions, CANNOT)
CONTAINER = Home("container", Fate.KEPT, {"": "a container with durable storage"}, VolumeOptions, CANNOT)
HOMES = (VOLUME, CONTAINER)

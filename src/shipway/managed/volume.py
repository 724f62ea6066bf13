"""A container that keeps its data: `as: volume`, or `as: container`, which means the same for one without data."""

from __future__ import annotations

from shipway.managed.store import Home
from shipway.model.homes import Fate
from shipway.records import record


@record
class VolumeOptions:
    """No options: Compose says everything."""


CANNOT = (
    "Its disk is a network file system, where many small writes take longer than on a local one.",
    "It has one copy, which stops before its successor starts: each of its deployments is a short pause.",
    "Its backups are those of its file system, which know nothing of the engine.",
)
VOLUME = Home("volume", Fate.KEPT, {"": "a container with durable storage"}, VolumeOptions, CANNOT)
CONTAINER = Home("container", Fate.KEPT, {"": "a container with durable storage"}, VolumeOptions, CANNOT)
HOMES = (VOLUME, CONTAINER)

"""A container that keeps its data: `as: volume`, or `as: container`, which says the same of one without data."""

from __future__ import annotations

from shipway.managed.store import Home
from shipway.model.homes import Fate
from shipway.records import record


@record
class VolumeOptions:
    """It is told by Compose alone."""


CANNOT = (
    "Its disk is a network file system, where many small writes take longer than on a local one.",
    "It has one copy, which stops before its successor starts: each of its deployments is a short pause.",
    "Its backups are those of its file system, made by nothing that knows the engine.",
)
VOLUME = Home("volume", Fate.KEPT, {"": "a container with durable storage"}, VolumeOptions, CANNOT)
CONTAINER = Home("container", Fate.KEPT, {"": "a container with durable storage"}, VolumeOptions, CANNOT)
HOMES = (VOLUME, CONTAINER)

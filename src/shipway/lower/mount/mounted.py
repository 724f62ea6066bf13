"""What the mounts of one service bring."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Iterator
from typing import TypeVar

from shipway.compose.types import MountSpec, Service
from shipway.diagnostics import Diagnostic
from shipway.model.application import Decision, Volume
from shipway.model.image import Overlay
from shipway.model.workload import Mount
from shipway.naming import digest
from shipway.records import record

T = TypeVar("T")


@record
class Temporary:
    """A folder in memory."""

    path: str


Piece = Mount | Volume | Overlay | Temporary | Decision | Diagnostic
"""One thing that a mount brings along: each mount gives some of these."""


@record
class Mounted:
    """What the mounts of one service become. told: what to report where the service stays a container."""

    mounts: tuple[Mount, ...] = ()
    volumes: tuple[Volume, ...] = ()
    overlays: tuple[Overlay, ...] = ()
    temporary: tuple[str, ...] = ()
    decisions: tuple[Decision, ...] = ()
    told: tuple[Diagnostic, ...] = ()


def sorted_out(pieces: Iterable[Piece]) -> Mounted:
    """The pieces by what they are, each kind in its order."""
    known = tuple(pieces)
    return Mounted(
        mounts=_of(Mount, known),
        volumes=_of(Volume, known),
        overlays=_of(Overlay, known),
        temporary=tuple(one.path for one in _of(Temporary, known)),
        decisions=_of(Decision, known),
        told=_of(Diagnostic, known),
    )


def _of(kind: type[T], pieces: tuple[Piece, ...]) -> tuple[T, ...]:
    return tuple(one for one in pieces if isinstance(one, kind))


def lasting(name: str, mount: MountSpec, seeded: bool = False) -> Iterator[Piece]:
    """A volume of the application, mounted. seeded: of Mount."""
    yield Mount(name, mount.target, mount.read_only, mount.subpath, mount.origin, seeded)
    yield Volume(name, mount.origin)


def made(service: Service, mount: MountSpec) -> Iterator[Piece]:
    """A durable volume for a folder of the host, named after it: services that mount one folder share one volume.

    A name that loses letters of the path (`a_b`, `../a`) gets a digest of it, so that two folders never share one.
    """
    source = posixpath.normpath(mount.source) if mount.source else "."
    where = f"{source}-folder" if source != "." else f"{service.name}-{mount.target}"
    lost = source != "." and not re.fullmatch(r"[a-z0-9]+", source)
    name = re.sub(r"[^a-z0-9]+", "-", where.lower()).strip("-") + (f"-{digest(source, length=4)}" if lost else "")
    yield from lasting(name, mount)
    sentence = f"{service.name}: {mount.source} becomes the durable volume {name} at {mount.target}"
    yield Decision(service.name, sentence, mount.origin)

"""Mounts: named volumes last, unnamed ones are dropped, and a database that stays a container keeps its data."""

from __future__ import annotations

import re
from collections.abc import Iterator

from shipway.compose.types import MountSpec, Project, Service
from shipway.diagnostics import note, warning
from shipway.lower.identify.detect import Detected
from shipway.lower.mount.mounted import Mounted, Piece, Temporary, lasting, made, sorted_out
from shipway.model.application import Decision, Volume
from shipway.model.workload import Mount

SHELLLESS = r"^scratch$|distroless|cgr\.dev/chainguard/static|^$"


def mounts(service: Service, detected: Detected, project: Project) -> Mounted:
    """What the service's mounts become where it stays a container."""
    pieces: list[Piece] = [Temporary(path) for path in service.tmpfs]
    for mount in service.mounts:
        pieces += _brought(mount, service, detected, project)
    places = [piece.path for piece in pieces if isinstance(piece, Mount)]
    return sorted_out([*pieces, *_engine_data(service, detected, places)])


def _brought(mount: MountSpec, service: Service, detected: Detected, project: Project) -> Iterator[Piece]:
    if mount.type == "tmpfs":
        yield Temporary(mount.target)
    elif mount.type == "bind":
        from shipway.lower.mount.binds import bind  # late: in production few projects have any

        yield from bind(mount, service, detected, project)
    elif mount.type == "volume" and mount.source:
        yield from lasting(mount.source, mount, _seeded(mount, service, detected))
        yield from _outside(mount.source, project)
    elif mount.type == "volume":
        yield from _anonymous(mount, service, detected)
    else:
        yield warning(
            "volume.unsupported",
            f'"{service.name}" mounts a volume of type {mount.type}, which is left out',
            mount.origin,
            fix="Use a named volume, or a bind of a file of the repository.",
        )


def _outside(name: str, project: Project) -> Iterator[Piece]:
    """Warn of a volume whose data is outside the project: the new one starts empty."""
    spec = next((volume for volume in project.volumes if volume.name == name), None)
    options = dict(spec.driver_opts) if spec is not None else {}
    if spec is None or not (spec.external or options.get("device")):
        return
    where = "it exists outside the project" if spec.external else f"it is {options['device']}"
    if options.get("type", "").startswith(("nfs", "cifs")):
        where = f"it is a share of another server ({options['device']})"
    yield warning(
        "volume.outside",
        f'the volume "{name}" starts empty when it is deployed: {where}',
        spec.origin,
        detail="It becomes a new file system.",
        fix="Before the first use, copy the data into it from a container that mounts it.",
    )


def _seeded(mount: MountSpec, service: Service, detected: Detected) -> bool:
    """Whether the image may have content there: one that is built here, and has a shell to copy it with.

    https://docs.docker.com/engine/storage/volumes/#populate-a-volume-using-a-container
    """
    stage = detected.stage
    if stage is None or detected.engine is not None or mount.nocopy or mount.read_only:
        return False
    return service.build is not None and not re.search(SHELLLESS, stage.base)


def _anonymous(mount: MountSpec, service: Service, detected: Detected) -> Iterator[Piece]:
    if detected.engine is not None and any(mount.target.startswith(path) for path in detected.engine.data):
        yield from made(service, mount)
        return
    yield note(
        "volume.anonymous",
        f'"{service.name}": the unnamed volume at {mount.target} is left out',
        mount.origin,
        detail="In Docker too it starts empty, or with what the image has there.",
        fix="Name the volume if its content must last.",
    )


def _engine_data(service: Service, detected: Detected, places: list[str]) -> Iterator[Piece]:
    """A database that stays a container keeps its data, also where Compose has no volume for it."""
    engine = detected.engine
    if engine is None or engine.role not in ("datastore", "broker", "object-store") or not engine.data:
        return
    stated = tuple(v.value for v in service.environment if v.name == "PGDATA" and v.value)
    for place in (one.rstrip("/") for one in places):
        if any(place.startswith(path) or path.startswith(place) for path in (*engine.data, *stated)):
            return
    name, origin = f"{service.name}-data", service.origin
    yield Mount(name, engine.data[0], origin=origin)
    yield Volume(name, origin)
    sentence = f"{service.name} ({origin}) has no volume for {engine.data[0]}; it gets the durable volume {name}"
    yield Decision(service.name, sentence, origin)

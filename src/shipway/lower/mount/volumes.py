"""Mounts: named volumes last, unnamed ones go, and a database that stays a container keeps its data."""

from __future__ import annotations

import re

from shipway.compose.types import MountSpec, Project, Service
from shipway.diagnostics import Diagnostics
from shipway.lower.identify.detect import Detected
from shipway.lower.mount.binds import Mounted, bind, last, made
from shipway.model.application import Decision, Mount, Volume

SHELLLESS = re.compile(r"^scratch$|distroless|cgr\.dev/chainguard/static|^$")


def mounts(service: Service, detected: Detected, project: Project, diagnostics: Diagnostics) -> Mounted:
    found = Mounted(tmpfs=list(service.tmpfs))
    for mount in service.mounts:
        if mount.type == "tmpfs":
            found.tmpfs.append(mount.target)
        elif mount.type == "bind":
            bind(mount, service, detected, project, found, diagnostics)
        elif mount.type == "volume" and mount.source:
            last(mount.source, mount, found, _seeded(mount, service, detected))
            _outside(mount.source, project, diagnostics)
        elif mount.type == "volume":
            _anonymous(mount, service, detected, found, diagnostics)
        else:
            diagnostics.warning(
                "volume.unsupported",
                f'"{service.name}" mounts a volume of type {mount.type}, left out',
                mount.origin,
                fix="Use a named volume, or a bind of a file of the repository.",
            )
    _engine_data(service, detected, found)
    return found


def _outside(name: str, project: Project, diagnostics: Diagnostics) -> None:
    """Say where a volume's data lie outside the project: on AWS it is a new file system."""
    spec = next((volume for volume in project.volumes if volume.name == name), None)
    options = dict(spec.driver_opts) if spec is not None else {}
    if spec is None or not (spec.external or options.get("device")):
        return
    where = "it exists outside the project" if spec.external else f"it is {options['device']}"
    if options.get("type", "").startswith(("nfs", "cifs")):
        where = f"it is a share of another server ({options['device']})"
    diagnostics.warning(
        "volume.outside",
        f'the volume "{name}" begins empty on AWS: {where}',
        spec.origin,
        detail="It becomes a file system of its own, on Amazon EFS.",
        fix="Copy what must be there into it before the first use, from a task that mounts it.",
    )


def _seeded(mount: MountSpec, service: Service, detected: Detected) -> bool:
    """Whether the image may have content there: one that is built here, and has a shell to copy it with.

    https://docs.docker.com/engine/storage/volumes/#populate-a-volume-using-a-container
    """
    stage = detected.stage
    if stage is None or detected.engine is not None or mount.nocopy or mount.read_only:
        return False
    return service.build is not None and not SHELLLESS.search(stage.base)


def _anonymous(
    mount: MountSpec, service: Service, detected: Detected, found: Mounted, diagnostics: Diagnostics
) -> None:
    if detected.engine is not None and any(mount.target.startswith(path) for path in detected.engine.data):
        made(service, mount, found)
        return
    diagnostics.note(
        "volume.anonymous",
        f'"{service.name}": the unnamed volume at {mount.target} is left out',
        mount.origin,
        detail="It is empty at every start in Docker too, or keeps what the image has.",
        fix="Name the volume if its content must last.",
    )


def _engine_data(service: Service, detected: Detected, found: Mounted) -> None:
    """A database that stays a container keeps its data, also where Compose has no volume for it."""
    engine = detected.engine
    if engine is None or engine.role not in ("datastore", "broker", "object-store") or not engine.data:
        return
    stated = tuple(v.value for v in service.environment if v.name == "PGDATA" and v.value)
    if any(
        m.path.rstrip("/").startswith(path) or path.startswith(m.path.rstrip("/"))
        for m in found.mounts
        for path in (*engine.data, *stated)
    ):
        return
    name, origin = f"{service.name}-data", service.origin
    found.mounts.append(Mount(name, engine.data[0], origin=origin))
    found.volumes.append(Volume(name, origin))
    found.decisions.append(
        Decision(
            service.name,
            f"{service.name} ({origin}) has no volume for {engine.data[0]}; it gets the durable volume {name}",
            origin,
        )
    )

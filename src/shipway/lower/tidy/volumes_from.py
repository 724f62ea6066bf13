"""`volumes_from`: what another service mounts is mounted here too.

https://docs.docker.com/reference/compose-file/services/#volumes_from
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping

from shipway.compose.types import MountSpec, Service


def with_borrowed(services: Iterable[Service]) -> tuple[Service, ...]:
    """The services with the mounts that they take from others; their own at the same place win."""
    known = {service.name: service for service in services}
    return tuple(
        dataclasses.replace(service, mounts=tuple(_mounts(service, known, ()).values()))
        if "volumes_from" in service.attributes
        else service
        for service in known.values()
    )


def _mounts(service: Service, known: Mapping[str, Service], seen: tuple[str, ...]) -> dict[str, MountSpec]:
    """Target → mount. seen: the services that led here, so that a cycle ends."""
    found = {mount.target: mount for mount in service.mounts}
    _, value = service.attributes.get("volumes_from", (None, ()))
    for entry in value if isinstance(value, list | tuple) else ():
        name, _, mode = str(entry).partition(":")
        if name not in known or name in (*seen, service.name):
            continue
        for target, mount in _mounts(known[name], known, (*seen, service.name)).items():
            found.setdefault(target, dataclasses.replace(mount, read_only=mount.read_only or mode == "ro"))
    return found

"""Who talks to whom, on which port: from values, commands, bound files, links and depends_on."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from shipway.compose.types import Project, Service
from shipway.lower import names, references
from shipway.lower.detect import Detected
from shipway.model.application import Link, Port

HOST_PORT = r"(?<![\w.-]){name}:(\d{{2,5}})(?!\d)"


def said_ports(service: Service, project: Project, directory: Mapping[str, str]) -> list[int]:
    """Ports that other services' values and bound files name for this service."""
    found: list[int] = []
    for other in project.services:
        if other.name == service.name:
            continue
        for key, text in texts(other):
            found += [r.port for r in references.find(key, text, directory) if r.service == service.name and r.port]
        for text in bound_texts(other, project):
            for alias in names.aliases(service, project.services):
                found += [int(n) for n in re.findall(HOST_PORT.format(name=re.escape(alias)), text)]
    return [number for number in dict.fromkeys(found) if 0 < number < 65536]


def answered(service: Service, project: Project) -> tuple[str, ...]:
    """The names a service must answer to: its own, links and network aliases, and a container or host name in use.

    Compose sets container names for `docker ps` far more often than for calls, and each name on each port is an
    endpoint of its own, so those that nothing mentions are left out.
    """
    every = names.aliases(service, project.services)
    asked = {alias for use in service.networks for alias in use.aliases} | {service.name}
    asked |= {alias for other in project.services for name, alias in other.links if name == service.name}
    others = [other for other in project.services if other.name != service.name]
    said = [text for other in others for _, text in texts(other)]
    said += [text for other in others for text in bound_texts(other, project)]
    return tuple(
        alias
        for alias in every
        if alias in asked or any(re.search(rf"(?<![\w.-]){re.escape(alias)}(?![\w-])", text) for text in said)
    )


def texts(service: Service) -> list[tuple[str, str]]:
    """Every text of a service that may name another one, with the variable's name or ""."""
    found = [(v.name, v.value) for v in service.environment if v.value]
    found += [("", word) for word in (*(service.command or ()), *(service.entrypoint or ()))]
    return found


def bound_texts(service: Service, project: Project) -> list[str]:
    """The texts of the repository's files that are mounted into the service, and of those it is built from."""
    roots = [m.source for m in service.mounts if m.type == "bind" and m.source]
    if service.build is not None:
        roots.append(service.build.context)
    return [
        file.text
        for path, file in project.files.items()
        if file.text and any(path == root or path.startswith(f"{root}/") or root == "." for root in roots)
    ]


def links(
    project: Project,
    detected: Mapping[str, Detected],
    ports: Mapping[str, Sequence[Port]],
    datastores: Mapping[str, int],
    directory: Mapping[str, str],
) -> tuple[Link, ...]:
    """ports: of the workloads. datastores: replaced service → port. Only services that share a network are linked."""
    found: dict[Link, None] = {}
    for service in project.services:
        if service.name not in ports:
            continue
        named = _named(service, project, directory)
        for other in project.services:
            if other.name == service.name or not names.networks(service) & names.networks(other):
                continue
            if other.name not in named and not (not named and _is_store(detected[other.name])):
                continue
            if other.name in datastores:
                if other.name in named:
                    found[Link(service.name, other.name, datastores[other.name])] = None
                continue
            for port in ports.get(other.name, ()):
                if port.protocol == "tcp":
                    found[Link(service.name, other.name, port.number)] = None
    return tuple(found)


def _named(service: Service, project: Project, directory: Mapping[str, str]) -> set[str]:
    found = {needed.service for needed in service.depends_on} | {name for name, _ in service.links}
    for key, text in texts(service):
        found |= {r.service for r in references.find(key, text, directory)}
    for text in bound_texts(service, project):
        found |= {
            name for alias, name in directory.items() if re.search(rf"(?<![\w.-]){re.escape(alias)}(?![\w-])", text)
        }
    return found - {service.name}


def _is_store(detected: Detected) -> bool:
    return detected.engine is not None and detected.engine.role in ("datastore", "cache", "broker", "search")

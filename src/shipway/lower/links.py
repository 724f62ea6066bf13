"""Who talks to whom, on which port: from values, commands, bound files, links and depends_on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from shipway.compose.types import Project, Service
from shipway.diagnostics import Diagnostics
from shipway.lower import names
from shipway.lower.detect import Detected
from shipway.lower.mentions import Mentions
from shipway.model.application import Link, Port


def said_ports(service: Service, project: Project, mentions: Mentions) -> list[int]:
    """Ports that other services' values and bound files name for this service."""
    found: dict[int, None] = {}
    for alias in names.aliases(service, project.services):
        for speaker, port in mentions.ports.get(alias, ()):
            if speaker != service.name and 0 < port < 65536:
                found[port] = None
    return list(found)


def answered(service: Service, project: Project, mentions: Mentions) -> tuple[str, ...]:
    """The names a service must answer to: its own, links and network aliases, and a container or host name in use.

    Compose sets container names for `docker ps` far more often than for calls, and each name on each port is an
    endpoint of its own, so those that nothing mentions are left out.
    """
    asked = {alias for use in service.networks for alias in use.aliases} | {service.name}
    asked |= {alias for other in project.services for name, alias in other.links if name == service.name}
    return tuple(
        alias
        for alias in names.aliases(service, project.services)
        if alias in asked or mentions.speakers.get(alias, set()) - {service.name}
    )


def links(
    project: Project,
    detected: Mapping[str, Detected],
    ports: Mapping[str, Sequence[Port]],
    datastores: Mapping[str, int],
    directory: Mapping[str, str],
    mentions: Mentions,
) -> tuple[Link, ...]:
    """ports: of the workloads. datastores: replaced service → port. Only services that share a network are linked."""
    found: dict[Link, None] = {}
    stores = {name for name, one in detected.items() if _is_store(one)}
    networks = {service.name: names.networks(service) for service in project.services}
    order = [service.name for service in project.services]
    for service in project.services:
        if service.name not in ports:
            continue
        named = _named(service, directory, mentions)
        wanted = named or stores
        for other in order if len(wanted) > 1 else wanted:
            if other not in wanted or other == service.name or other not in networks:
                continue
            if not networks[service.name] & networks[other]:
                continue
            if other in datastores:
                if other in named:
                    found[Link(service.name, other, datastores[other])] = None
                continue
            for port in ports.get(other, ()):
                if port.protocol == "tcp":
                    found[Link(service.name, other, port.number)] = None
    return tuple(found)


def unreachable(
    project: Project,
    ports: Mapping[str, Sequence[Port]],
    directory: Mapping[str, str],
    mentions: Mentions,
    diagnostics: Diagnostics,
) -> None:
    """Say which workloads others name while nothing says where they listen. ports: of those that run for ever."""
    callers: dict[str, list[str]] = {}
    for service in project.services:
        said = {name for name, _ in (*mentions.named[service.name], *service.links)} - {service.name}
        for name in sorted(said | {needed.service for needed in service.depends_on}):
            callers.setdefault(name, []).append(service.name)
    for service in project.services:
        if service.name not in callers or ports.get(service.name, True):
            continue
        diagnostics.warning(
            "workload.no-port",
            f'nothing says on which port "{service.name}" listens, so no other service can reach it',
            service.origin,
            detail=f"It is named by {', '.join(callers[service.name])}.",
            fix="If they call it, add `expose: [PORT]` to it.",
        )


def _named(service: Service, directory: Mapping[str, str], mentions: Mentions) -> set[str]:
    found = {needed.service for needed in service.depends_on} | {name for name, _ in service.links}
    found |= {name for name, _ in mentions.named[service.name]}
    found |= {directory[word] for word in mentions.file_words[service.name] & directory.keys()}
    return found - {service.name}


def _is_store(detected: Detected) -> bool:
    return detected.engine is not None and detected.engine.role in ("datastore", "cache", "broker", "search")

"""Who talks to whom, on which port: from values, commands, bound files, links and depends_on."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from shipway.compose.types import Project, Service
from shipway.diagnostics import Diagnostics
from shipway.engines.catalogue import SERVERS
from shipway.lower import names
from shipway.lower.detect import Detected
from shipway.lower.mentions import Mentions
from shipway.model.application import Link, Port


def said_ports(service: Service, project: Project, mentions: Mentions, itself: bool = False) -> list[int]:
    """Ports that other services' values and bound files name for this service, or those that its own name."""
    found: dict[int, None] = {}
    for alias in names.aliases(service, project.services):
        for speaker, port in mentions.ports.get(alias, ()):
            if (speaker == service.name) is itself and 0 < port < 65536:
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
    diagnostics: Diagnostics,
) -> tuple[Link, ...]:
    """ports: of the workloads. datastores: replaced service → port. Only services that share a network are linked.

    What is written in a program's code nobody reads: a program may also reach what others of the same image name, and
    the databases that no program names; one that names nothing may reach them all.
    """
    found: dict[Link, None] = {}
    stores = {name for name, one in detected.items() if one.engine is not None and one.engine.role in SERVERS}
    networks = {service.name: names.networks(service) for service in project.services}
    order = [service.name for service in project.services]
    running = [service for service in project.services if service.name in ports]
    named_by = _named_by(running, stores, directory, mentions)
    unspoken = stores.difference(*(named_by[one.name] for one in running if one.name not in stores)) - set(datastores)
    _tell_unspoken(unspoken, running, networks, stores, diagnostics)
    for service in running:
        named = named_by[service.name]
        wanted = named if service.name in stores else (named | unspoken if named else stores)
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
                    found[Link(service.name, other, port.number, other not in named)] = None
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


def _named_by(
    services: Sequence[Service], stores: Collection[str], directory: Mapping[str, str], mentions: Mentions
) -> dict[str, set[str]]:
    """Service → the services that it names, and those that others with the same code name."""
    own = {service.name: _named(service, directory, mentions) for service in services}
    code: dict[object, set[str]] = {}
    for service in services:
        code.setdefault(_code(service), set()).update(own[service.name])
    return {s.name: own[s.name] if s.name in stores else code[_code(s)] - {s.name} for s in services}


def _code(service: Service) -> object:
    build = service.build
    return (build.context, build.dockerfile, build.target) if build is not None else service.image


def _tell_unspoken(
    unspoken: Collection[str],
    running: Sequence[Service],
    networks: Mapping[str, frozenset[str]],
    stores: Collection[str],
    diagnostics: Diagnostics,
) -> None:
    for service in (one for one in running if one.name in unspoken):
        programs = [s.name for s in running if s.name not in stores and networks[s.name] & networks[service.name]]
        if programs:
            diagnostics.note(
                "links.unspoken",
                f'no program says that it uses "{service.name}", so each of its network may: {", ".join(programs[:6])}'
                + (f" and {len(programs) - 6} more" if programs[6:] else ""),
                service.origin,
                fix="Name it in the variables, or by `depends_on`, of those that use it.",
            )


def _named(service: Service, directory: Mapping[str, str], mentions: Mentions) -> set[str]:
    found = {needed.service for needed in service.depends_on} | {name for name, _ in service.links}
    found |= {name for name, _ in mentions.named[service.name]}
    found |= {directory[word] for word in mentions.in_files[service.name] & directory.keys()}
    return found - {service.name}

"""Who talks to whom, on which port: from values, commands, bound files, links and depends_on."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from shipway.compose.types import Service
from shipway.diagnostics import Diagnostics
from shipway.engines.catalogue import SERVERS
from shipway.lower.identify import names
from shipway.lower.identify.identify import Identified
from shipway.model.application import Link
from shipway.model.workload import Port


def links(
    found: Identified, ports: Mapping[str, Sequence[Port]], datastores: Mapping[str, int], diagnostics: Diagnostics
) -> tuple[Link, ...]:
    """ports: of the workloads. datastores: replaced service → port. Only services that share a network are linked.

    Nobody reads a program's code. So a program may also reach what other programs with the same image name, and the
    databases that no program names. A program that names nothing may reach every database.
    """
    project, linked = found.project, dict[Link, None]()
    stores = {name for name, one in found.detected.items() if one.engine is not None and one.engine.role in SERVERS}
    networks = {service.name: names.networks(service) for service in project.services}
    order = [service.name for service in project.services]
    running = [service for service in project.services if service.name in ports]
    named_by = _named_by(running, stores, found)
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
                    linked[Link(service.name, other, datastores[other])] = None
                continue
            for port in ports.get(other, ()):
                if port.protocol == "tcp":
                    linked[Link(service.name, other, port.number, other not in named)] = None
    return tuple(linked)


def _named_by(services: Sequence[Service], stores: Collection[str], found: Identified) -> dict[str, set[str]]:
    """Service → the services that it names, and those that others with the same code name."""
    own = {service.name: _named(service, found) for service in services}
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
                f'no program says that it uses "{service.name}", so any of these may use it: {", ".join(programs[:6])}'
                + (f" and {len(programs) - 6} more" if programs[6:] else ""),
                service.origin,
                fix="Name it in the variables or the `depends_on` of the programs that use it.",
            )


def _named(service: Service, found: Identified) -> set[str]:
    mentions, directory = found.mentions, found.directory
    named = {needed.service for needed in service.depends_on} | {name for name, _ in service.links}
    named |= {name for name, _ in mentions.named[service.name]}
    named |= {directory[word] for word in mentions.in_files[service.name] & directory.keys()}
    return named - {service.name}

"""Public ways in: which published ports become routes, and which stay closed."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from shipway.compose.types import PortSpec, Service
from shipway.diagnostics import Diagnostics
from shipway.lower.decide import labelled
from shipway.lower.decide.proxies import entry
from shipway.lower.decide.public_ports import any_port, public_ports
from shipway.lower.decide.wanted import Wanted
from shipway.lower.identify.detect import Detected
from shipway.lower.identify.identify import Identified
from shipway.manifest.types import EnvironmentChoice, Manifest, ServiceChoice
from shipway.model.application import Route

HIGHEST = 65535


def routes(
    services: Sequence[Service],
    aside: Sequence[Service],
    found: Identified,
    wanted: Wanted,
    diagnostics: Diagnostics,
) -> tuple[Route, ...]:
    """The routes of all services; two on one host and path, or on one listener, are an error.

    aside: the proxies that took their routes from Docker, for which the public endpoint stands in.
    """
    detected, manifest, environment = found.detected, wanted.manifest, wanted.environment
    public: list[Route] = []
    led: list[Route] = []
    ways_to = {}
    for service in services:
        choice = manifest.services.get(service.name)
        if choice is not None and choice.opened is False:
            continue
        stated = choice is not None and bool(choice.opened)
        ports = public_ports(service, found, diagnostics)
        ways = labelled.ways(service, found, stated, diagnostics)
        if stated and (ways or not ports):
            ports = [PortSpec(ways[0][1], service.origin)] if ways else any_port(service, detected[service.name])
        elif ways:
            ways_to[service.name] = ways
            led += labelled.labelled(service, ways, environment, entry(aside))
            ports = [p for p in ports if environment.domain is None and p.target not in {port for _, port in ways}]
        if environment.domain is not None:
            _others(service, ports, diagnostics)
        public += _routes(service, ports, choice, environment)
    loose = {(s.name, p.target) for s in services for p in s.ports if p.published is None}
    if environment.domain is None:
        led, moved = labelled.told_apart(led, ways_to, public)
        loose |= moved
    public = _free([*public, *led], loose)
    _unique(public, diagnostics)
    labelled.tell(public, led, diagnostics)
    if not public:
        _tell_none(services, detected, manifest, diagnostics)
    return tuple(public)


def _tell_none(
    services: Sequence[Service], detected: Mapping[str, Detected], manifest: Manifest, diagnostics: Diagnostics
) -> None:
    """Warn that nobody can reach the project, where a program waits for callers behind a proxy on the host."""
    closed = {name for name, choice in manifest.services.items() if choice.opened is False}
    programs = [s for s in services if not detected[s.name].role and s.name not in closed]
    behind = [s for s in programs if any(p.protocol == "tcp" for p in s.ports)]
    if behind:
        diagnostics.warning(
            "route.none",
            "nothing in this project can be reached from outside",
            behind[0].ports[0].origin,
            detail="Its ports are published on this machine only, where a proxy may have forwarded to them.",
            fix=f"Open what people use: services: {{{behind[0].name}: {{public: HOST}}}}.",
        )


def _routes(
    service: Service, ports: list[PortSpec], choice: ServiceChoice | None, environment: EnvironmentChoice
) -> list[Route]:
    path = choice.path if choice else "/"
    hosts = tuple(h.replace("${domain}", environment.domain or "") for h in choice.public) if choice else ()
    if environment.domain is not None:
        named = hosts or (f"{service.name}.{environment.domain}",)
        return [Route(service.name, port.target, host, path, None, port.origin) for port in ports[:1] for host in named]
    return [Route(service.name, port.target, None, path, _listener(port), port.origin) for port in ports]


def _others(service: Service, ports: list[PortSpec], diagnostics: Diagnostics) -> None:
    for port in ports[1:]:
        diagnostics.note(
            "route.one-port",
            f'port {port.target} of "{service.name}" stays closed: its host leads to port {ports[0].target}',
            port.origin,
            detail="With a domain a service has one public port.",
        )


def _listener(port: PortSpec) -> int:
    first = (port.published or "").split("-")[0]
    return int(first) if first.isdigit() and int(first) else port.target


def _free(found: list[Route], unpublished: Collection[tuple[str, int]]) -> list[Route]:
    """A port that the file leaves to the host gives way to those that the file names, in the order of names."""
    taken = {route.listener for route in found if (route.workload, route.port) not in unpublished}
    chosen: dict[Route, int] = {}
    for route in sorted(found, key=lambda route: (route.workload, route.port)):
        listener = route.listener
        if (route.workload, route.port) in unpublished and listener is not None:
            while listener in taken:
                listener = listener + 8000 if listener < 8000 else listener % HIGHEST + 1
            taken.add(listener)
            chosen[route] = listener
    return [replace(route, listener=chosen.get(route, route.listener)) for route in found]


def _unique(found: list[Route], diagnostics: Diagnostics) -> None:
    seen: dict[tuple[str | None, str, int | None], Route] = {}
    for route in found:
        key = (route.host, route.path, route.listener)
        first = seen.setdefault(key, route)
        if first is not route:
            where = f"{route.host}{route.path}" if route.host else f"port {route.listener}"
            diagnostics.error(
                "route.conflict",
                f'"{first.workload}" and "{route.workload}" both want {where}',
                route.origin,
                detail=f"The first one is at {first.origin}.",
                fix="Give one of them another host, path or published port.",
            )

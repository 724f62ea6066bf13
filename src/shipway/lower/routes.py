"""Public ways in: which published ports become routes, and which stay closed."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from shipway.compose.types import PortSpec, Service
from shipway.diagnostics import Diagnostics
from shipway.lower.detect import Detected
from shipway.manifest.types import EnvironmentChoice, Manifest, ServiceChoice
from shipway.model.application import Route

DEBUGGERS = {9229: "Node.js", 9230: "Node.js", 5678: "debugpy", 5005: "Java", 2345: "Delve", 9003: "Xdebug"}
NOT_HTTP = frozenset({
    21, 22, 25, 53, 110, 143, 389, 465, 587, 636, 993, 995, 1025, 1433, 1521, 1883,
    3306, 3389, 4222, 5044, 5060, 5222, 5432, 5671, 5672, 6379, 6650, 7687, 8883, 9092, 9094, 11211,
    19092, 25565, 27017, 29092,
})  # fmt: skip
DATABASES = {
    1433: "SQL Server",
    1521: "Oracle",
    3306: "MySQL",
    5432: "PostgreSQL",
    5672: "AMQP",
    6379: "Redis",
    9092: "Kafka",
    11211: "memcached",
    27017: "MongoDB",
}
TLS = frozenset({443, 8443, 9443})
HIGHEST = 65535
MANY = 100
HTTPS = re.compile(r"(HTTPS|SSL|TLS)_?PORTS?$", re.I)
CLOSED_ROLES = ("datastore", "cache", "broker", "search", "queue")


def routes(
    services: Sequence[Service],
    detected: Mapping[str, Detected],
    manifest: Manifest,
    environment: EnvironmentChoice,
    diagnostics: Diagnostics,
) -> tuple[Route, ...]:
    """The routes of all services; two on one host and path, or on one listener, are an error."""
    found: list[Route] = []
    for service in services:
        choice = manifest.services.get(service.name)
        ports = _public_ports(service, detected[service.name], diagnostics)
        if not ports and choice and choice.public:
            ports = _any_port(service, detected[service.name])
        if environment.domain is not None:
            _others(service, ports, diagnostics)
        found += _routes(service, ports, choice, environment)
    found = _free(found, {(s.name, p.target) for s in services for p in s.ports if p.published is None})
    _unique(found, diagnostics)
    if found and environment.domain is None:
        diagnostics.warning(
            "route.plain-http",
            "public routes are plain HTTP, because the environment has no domain",
            found[0].origin,
            fix="Add `domain:` (a hosted zone of yours) to the environment in shipway.yaml.",
        )
    return tuple(found)


def _public_ports(service: Service, detected: Detected, diagnostics: Diagnostics) -> list[PortSpec]:
    kept: list[PortSpec] = []
    for port in service.ports if len(service.ports) <= MANY else ():  # the target refuses so many, and says it once
        if detected.engine is not None and detected.engine.role in CLOSED_ROLES:
            diagnostics.note(
                "route.datastore-closed",
                f'port {port.target} of "{service.name}" stays closed to the internet',
                port.origin,
                detail="A database that anyone can reach is found within hours.",
            )
        elif port.host_ip in ("127.0.0.1", "::1", "localhost"):
            diagnostics.note(
                "route.local",
                f'port {port.target} of "{service.name}" is published on loopback only; it stays private',
                port.origin,
                fix=f"To publish it: services: {{{service.name}: {{public: HOST}}}}.",
            )
        elif port.target in DEBUGGERS:
            diagnostics.note(
                "route.debugger-closed",
                f'port {port.target} of "{service.name}" stays closed: {DEBUGGERS[port.target]}\'s debugger',
                port.origin,
            )
        elif port.published is None and port.target in NOT_HTTP:
            diagnostics.note(
                "route.unpublished",
                f'port {port.target} of "{service.name}" stays private: the file gives it no port of the host',
                port.origin,
            )
        elif port.protocol == "tcp" and port.target in DATABASES:
            diagnostics.note(
                "route.datastore-closed",
                f'port {port.target} of "{service.name}" stays closed to the internet',
                port.origin,
                detail=f"It is {DATABASES[port.target]}'s, and a database that anyone can reach is found within hours.",
            )
        elif port.protocol == "udp" and detected.known is not None and detected.role != "":
            diagnostics.note(
                "route.udp-closed",
                f'port {port.target}/udp of "{service.name}" stays closed to the internet',
                port.origin,
                detail="Nothing on AWS calls it from outside; the load balancer speaks HTTP.",
            )
        elif port.protocol != "tcp" or port.target in NOT_HTTP:
            diagnostics.blocker(
                "route.not-http",
                f'port {port.target}/{port.protocol} of "{service.name}" cannot be public yet',
                port.origin,
                detail="The load balancer speaks HTTP; other TCP and UDP ports need a network load balancer.",
                fix="Remove the published port if only other services use it.",
            )
        elif port.target not in {p.target for p in kept}:
            kept.append(port)
    return _without_tls(service, kept, diagnostics)


def _without_tls(service: Service, ports: list[PortSpec], diagnostics: Diagnostics) -> list[PortSpec]:
    """A server that has both: the load balancer ends TLS, so it is asked at the plain port."""
    secure = TLS | {int(v.value) for v in service.environment if HTTPS.search(v.name) and v.value and v.value.isdigit()}
    plain = [port for port in ports if port.target not in secure]
    if not plain:
        return ports
    for port in ports:
        if port.target in secure:
            diagnostics.note(
                "route.tls-port",
                f'port {port.target} of "{service.name}" stays closed: TLS ends at the load balancer',
                port.origin,
                detail=f"It calls port {plain[0].target}; with a `domain:` it listens on 443, with a certificate.",
            )
    return plain


def _any_port(service: Service, detected: Detected) -> list[PortSpec]:
    numbers = [number for number, _ in service.expose] + [
        n for n, _ in (detected.stage.expose if detected.stage else [])
    ]
    return [PortSpec(number, service.origin) for number in numbers[:1]]


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
    """A port that the file leaves to the host's choice gives way to those that it names, in the order of names."""
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
                detail=f"The first one stands at {first.origin}.",
                fix="Give one of them another host, path or published port.",
            )

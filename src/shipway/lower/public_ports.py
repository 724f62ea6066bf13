"""Which published ports of a service may be open to the internet, and which stay closed, each with its reason."""

from __future__ import annotations

import re

from shipway.compose.types import PortSpec, Service
from shipway.diagnostics import Diagnostics
from shipway.lower.detect import Detected

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
MANY = 100
HTTPS = re.compile(r"(HTTPS|SSL|TLS)_?PORTS?$", re.I)
CLOSED_ROLES = ("datastore", "cache", "broker", "search", "queue")


def public_ports(service: Service, detected: Detected, diagnostics: Diagnostics) -> list[PortSpec]:
    """Those that become routes; the others are told."""
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


def any_port(service: Service, detected: Detected) -> list[PortSpec]:
    """The first port that a service exposes, where it publishes none."""
    numbers = [number for number, _ in service.expose] + [
        n for n, _ in (detected.stage.expose if detected.stage else [])
    ]
    return [PortSpec(number, service.origin) for number in numbers[:1]]

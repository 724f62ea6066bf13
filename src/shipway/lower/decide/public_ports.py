"""Which published ports of a service may be open to the internet, and which stay closed, each with its reason."""

from __future__ import annotations

import re

from shipway.compose.types import PortSpec, Service
from shipway.diagnostics import Diagnostic, Diagnostics, Severity
from shipway.lower.identify.detect import Detected
from shipway.records import record

DEBUGGERS = {9229: "Node.js", 9230: "Node.js", 5678: "debugpy", 5005: "Java", 2345: "Delve", 9003: "Xdebug"}
NOT_HTTP = frozenset({
    21, 22, 25, 53, 110, 143, 389, 465, 514, 587, 636, 993, 995, 1025, 1433, 1514, 1521, 1883, 1935, 2181, 2380, 2888,
    3306, 3310, 3389, 3478, 3888, 4150, 4222, 4317, 5044, 5060, 5140, 5222, 5432, 5671, 5672, 6379, 6380, 6650, 7000,
    7687, 8883, 9042, 9092, 9094, 9300, 10800, 11211, 11300, 12201, 14250, 19092, 25565, 26257, 26379, 27017, 29092,
    61613, 61616,
})  # fmt: skip
GRPC = frozenset(range(50051, 50060))
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
STORES = ("datastore", "cache")
HELPERS = ("app-helper", "admin")
WITH_LOGIN = ("grafana", "kibana", "metabase", "superset")


@record
class Closed:
    """Why a port stays closed. tell: how that is told."""

    code: str
    why: str = ""
    detail: str = ""
    fix: str = ""
    tell: Severity = Severity.NOTE


def public_ports(service: Service, detected: Detected, diagnostics: Diagnostics) -> list[PortSpec]:
    """Those that become routes; the others are told."""
    kept: list[PortSpec] = []
    for port in service.ports if len(service.ports) <= MANY else ():  # the target refuses so many, and says it once
        reasons = (rule(port, service, detected) for rule in (_by_role, _by_place, _by_database, _by_protocol))
        closed = next((reason for reason in reasons if reason is not None), None)
        if closed is not None:
            number = port.target if port.protocol == "tcp" else f"{port.target}/{port.protocol}"
            summary = f'port {number} of "{service.name}" {closed.why or "stays closed to the internet"}'
            diagnostics.add(Diagnostic(closed.code, closed.tell, summary, port.origin, closed.detail, closed.fix))
        elif port.target not in {p.target for p in kept}:
            kept.append(port)
    return _without_tls(service, kept, diagnostics)


def _public(service: Service) -> str:
    return f"To publish it: services: {{{service.name}: {{public: HOST}}}}."


def _by_role(port: PortSpec, service: Service, detected: Detected) -> Closed | None:
    known = detected.known
    if port.target == 9000 and "fpm" in detected.image:
        return Closed("route.fastcgi-closed", detail="PHP-FPM speaks FastCGI; the web server before it is public.")
    if "flower" in (service.command or ()):
        return Closed("route.helper-closed", detail="Flower shows every task to whoever asks.", fix=_public(service))
    if known is not None and known.role in CLOSED_ROLES:
        kind = "database" if known.role in STORES else known.role
        return Closed("route.datastore-closed", detail=f"A {kind} that anyone can reach is found within hours.")
    if known is not None and known.role in HELPERS and known.name not in WITH_LOGIN:
        why = "It is a tool, or a helper of other programs, and most of these let in whoever finds them."
        return Closed("route.helper-closed", detail=why, fix=_public(service))
    return None


def _by_place(port: PortSpec, service: Service, detected: Detected) -> Closed | None:
    if port.host_ip in ("127.0.0.1", "::1", "localhost"):
        return Closed("route.local", "is published on loopback only; it stays private", fix=_public(service))
    if port.target in DEBUGGERS:
        return Closed("route.debugger-closed", f"stays closed: {DEBUGGERS[port.target]}'s debugger")
    if port.published is None and port.target in NOT_HTTP:
        return Closed("route.unpublished", "stays private: the file gives it no port of the host")
    return None


def _by_database(port: PortSpec, service: Service, detected: Detected) -> Closed | None:
    if port.protocol != "tcp" or port.target not in DATABASES:
        return None
    why = f"It is {DATABASES[port.target]}'s, and a database that anyone can reach is found within hours."
    return Closed("route.datastore-closed", detail=why)


def _by_protocol(port: PortSpec, service: Service, detected: Detected) -> Closed | None:
    """What the load balancer cannot speak: an engine's own is not meant for visitors, a program's may well be."""
    if port.protocol == "tcp" and port.target not in NOT_HTTP | GRPC:
        return None
    if detected.known is not None and detected.known.role:
        why = "Nothing on AWS calls it from outside; the load balancer speaks HTTP."
        return Closed("route.udp-closed", detail=why)
    if port.target in GRPC:
        why = "It is gRPC's: the load balancer speaks HTTP/1.1 to programs. Other services reach it as before."
        return Closed("route.grpc-closed", detail=why, fix=_public(service), tell=Severity.WARNING)
    return Closed(
        "route.not-http",
        "cannot be public yet",
        "The load balancer speaks HTTP; other TCP and UDP ports need a network load balancer.",
        "Remove the published port if only other services use it.",
        Severity.BLOCKER,
    )


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
    """The first port that a service publishes or exposes, whether or not it may be open by itself."""
    numbers = [port.target for port in service.ports if port.protocol == "tcp"]
    numbers += [number for number, _ in service.expose]
    numbers += [number for number, _ in (detected.stage.expose if detected.stage else [])]
    return [PortSpec(number, service.origin) for number in numbers[:1]]

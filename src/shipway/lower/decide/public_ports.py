"""Which published ports of a service may be open to the internet, and which stay closed, each with its reason."""

from __future__ import annotations

import re

from shipway.compose.types import PortSpec, Service
from shipway.diagnostics import Diagnostic, Diagnostics, Severity, note
from shipway.lower.identify.detect import Detected
from shipway.lower.identify.identify import Identified
from shipway.lower.identify.speech import DATABASES, DEBUGGERS
from shipway.model.speech import Speech
from shipway.records import record

MANY = 100
HTTPS = r"(?i)(HTTPS|SSL|TLS)_?PORTS?$"
CLOSED_ROLES = ("datastore", "cache", "broker", "search", "queue")
STORES = ("datastore", "cache")
HELPERS = ("app-helper", "admin")
WITH_LOGIN = ("grafana", "kibana", "metabase", "superset")


@record
class Asked:
    """A published port with what it speaks."""

    port: PortSpec
    service: Service
    detected: Detected
    speech: Speech


@record
class Closed:
    """Why a port stays closed. tell: how that is reported."""

    code: str
    why: str = ""
    detail: str = ""
    fix: str = ""
    tell: Severity = Severity.NOTE


def public_ports(service: Service, found: Identified, diagnostics: Diagnostics) -> list[PortSpec]:
    """Those that become routes; the others are reported."""
    kept: list[PortSpec] = []
    for port in service.ports if len(service.ports) <= MANY else ():  # the target refuses so many, and says it once
        asked = Asked(port, service, found.detected[service.name], found.speaks.of(service, port.target, port.protocol))
        reasons = (rule(asked) for rule in (_by_role, _by_place, _by_speech))
        closed = next((reason for reason in reasons if reason is not None), None)
        if closed is not None:
            number = port.target if port.protocol == "tcp" else f"{port.target}/{port.protocol}"
            summary = f'port {number} of "{service.name}" {closed.why or "stays closed to the internet"}'
            diagnostics.add(Diagnostic(closed.code, closed.tell, summary, port.origin, closed.detail, closed.fix))
        elif port.target not in {p.target for p in kept}:
            kept.append(port)
    return _without_tls(service, kept, found, diagnostics)


def _public(service: Service) -> str:
    return f"To publish it: services: {{{service.name}: {{public: HOST}}}}."


def _by_role(asked: Asked) -> Closed | None:
    known = asked.detected.known
    if asked.speech is Speech.FASTCGI:
        return Closed("route.fastcgi-closed", detail="PHP-FPM speaks FastCGI; the web server in front of it is public.")
    if "flower" in (asked.service.command or ()):
        why = "Flower shows every task to anyone who asks."
        return Closed("route.helper-closed", detail=why, fix=_public(asked.service))
    if known is not None and known.role in CLOSED_ROLES:
        kind = "database" if known.role in STORES else known.role
        return Closed("route.datastore-closed", detail=f"A {kind} that anyone can reach is found within hours.")
    if known is not None and known.role in HELPERS and known.name not in WITH_LOGIN:
        why = "It is a tool or a helper of other programs; most of these let in anyone who finds them."
        return Closed("route.helper-closed", detail=why, fix=_public(asked.service))
    return None


def _by_place(asked: Asked) -> Closed | None:
    port = asked.port
    if port.host_ip in ("127.0.0.1", "::1", "localhost"):
        return Closed("route.local", "is published on loopback only; it stays private", fix=_public(asked.service))
    if asked.speech is Speech.DEBUGGER:
        return Closed("route.debugger-closed", f"stays closed: {DEBUGGERS[port.target]}'s debugger")
    if port.published is None and asked.speech in (Speech.OTHER, Speech.DATABASE):
        return Closed("route.unpublished", "stays private: the Compose file gives it no host port")
    return None


def _by_speech(asked: Asked) -> Closed | None:
    """What a public endpoint cannot speak. An engine's own protocol is not for visitors; a program's may be."""
    port = asked.port
    if asked.speech is Speech.DATABASE:
        why = f"It is {DATABASES[port.target]}'s port, and a database that anyone can reach is found within hours."
        return Closed("route.datastore-closed", detail=why)
    if asked.speech in (Speech.HTTP, Speech.HTTPS):
        return None
    if asked.detected.known is not None and asked.detected.known.role:
        why = "Nothing calls it from outside; the public endpoint speaks HTTP."
        return Closed("route.udp-closed", detail=why)
    if asked.speech is Speech.GRPC:
        why = "It speaks gRPC; the public endpoint speaks HTTP/1.1 to programs. Other services reach it as before."
        return Closed("route.grpc-closed", detail=why, fix=_public(asked.service), tell=Severity.WARNING)
    return Closed(
        "route.not-http",
        "cannot be public yet",
        "The public endpoint speaks HTTP; other TCP and UDP ports need another kind of endpoint.",
        "Remove the published port if only other services use it.",
        Severity.BLOCKER,
    )


def _without_tls(
    service: Service, ports: list[PortSpec], found: Identified, diagnostics: Diagnostics
) -> list[PortSpec]:
    """A server that has both: TLS ends at the public endpoint, so the endpoint calls the plain port."""
    if len(ports) < 2:
        return ports
    own = {v.value for v in service.environment if v.value and v.value.isdigit() and re.search(HTTPS, v.name)}
    secure = {
        p for p in ports if str(p.target) in own or found.speaks.of(service, p.target, p.protocol) is Speech.HTTPS
    }
    plain = [port for port in ports if port not in secure]
    if not plain:
        return ports
    for port in (port for port in ports if port in secure):
        told = note(
            "route.tls-port",
            f'port {port.target} of "{service.name}" stays closed: TLS ends at the public endpoint',
            port.origin,
            detail=f"The endpoint calls port {plain[0].target}; with a `domain:` it listens on 443 with a certificate.",
        )
        diagnostics.add(told)
    return plain


def any_port(service: Service, detected: Detected) -> list[PortSpec]:
    """The first port that a service publishes or exposes, whether or not it may be open on its own."""
    numbers = [port.target for port in service.ports if port.protocol == "tcp"]
    numbers += [number for number, _ in service.expose]
    numbers += [number for number, _ in (detected.stage.expose if detected.stage else [])]
    return [PortSpec(number, service.origin) for number in numbers[:1]]

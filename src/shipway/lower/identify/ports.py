"""Where a container listens: what the file says, else what its image, its callers or its own settings say."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping

from shipway.compose.types import Service
from shipway.diagnostics import Diagnostic, Origin, note
from shipway.lower.identify.called import called_ports
from shipway.lower.identify.detect import Detected
from shipway.lower.identify.evidence import Evidence, Strength, disagreeing, strongest
from shipway.lower.identify.mentions import Mentions
from shipway.model.workload import Port
from shipway.records import record

ARGUMENT = (
    r"(?:--(?:[a-z]+-)*port|--listen-port)[=\s]+[\"']?(\d{2,5})\b"  # --port 8000, --http-port=8080
    r"|(?:--bind|--listen|--address|--addr|--http-address|-b|-l)[=\s]+[\"']?[\w.\[\]*]*:(\d{2,5})\b"  # -b 0.0.0.0:80
    r"|(?:runserver(?:_plus)?|rails s(?:erver)?|php -S)\s+[\w.]*:?(\d{2,5})\b"  # manage.py runserver 0.0.0.0:8000
    r"|(?:0\.0\.0\.0|\[::\]):(\d{2,5})\b"
)
OWN = r"(?:^|_)(?:HTTP|SERVER|APP|WEB|API|LISTEN|UVICORN|GUNICORN|FLASK_RUN|NODE|RAILS|BACKEND|UWSGI)_?PORT$"
"""Names of variables that say where the program itself listens."""
BOUND = r"(?:^|[;\s])(?:(https?)://[^:;/\s]+:?)?(\d{2,5}|(?=[;/\s]|$))"
"""ASP.NET's `http://+:80;https://+` and `8080;8081`."""
SCHEMED = {"http": "80", "https": "443"}
SELF = r"(?:localhost|127\.0\.0\.1|0\.0\.0\.0):(\d{2,5})\b"


Address = tuple[int, str]
"""A port's number, and tcp or udp."""
UNION = frozenset({Strength.STATED, Strength.IMAGE, Strength.CALLED})
"""Sources that all count. Of the others only the strongest counts, and only where these say nothing."""
COMPARED = (Strength.STATED, Strength.OWN)


@record
class Listening:
    """Where a container listens, and how we know. published: port → the host's, where the file says one."""

    evidence: tuple[Evidence[Address], ...]
    published: Mapping[Address, Port]

    def ports(self, routed: Collection[int], origin: Origin) -> tuple[Port, ...]:
        """The ports that count. routed: ports of public routes, which may be written in labels only."""
        numbers = [one.fact for one in self.evidence if one.strength in UNION]
        numbers += [(number, "tcp") for number in sorted(routed)]
        if not numbers:
            best = strongest(self.evidence)
            numbers = [one.fact for one in self.evidence if best and one.strength is best.strength]
        return tuple(self.published.get(one) or Port(*one, None, origin) for one in dict.fromkeys(numbers))


def listening(service: Service, detected: Detected, mentions: Mentions) -> Listening:
    published: dict[Address, Port] = {}
    for port in service.ports:
        first = (port.published or "").split("-")[0]
        at = int(first) if first.isdigit() else None
        published.setdefault((port.target, port.protocol), Port(port.target, port.protocol, at, port.origin))
    return Listening(tuple(_evidence(service, detected, mentions)), published)


def _evidence(service: Service, detected: Detected, mentions: Mentions) -> Iterator[Evidence[Address]]:
    for port in service.ports:
        yield Evidence((port.target, port.protocol), Strength.STATED, "`ports`", port.origin)
    for address in service.expose:
        yield Evidence(address, Strength.STATED, "`expose`", service.origin_of("expose"))
    for address in detected.stage.expose if detected.stage else ():
        yield Evidence(address, Strength.IMAGE, "EXPOSE in its Dockerfile")
    called = list(called_ports(service, mentions))
    for speaker, number in called:
        if speaker != service.name:
            yield Evidence((number, "tcp"), Strength.CALLED, f'an address in "{speaker}"')
    own = [number for speaker, number in called if speaker == service.name]
    for number in own or _own(service, detected):
        yield Evidence((number, "tcp"), Strength.OWN, "its own variables, command or health check", service.origin)
    if detected.engine is None:
        for number in mentions.schemes.get(service.name, ()):
            yield Evidence((number, "tcp"), Strength.SCHEME, "the scheme of a URL that names it")
    else:
        for number in detected.engine.ports[:1]:
            yield Evidence((number, "tcp"), Strength.CATALOGUE, f"what is known of {detected.engine.name}")


def disagreement(service: Service, known: Listening) -> Iterator[Diagnostic]:
    """Warn where the file publishes one port and the program's own settings name another."""
    found = disagreeing((one for one in known.evidence if one.fact[1] == "tcp"), COMPARED)
    if found is not None:
        stated, other = found
        yield note(
            "port.disagreement",
            f'"{service.name}" publishes port {stated.fact[0]} but listens on {other.fact[0]}, by {other.read}',
            stated.origin,
            detail=f"The Compose file wins: callers are sent to port {stated.fact[0]}.",
            fix="Make the two agree.",
        )


def _own(service: Service, detected: Detected) -> list[int]:
    """The first number that the service itself gives: its PORT, its command's, its health check's."""
    for source in (_variables(service), _arguments(service, detected), _checked(service, detected)):
        for text in source:
            if text.isdigit() and 0 < int(text) < 65536:
                return [int(text)]
    return []


def _variables(service: Service) -> Iterator[str]:
    own = {v.name: v.value or "" for v in service.environment}
    yield own.get("PORT", "")
    for name in ("ASPNETCORE_HTTP_PORTS", "ASPNETCORE_URLS", "HTTP_PORTS", "URLS", "ASPNETCORE_HTTPS_PORTS"):
        bound = re.findall(BOUND, own[name]) if own.get(name) else ()
        yield from (number or SCHEMED.get(scheme, "") for scheme, number in sorted(bound, key=lambda one: one[0] or ""))
    yield from (value for name, value in own.items() if name.endswith("PORT") and re.search(OWN, name))


def _arguments(service: Service, detected: Detected) -> Iterator[str]:
    stage = detected.stage
    entry = service.entrypoint if service.entrypoint is not None else (stage.entrypoint if stage else ())
    command = service.command if service.command is not None else (stage.command if stage else ())
    words = " ".join((*(entry or ()), *(command or ())))
    for match in re.finditer(ARGUMENT, words) if any(map(str.isdigit, words)) else ():
        yield next(number for number in match.groups() if number)


def _checked(service: Service, detected: Detected) -> Iterator[str]:
    """A health check asks the container itself."""
    image = detected.stage.health if detected.stage else None
    test = service.healthcheck.test if service.healthcheck else (image.command if image else ())
    yield from re.findall(SELF, " ".join(test))

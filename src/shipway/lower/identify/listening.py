"""Where a container listens: what the file says, else what its image, its callers or its own words tell."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from shipway.compose.types import Project, Service
from shipway.lower.connect import links
from shipway.lower.identify.detect import Detected
from shipway.lower.identify.mentions import Mentions
from shipway.model.application import Port

ARGUMENT = (
    r"(?:--(?:[a-z]+-)*port|--listen-port)[=\s]+[\"']?(\d{2,5})\b"  # --port 8000, --http-port=8080
    r"|(?:--bind|--listen|--address|--addr|--http-address|-b|-l)[=\s]+[\"']?[\w.\[\]*]*:(\d{2,5})\b"  # -b 0.0.0.0:80
    r"|(?:runserver(?:_plus)?|rails s(?:erver)?|php -S)\s+[\w.]*:?(\d{2,5})\b"  # manage.py runserver 0.0.0.0:8000
    r"|(?:0\.0\.0\.0|\[::\]):(\d{2,5})\b"
)
OWN = re.compile(
    r"(?:^|_)(?:HTTP|SERVER|APP|WEB|API|LISTEN|UVICORN|GUNICORN|FLASK_RUN|NODE|RAILS|BACKEND|UWSGI)_?PORT$"
)
"""Names of variables that say where the program itself listens."""
BOUND = r"(?:^|[;\s])(?:(https?)://[^:;/\s]+:?)?(\d{2,5}|(?=[;/\s]|$))"
"""ASP.NET's `http://+:80;https://+` and `8080;8081`."""
SCHEMED = {"http": "80", "https": "443"}
SELF = r"(?:localhost|127\.0\.0\.1|0\.0\.0\.0):(\d{2,5})\b"


def ports(
    service: Service, detected: Detected, project: Project, mentions: Mentions, routed: Collection[int] = ()
) -> tuple[Port, ...]:
    """The first of these that tells: the file with EXPOSE and callers' values; PORT; words of its own; the engine.

    routed: ports that public routes lead to, which may stand in labels alone.
    """
    found: dict[tuple[int, str], Port] = {}
    for port in service.ports:
        first = (port.published or "").split("-")[0]
        published = int(first) if first.isdigit() else None
        found.setdefault((port.target, port.protocol), Port(port.target, port.protocol, published, port.origin))
    numbers = [*service.expose, *(detected.stage.expose if detected.stage else [])]
    numbers += [(number, "tcp") for number in (*links.said_ports(service, project, mentions), *sorted(routed))]
    if not numbers and not found:
        own = links.said_ports(service, project, mentions, itself=True)
        numbers = [(number, "tcp") for number in own or _own(service, detected)]
    if not numbers and not found and detected.engine is None:
        numbers = [(number, "tcp") for number in mentions.schemes.get(service.name, ())]
    if detected.engine is not None and not numbers and not found:
        numbers = [(number, "tcp") for number in detected.engine.ports[:1]]
    for number, protocol in numbers:
        found.setdefault((number, protocol), Port(number, protocol, None, service.origin))
    return tuple(found.values())


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
        bound = re.findall(BOUND, own.get(name, ""))
        yield from (number or SCHEMED.get(scheme, "") for scheme, number in sorted(bound, key=lambda one: one[0] or ""))
    yield from (value for name, value in own.items() if re.search(OWN, name))


def _arguments(service: Service, detected: Detected) -> Iterator[str]:
    stage = detected.stage
    entry = service.entrypoint if service.entrypoint is not None else (stage.entrypoint if stage else ())
    command = service.command if service.command is not None else (stage.command if stage else ())
    for match in re.finditer(ARGUMENT, " ".join((*(entry or ()), *(command or ())))):
        yield next(number for number in match.groups() if number)


def _checked(service: Service, detected: Detected) -> Iterator[str]:
    """A health check asks the container itself."""
    image = detected.stage.health if detected.stage else None
    test = service.healthcheck.test if service.healthcheck else (image.command if image else ())
    yield from re.findall(SELF, " ".join(test))

"""A Compose service that stays a container becomes a Workload."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from shipway.compose.attributes.service import OPEN, PASSED_ON
from shipway.compose.types import Service
from shipway.diagnostics import Diagnostics
from shipway.lower.connect.images import Images
from shipway.lower.connect.resources import hardening, resources, scaling
from shipway.lower.decide.decide import Decided
from shipway.lower.identify.called import answered
from shipway.lower.identify.identify import Identified
from shipway.lower.mount.mounted import Mounted
from shipway.lower.values.mean import ServiceValues
from shipway.manifest.types import ServiceChoice
from shipway.model.workload import NOTHING, Dependency, HealthCheck, Port, Workload
from shipway.records import record

URL_PATH = r"(?:https?://)?(?:localhost|127\.0\.0\.1|0\.0\.0\.0)(?::\d+)?(/[^\s\"'|;&)]*)?"


@record
class Parts:
    """What was found out about one service."""

    service: Service
    mounted: Mounted
    values: ServiceValues


def workload(parts: Parts, found: Identified, decided: Decided, images: Images, diagnostics: Diagnostics) -> Workload:
    service, mounted, values = parts.service, parts.mounted, parts.values
    detected, choice = found.detected[service.name], decided.wanted.manifest.services.get(service.name)
    return Workload(
        name=service.name,
        kind=decided.kinds[service.name],
        image=images.image(service, values.overlays),
        origin=service.origin,
        command=values.command,
        entrypoint=values.entrypoint,
        environment=values.environment,
        secret_files=values.files,
        ports=_ports(service, found, decided),
        aliases=answered(service, found.mentions),
        health=values.health,
        health_path=_health_path(values.health, choice),
        resources=resources(service),
        scaling=scaling(service, detected, choice, diagnostics),
        mounts=mounted.mounts,
        depends_on=_needs(service),
        hardening=hardening(service, mounted.temporary),
        stop_timeout=service.stop_grace_period if service.stop_grace_period is not None else 10,
        stop_signal=service.stop_signal,
        architecture="arm64" if "arm64" in service.platform else "x86_64",
        engine=detected.engine.name if detected.engine else "",
        runtime=found.runtimes[service.name],
        labels=service.labels,
        options=choice.options if choice is not None else {},
        attributes=tuple((name, origin) for name, (origin, _) in service.attributes.items()),
        attribute_values=tuple(_open_values(service)),
    )


def _ports(service: Service, found: Identified, decided: Decided) -> tuple[Port, ...]:
    known = found.listening[service.name].ports(decided.public_ports(service.name), service.origin)
    return tuple(replace(p, speaks=found.speaks.of(service, p.number, p.protocol)) for p in known)


def _needs(service: Service) -> tuple[Dependency, ...]:
    """Compose's conditions without the words that their names share."""
    return tuple(
        Dependency(d.service, d.condition.removeprefix("service_").removesuffix("_successfully"), d.required)
        for d in service.depends_on
    )


def _health_path(check: HealthCheck | None, choice: ServiceChoice | None) -> str:
    """The path that the public endpoint checks: the manifest's, else the health check's URL, "" for neither."""
    if choice is not None and choice.health:
        return choice.health
    match = re.search(URL_PATH, " ".join(check.command)) if check is not None else None
    return match[1] or "" if match else ""


def _open_values(service: Service) -> Iterator[tuple[str, str]]:
    """The values that a message may show, and the values that mean that nothing was asked for."""
    for name, (_, value) in service.attributes.items():
        plain = _plain_text(value)
        if plain is not None and (name in OPEN or (name in PASSED_ON and plain.lower() in NOTHING)):
            yield name, plain


def _plain_text(value: object) -> str | None:
    """A value as text, "" where it is empty; None for a mapping, or a list of mappings, which has no text."""
    if isinstance(value, list | tuple):
        said = " ".join(str(item) for item in value if not isinstance(item, dict | list))
        return said or (None if any(isinstance(item, dict | list) for item in value) else "")
    if isinstance(value, dict):
        return None if value else ""
    return str(value) if isinstance(value, str | int | float | bool) else ""

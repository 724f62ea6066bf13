"""Services that others name while nothing says where they listen."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from shipway.diagnostics import Diagnostic, warning
from shipway.lower.identify.identify import Identified
from shipway.model.workload import Kind, Workload


def unreachable(found: Identified, workloads: Iterable[Workload]) -> Iterator[Diagnostic]:
    silent = {w.name for w in workloads if w.kind in (Kind.WEB, Kind.WORKER) and not w.ports}
    callers: dict[str, list[str]] = {}
    for service in found.project.services:
        said = {name for name, _ in (*found.mentions.named[service.name], *service.links)} - {service.name}
        for name in sorted(said | {needed.service for needed in service.depends_on}):
            callers.setdefault(name, []).append(service.name)
    for service in found.project.services:
        if service.name in callers and service.name in silent:
            yield warning(
                "workload.no-port",
                f'nothing says which port "{service.name}" listens on, so no other service can reach it',
                service.origin,
                detail=f"It is named by {', '.join(callers[service.name])}.",
                fix="If they call it, add `expose: [PORT]` to it.",
            )

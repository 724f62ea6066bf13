"""Containers of one service share a localhost: Compose's names become that, and no two may listen on one port.

https://docs.aws.amazon.com/lightsail/latest/userguide/amazon-lightsail-container-services-deployments.html
"""

from __future__ import annotations

from shipway.diagnostics import Diagnostics
from shipway.model.application import Application
from shipway.model.hosts import renamed
from shipway.model.workload import Port, Workload

LOCALHOST = "localhost"


def neighbours(application: Application, diagnostics: Diagnostics) -> tuple[Workload, ...]:
    """The workloads as they name each other on Lightsail."""
    _clashes(application, diagnostics)
    _unsaid(application, diagnostics)
    names = {alias: LOCALHOST for one in application.workloads for alias in (one.name, *one.aliases)}
    return tuple(renamed(one, names) for one in application.workloads)


def _clashes(application: Application, diagnostics: Diagnostics) -> None:
    taken: dict[tuple[int, str], tuple[Workload, Port]] = {}
    for workload in application.workloads:
        for port in workload.ports:
            other, first = taken.setdefault((port.number, port.protocol), (workload, port))
            if other is workload:
                continue
            diagnostics.error(
                "lightsail.port",
                f'"{other.name}" and "{workload.name}" both listen on port {port.number}: '
                "containers of one service share one localhost",
                port.origin or workload.origin,
                detail=f"The first one stands at {first.origin or other.origin}.",
                fix=f'Let "{workload.name}" listen on another port, or choose `target: fargate`.',
            )


def _unsaid(application: Application, diagnostics: Diagnostics) -> None:
    """A name that stands in a program's own code leads nowhere on Lightsail: there is no such host."""
    workloads = {one.name: one for one in application.workloads}
    said: set[tuple[str, str]] = set()
    for link in application.links:
        source, sink = workloads.get(link.source), workloads.get(link.sink)
        if link.guessed or source is None or sink is None or (link.source, link.sink) in said:
            continue
        said.add((link.source, link.sink))
        if renamed(source, {alias: f"{LOCALHOST}." for alias in (sink.name, *sink.aliases)}) == source:
            diagnostics.warning(
                "lightsail.unsaid",
                f'nothing that "{source.name}" is given says where "{sink.name}" is: on Lightsail it is at '
                f"{LOCALHOST}:{link.port}, and no longer at {sink.name}:{link.port}",
                source.origin,
                fix="Give it the address by a variable, where the program takes one.",
            )

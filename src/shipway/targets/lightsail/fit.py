"""What a container service has no place for: told with its reason and line, and what to do instead."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from shipway.diagnostics import Diagnostic, Diagnostics, error, warning
from shipway.engines.catalogue import engine_named
from shipway.model.application import Application, Environment
from shipway.model.workload import Kind, Workload
from shipway.targets.lightsail.options import MEMORY, LightsailOptions
from shipway.targets.lightsail.refused import FARGATE, refused
from shipway.targets.lightsail.support import OBSTACLES
from shipway.targets.obstacles import tell

MOST = 10
"""Containers of one service.

https://docs.aws.amazon.com/lightsail/latest/userguide/amazon-lightsail-container-services-deployments.html
"""
ENDING = {
    Kind.JOB: (
        "runs to its end",
        "Leave it out (services: {{{name}: {{skip: run by hand}}}}; no `release:`) and run it by hand, or {fargate}. "
        "If it keeps running: services: {{{name}: {{run: always}}}}.",
    ),
    Kind.SCHEDULED: (
        "runs by the clock",
        "Leave it out: services: {{{name}: {{skip: started elsewhere}}}}; or {fargate}.",
    ),
}
"""Kind → what it does, and what to do instead."""


def fit(
    application: Application, environment: Environment, options: LightsailOptions, told: Diagnostics
) -> Application:
    """What a container service could run of it, once all that does not fit is told."""
    for workload in application.workloads:
        told.tell(_ends(workload))
    staying = replace(application, workloads=tuple(one for one in application.workloads if one.kind not in ENDING))
    for workload in staying.workloads:
        tell("lightsail", OBSTACLES, workload, told)
        told.tell(refused(workload, options))
    told.tell(_number(staying, len(application.workloads)))
    told.tell(_memory(staying, options))
    told.tell(_domain(staying, environment))
    return staying


def _ends(workload: Workload) -> Iterator[Diagnostic]:
    if workload.kind in ENDING:
        reason, fix = ENDING[workload.kind]
        yield error(
            f"lightsail.{workload.kind.value}",
            f'"{workload.name}" {reason}, and a container service starts again whatever ends',
            workload.origin,
            fix=fix.format(name=workload.name, fargate=FARGATE),
        )


def _number(application: Application, written: int) -> Iterator[Diagnostic]:
    count = len(application.workloads)
    if count > MOST:
        yield error(
            "lightsail.containers",
            f"the project has {count} containers; a container service has room for {MOST}",
            application.workloads[MOST].origin,
            fix=f"Leave some out: `skip`; or {FARGATE}.",
        )
    elif not written:
        yield error("lightsail.empty", "nothing of this project runs, and a container service needs a container")


def _memory(application: Application, options: LightsailOptions) -> Iterator[Diagnostic]:
    asked = sum(_asked(workload) for workload in application.workloads)
    room = MEMORY[options.size]
    if asked > room:
        enough = next((size for size, memory in MEMORY.items() if memory >= asked), "")
        yield warning(
            "lightsail.memory",
            f"the containers may take {asked} MiB together; a node of size {options.size} has {room} MiB",
            application.workloads[0].origin,
            fix=f"Write `size: {enough}` into the environment in shipway.yaml."
            if enough
            else f"Use less, or {FARGATE}.",
        )


def _asked(workload: Workload) -> int:
    engine = engine_named(workload.engine)
    return workload.resources.memory or (engine.memory if engine is not None else 0)


def _domain(application: Application, environment: Environment) -> Iterator[Diagnostic]:
    if environment.domain is not None:
        yield error(
            "lightsail.domain",
            f'the environment "{environment.name}" has the domain {environment.domain}, for which Shipway makes no '
            "certificate on Lightsail yet",
            next((route.origin for route in application.routes), None),
            fix=f"Remove `domain:`: the service has an HTTPS address of its own; or {FARGATE}.",
        )

"""The job that prepares a managed database: a program of ours in the database's own image, which has the client.

It runs before everything else that uses the database; each script runs once.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable
from functools import cache

from shipway import bundled
from shipway.compose.types import Service
from shipway.engines.family import family_of
from shipway.lower.decide.preparing import Preparation
from shipway.model.application import Link
from shipway.model.image import Image
from shipway.model.value import Attribute, Key, Value, text
from shipway.model.workload import Dependency, Kind, Workload


def job(found: Preparation, service: Service, image: Image, given: Iterable[tuple[str, Value]]) -> Workload:
    """service: the database's. image: with the scripts laid over it. given: the variables that its scripts read."""
    datastore, origin = found.replaced.datastore, service.origin
    family = family_of(datastore.engine)
    environment = dict(given)
    for key, attribute in family.client.items():
        environment[key] = Value((Attribute(datastore.name, Key(attribute)),), origin)
    for key, fixed in family.fixed.items():
        environment[key] = text(fixed, origin)
    if family.extensions:
        environment[family.extensions] = text(" ".join(datastore.extensions), origin)
    return Workload(
        name=found.name,
        kind=Kind.JOB,
        image=dataclasses.replace(image, name=found.name) if found.scripts.overlays else image,
        origin=origin,
        entrypoint=tuple(text(word, origin) for word in ("bash", "-c", _script(family.name), "prepare")),
        command=tuple(text(path, origin) for path in found.scripts.paths),
        environment=tuple(environment.items()),
        aliases=(found.name,),
        architecture="arm64" if "arm64" in service.platform else "x86_64",
    )


def links(prepared: Iterable[Preparation]) -> tuple[Link, ...]:
    """Each job talks to its database."""
    return tuple(Link(one.name, one.store, one.replaced.datastore.port) for one in prepared)


def waiting(
    workloads: Iterable[Workload], prepared: Iterable[Preparation], linked: Iterable[Link]
) -> tuple[Workload, ...]:
    """The workloads; those that use a prepared datastore wait for its job."""
    jobs, users = tuple(prepared), {(link.source, link.sink) for link in linked}
    found = []
    for workload in workloads:
        needs = tuple(Dependency(job.name, "completed") for job in jobs if (workload.name, job.store) in users)
        found.append(dataclasses.replace(workload, depends_on=(*workload.depends_on, *needs)))
    return tuple(found)


@cache
def _script(family: str) -> str:
    """The program of the job, without its comments."""
    lines = bundled.read("prepare", f"{family}.sh").decode().splitlines()
    return "\n".join(line for line in lines if not line.lstrip().startswith("#"))

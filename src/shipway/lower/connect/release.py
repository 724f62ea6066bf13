"""The job of the manifest's `release: {service, command}`: the service's image and variables with another command."""

from __future__ import annotations

import shlex
from collections.abc import Iterable
from dataclasses import replace

from shipway.diagnostics import Diagnostics
from shipway.manifest.types import Manifest
from shipway.model.application import Link
from shipway.model.value import Value
from shipway.model.workload import Kind, Scaling, Workload

JOB = "release"


def release(
    manifest: Manifest, workloads: Iterable[Workload], links: Iterable[Link], diagnostics: Diagnostics
) -> tuple[tuple[Workload, ...], tuple[Link, ...]]:
    """(the job, what it talks to); both empty where the manifest has no `release`."""
    if manifest.release is None:
        return (), ()
    name, command, origin = manifest.release
    owner = next((one for one in workloads if one.name == name), None)
    if owner is None:
        diagnostics.error(
            "manifest.unknown-service",
            f'`release` names "{name}", which is not deployed',
            origin,
            fix="Name a service whose image has the command.",
        )
        return (), ()
    words = tuple(Value((word,), origin) for word in shlex.split(command))
    job = replace(
        owner, name=JOB, kind=Kind.JOB, command=words, ports=(), aliases=(JOB,), health=None, scaling=Scaling(),
        depends_on=(), origin=origin,
    )  # fmt: skip
    return (job,), tuple(replace(link, source=JOB) for link in links if link.source == name)

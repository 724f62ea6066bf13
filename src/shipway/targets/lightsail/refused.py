"""What one container of Lightsail cannot be given: each refused with its reason and line, and what to do instead."""

from __future__ import annotations

from collections.abc import Iterator

from shipway.diagnostics import Diagnostic, error, warning
from shipway.engines.catalogue import SERVERS, engine_named
from shipway.model.workload import Workload
from shipway.targets.lightsail.options import LightsailOptions

FARGATE = "choose `target: fargate`"


def refused(workload: Workload, options: LightsailOptions) -> Iterator[Diagnostic]:
    """Of a workload that runs forever."""
    yield from _image(workload)
    yield from _kept(workload)
    yield from _copies(workload, options)


def _image(workload: Workload) -> Iterator[Diagnostic]:
    image = workload.image
    if image.build is not None:
        yield error(
            "lightsail.build",
            f'"{workload.name}" is built from {image.build.dockerfile}, and Shipway does not push images for Lightsail '
            "yet",
            image.origin or workload.origin,
            fix=f"Push it to a public registry and name it by `image:`, or {FARGATE}.",
        )
    elif image.overlays:
        first = image.overlays[0]
        yield error(
            "lightsail.configs",
            f'"{workload.name}" mounts {first.source or "a text"} at {first.target}, and a container of Lightsail '
            "mounts nothing",
            workload.origin,
            fix=f"Put it into the image, or {FARGATE}.",
        )
    elif ".dkr.ecr." in (image.reference or "").partition("/")[0]:
        yield error(
            "lightsail.image",
            f'"{workload.name}" takes its image from a private registry, to which Shipway does not let Lightsail yet',
            image.origin or workload.origin,
            fix=f"Push it to a public registry, or {FARGATE}.",
        )


def _kept(workload: Workload) -> Iterator[Diagnostic]:
    """What would be lost: a container service has no volumes, and each deployment is a new disk."""
    engine = engine_named(workload.engine)
    if engine is not None and engine.role in SERVERS and engine.role != "cache":
        yield error(
            "lightsail.datastore",
            f'"{workload.name}" is a {engine.role} ({engine.name}), and a container service has no volumes: what it '
            "keeps would be lost with the next deployment",
            workload.origin,
            detail="Managed databases of Lightsail come later.",
            fix=f"Let it live elsewhere: datastores: {{{workload.name}: {{as: external}}}}, with its address in the "
            f"variables of those who use it; or {FARGATE}.",
        )
        return
    for mount in workload.mounts:
        yield error(
            "lightsail.volumes",
            f'"{workload.name}" mounts the volume {mount.volume} at {mount.path}, and a container service has none: '
            "what is there would be lost with the next deployment",
            mount.origin or workload.origin,
            fix=f"Keep it in a bucket or a database elsewhere and remove the volume, or {FARGATE}.",
        )
    if engine is not None and engine.role == "cache" and not workload.mounts:
        yield warning(
            "lightsail.cache",
            f'"{workload.name}" forgets all it holds with each deployment',
            workload.origin,
            detail="That suits a cache; sessions and queued jobs in it are lost.",
            fix=f"Where that matters: datastores: {{{workload.name}: {{as: external}}}}, or {FARGATE}.",
        )
    for file in workload.secret_files:
        yield error(
            "lightsail.secrets",
            f'"{workload.name}" takes a secret as the file {file.path}, and a container of Lightsail mounts nothing',
            file.origin or workload.origin,
            fix=f"Take it from a variable, or {FARGATE}.",
        )


def _copies(workload: Workload, options: LightsailOptions) -> Iterator[Diagnostic]:
    scaling = workload.scaling
    if (scaling.minimum, scaling.maximum) not in ((1, 1), (options.scale, options.scale)):
        yield error(
            "lightsail.scale",
            f'"{workload.name}" is to have copies of its own number, and all containers of a service have as many',
            scaling.origin or workload.origin,
            fix=f"Write `scale: {max(1, min(20, scaling.maximum))}` into the environment in shipway.yaml, and remove "
            "it here.",
        )
    if not scaling.singleton:
        return
    if options.scale > 1:
        yield error(
            "lightsail.single",
            f'"{workload.name}" must not run twice, and `scale: {options.scale}` makes {options.scale} of every '
            "container",
            workload.origin,
            fix=f"Write `scale: 1` and a larger `size`, or {FARGATE}.",
        )
    elif engine_named(workload.engine) is None:
        yield warning(
            "lightsail.overlap",
            f'"{workload.name}" runs twice for a moment in each deployment: Lightsail ends the old container after the '
            "new one answers",
            workload.origin,
            fix=f"See that what it starts may start twice, or {FARGATE}.",
        )

"""identify: what each service of the project is, before anything is decided."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from shipway.compose.types import Project, Service
from shipway.lower.identify import names, readings
from shipway.lower.identify.detect import Detected, detect
from shipway.lower.identify.mentions import Mentions, mentions
from shipway.lower.identify.ports import Listening, listening
from shipway.lower.identify.readings import Said
from shipway.lower.identify.runtime import runtimes
from shipway.lower.identify.speech import Speaking, speaking
from shipway.records import record

if TYPE_CHECKING:
    from shipway.lower.identify.way import Led


@record
class Identified:
    """detected: service → its image, engine and role. runtimes: service → its language's. directory: name → service.

    said: service → its texts with the services that they name. mentions: the same the other way round.
    listening: service → where it listens, and how we know. led: service → what proxies lead there.
    speaks: what each port speaks, and how we know.
    """

    project: Project
    detected: Mapping[str, Detected]
    runtimes: Mapping[str, str]
    directory: Mapping[str, str]
    said: Mapping[str, Said]
    mentions: Mentions
    listening: Mapping[str, Listening]
    led: Mapping[str, tuple[Led, ...]]
    speaks: Speaking


def identify(project: Project) -> Identified:
    detected = {service.name: detect(service, project) for service in project.services}
    directory = names.directory(project)
    said = readings.read(project, directory)
    stages = {name: one.stage for name, one in detected.items()}
    ways = _ways(project.services)
    named = mentions(project, said)
    return Identified(
        project=project,
        detected=detected,
        runtimes=runtimes(project, stages),
        directory=directory,
        said=said,
        mentions=named,
        led=ways,
        speaks=speaking(project, detected, said, ways),
        listening={s.name: listening(s, detected[s.name], named) for s in project.services},
    )


def _ways(services: Sequence[Service]) -> Mapping[str, tuple[Led, ...]]:
    """Service → what proxies lead there."""
    if not any(map(_labelled, services)):
        return dict.fromkeys((service.name for service in services), ())
    from shipway.lower.identify.led import led, middlewares  # late: few projects tell a proxy anything

    kinds = middlewares(services)
    return {service.name: led(service, kinds) for service in services}


def _labelled(service: Service) -> bool:
    """Whether a proxy that asks Docker could find anything about the service."""
    return bool(service.labels or service.deploy.labels or any(v.name == "VIRTUAL_HOST" for v in service.environment))

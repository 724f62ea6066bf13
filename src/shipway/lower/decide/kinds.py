"""What a container is for: a service that runs forever, a job that ends, or something that runs on a schedule."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Collection

from shipway.compose.types import Project, Service
from shipway.lower.identify.arranging import only_arranges
from shipway.lower.identify.detect import Detected
from shipway.manifest.types import ServiceChoice
from shipway.model.workload import Kind

ENDING = r"(^|[-_.])(init|initiali[sz]er|migrat(e|or|ions?)|seed(er|s)?|setup|bootstrap)(\.(sh|py|js))?$"
SCHEDULERS = ("beat", "crond", "cron", "scheduler", "ofelia", "supercronic", "clock", "rufus", "celerybeat", "redbeat")


def kind(
    service: Service,
    choice: ServiceChoice | None,
    detected: Detected,
    public: Collection[str],
    ended: Collection[str],
) -> Kind:
    """Whether it runs forever, publicly or not, once before others, or by the clock.

    public: services with routes. ended: of `awaited`.
    """
    if choice is not None and choice.schedule:
        return Kind.SCHEDULED
    if choice is not None and choice.run == "before-release":
        return Kind.JOB
    if choice is not None and choice.run == "always":
        return Kind.WEB if service.name in public else Kind.WORKER
    helper = detected.role == "init"
    ends = service.name in ended or helper or only_arranges(service) or named_for_its_end(service)
    if ends and service.restart not in ("always", "unless-stopped") and service.name not in public:
        return Kind.JOB
    return Kind.WEB if service.name in public else Kind.WORKER


def awaited(project: Project) -> frozenset[str]:
    """The services whose end others wait for."""
    needs = (need for service in project.services for need in service.depends_on)
    return frozenset(need.service for need in needs if need.condition == "service_completed_successfully")


def named_for_its_end(service: Service) -> bool:
    """A migration or a setup by its name or command, which nothing calls while it runs."""
    words = [service.name, *(service.command or ())[:1], *(service.entrypoint or ())[:1]]
    asked = service.ports or service.expose or service.healthcheck is not None
    return not asked and any(re.search(ENDING, posixpath.basename(word), re.I) for word in words)


def scheduler(service: Service) -> bool:
    """What starts others on a schedule, and must never run twice."""
    words = (
        " ".join([*(service.entrypoint or ()), *(service.command or ())]).replace("/", " ").replace("-", " ").split()
    )
    named = service.name.replace("_", "-").endswith(("beat", "scheduler", "cron", "relay"))
    return named or bool(set(words) & set(SCHEDULERS))

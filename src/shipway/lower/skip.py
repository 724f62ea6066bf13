"""Services that are not deployed, each with a reason."""

from __future__ import annotations

from collections.abc import Mapping

from shipway.compose.types import Project, Service
from shipway.lower.datastores import Replaced
from shipway.lower.detect import Detected
from shipway.manifest.types import Manifest
from shipway.model.application import Skipped

ADMIN = "an admin tool, which would open the databases to whoever finds it"
MAIL = "a mail catcher for development"
REASONS = {
    **dict.fromkeys(("adminer", "pgadmin", "phpmyadmin", "cloudbeaver", "mongo-express", "redis-commander"), ADMIN),
    **dict.fromkeys(("redisinsight", "kafka-ui", "dozzle"), ADMIN),
    **dict.fromkeys(("mailpit", "mailhog", "mailcatcher", "maildev", "greenmail"), MAIL),
    "watchtower": "it updates containers on a Docker host; here a deployment does",
    "localstack": "an emulation of AWS for development",
}
"""Engine → why it is not for production."""


def skipped(
    project: Project, manifest: Manifest, detected: Mapping[str, Detected], stores: Mapping[str, Replaced]
) -> tuple[Skipped, ...]:
    """What is left out. If nothing but tools would be left, they are what the project is about, and stay."""
    found: list[Skipped] = []
    tools: list[Skipped] = []
    for service in project.services:
        choice = manifest.services.get(service.name)
        engine = detected[service.name].engine
        name = engine.name if engine else ""
        if choice is not None and choice.skip:
            found.append(Skipped(service.name, choice.skip, choice.origin))
        elif _zero(service):
            found.append(Skipped(service.name, "it has no copies (scale or replicas is 0)", service.origin))
        elif name in REASONS and not (choice and (choice.run or choice.public)) and service.name not in stores:
            keep = f"; to keep it: services: {{{service.name}: {{run: keep}}}}"
            tools.append(Skipped(service.name, REASONS[name] + keep, service.origin))
    gone = {s.name for s in (*found, *tools)} | set(stores)
    if any(service.name not in gone and not _is_store(detected[service.name]) for service in project.services):
        found += tools
    return tuple(found)


def _zero(service: Service) -> bool:
    return service.scale == 0 or service.deploy.replicas == 0


def _is_store(detected: Detected) -> bool:
    return detected.engine is not None and detected.engine.role in ("datastore", "cache", "broker")

"""Services that are not deployed, each with a reason."""

from __future__ import annotations

from collections.abc import Mapping

from shipway.compose.types import Project, Service
from shipway.lower.decide.datastores import Replaced
from shipway.lower.decide.external import REASON, external
from shipway.lower.decide.proxies import stands_aside
from shipway.lower.decide.tools import tool
from shipway.lower.identify.arranging import only_arranges
from shipway.lower.identify.detect import Detected
from shipway.lower.identify.identify import Identified
from shipway.manifest.types import Manifest
from shipway.model.application import Skipped

PROXY = "it takes its routes from Docker, and the public endpoint replaces it, with the labels as its rules"


def skipped(found: Identified, manifest: Manifest, stores: Mapping[str, Replaced]) -> tuple[Skipped, ...]:
    """What is left out. If only tools would remain, they are what the project is about, so they stay."""
    project, detected = found.project, found.detected
    out: list[Skipped] = []
    tools: list[Skipped] = []
    away = external(manifest)
    for service in project.services:
        choice = manifest.services.get(service.name)
        reason = tool(service, detected[service.name], choice)
        if choice is not None and choice.skip:
            out.append(Skipped(service.name, choice.skip, choice.origin))
        elif service.name in away:
            out.append(Skipped(service.name, REASON, manifest.datastores[service.name].origin))
        elif (store := _only_for(service, project, stores)) is not None:
            arranges = f'it only prepares a volume of "{store}", which a managed service replaces'
            out.append(Skipped(service.name, arranges, service.origin))
        elif _zero(service):
            out.append(Skipped(service.name, "it has no copies (scale or replicas is 0)", service.origin))
        elif reason and service.name not in stores:
            keep = f"; to keep it: services: {{{service.name}: {{run: keep}}}}"
            tools.append(Skipped(service.name, reason + keep, service.origin))
        elif stands_aside(service, detected[service.name]) and not (choice and choice.run):
            tools.append(Skipped(service.name, PROXY, service.origin))
    gone = {s.name for s in (*out, *tools)} | set(stores)
    if any(service.name not in gone and not _is_store(detected[service.name]) for service in project.services):
        out += tools
    return tuple(out)


def _only_for(service: Service, project: Project, stores: Mapping[str, Replaced]) -> str | None:
    """The replaced datastore whose volume is all that a container arranges."""
    own = {mount.source for mount in service.mounts if mount.type == "volume"}
    if not own or not only_arranges(service):
        return None
    for name in stores:
        theirs = {mount.source for mount in project.service(name).mounts if mount.type == "volume"}
        if own <= theirs:
            return name
    return None


def _zero(service: Service) -> bool:
    return service.scale == 0 or service.deploy.replicas == 0


def _is_store(detected: Detected) -> bool:
    return detected.engine is not None and detected.engine.role in ("datastore", "cache", "broker")

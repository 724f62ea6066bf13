"""Services that are not deployed, each with a reason."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from shipway.compose.types import Project, Service
from shipway.diagnostics import Diagnostics, Origin
from shipway.lower.decide.datastores import Replaced
from shipway.lower.decide.external import REASON, external
from shipway.lower.decide.proxied import stands_aside
from shipway.lower.decide.tools import tool
from shipway.lower.identify import references
from shipway.lower.identify.arranging import only_arranges
from shipway.lower.identify.detect import Detected
from shipway.manifest.types import Manifest
from shipway.model.application import Skipped

PROXY = "it takes its routes from Docker, and the load balancer stands in for it: labels become its rules"
QUOTED = '"{}"'.format


def skipped(
    project: Project, manifest: Manifest, detected: Mapping[str, Detected], stores: Mapping[str, Replaced]
) -> tuple[Skipped, ...]:
    """What is left out. If nothing but tools would be left, they are what the project is about, and stay."""
    found: list[Skipped] = []
    tools: list[Skipped] = []
    away = external(manifest)
    for service in project.services:
        choice = manifest.services.get(service.name)
        reason = tool(service, detected[service.name], choice)
        if choice is not None and choice.skip:
            found.append(Skipped(service.name, choice.skip, choice.origin))
        elif service.name in away:
            found.append(Skipped(service.name, REASON, manifest.datastores[service.name].origin))
        elif (store := _only_for(service, project, stores)) is not None:
            arranges = f'it only arranges a volume of "{store}", which a managed service stands in for'
            found.append(Skipped(service.name, arranges, service.origin))
        elif _zero(service):
            found.append(Skipped(service.name, "it has no copies (scale or replicas is 0)", service.origin))
        elif reason and service.name not in stores:
            keep = f"; to keep it: services: {{{service.name}: {{run: keep}}}}"
            tools.append(Skipped(service.name, reason + keep, service.origin))
        elif stands_aside(service, detected[service.name]) and not (choice and choice.run):
            tools.append(Skipped(service.name, PROXY, service.origin))
    gone = {s.name for s in (*found, *tools)} | set(stores)
    if any(service.name not in gone and not _is_store(detected[service.name]) for service in project.services):
        found += tools
    return tuple(found)


def bereft(
    kept: Sequence[Service],
    left_out: Sequence[Skipped],
    inactive: Collection[str],
    directory: Mapping[str, str],
    manifest: Manifest,
    diagnostics: Diagnostics,
) -> frozenset[tuple[str, str]]:
    """(service, variable) of those that name a service that is not deployed; each is told. directory: name → service.

    inactive: services of profiles that are off.

    They are not given: a program that is told of a host waits for it, one that is told of none says so at once.
    """
    away = dict.fromkeys(inactive, "whose profile is off")
    away |= dict.fromkeys({skip.name for skip in left_out} - external(manifest), "which is left out")
    known = {**{name: name for name in inactive}, **directory}
    settled = manifest.stated
    found: dict[tuple[str, str, Origin], list[str]] = {}
    for service in kept:
        for variable in service.environment:
            named = {r.service for r in references.find(variable.name, variable.value or "", known)} & away.keys()
            if named and variable.name not in settled:
                found.setdefault((variable.name, min(named), variable.origin), []).append(service.name)
        _tell_commands(service, away, known, diagnostics)
    for (variable_name, name, origin), services in found.items():
        told = ", ".join(map(QUOTED, services))
        diagnostics.warning(
            "skipped.still-named",
            f'{variable_name} of {told} names "{name}", {away[name]}, and is not given',
            origin,
            fix=f"Give it the address to use there: `env: {{{variable_name}: …}}` in shipway.yaml.",
        )
    return frozenset((service, name) for (name, _, _), services in found.items() for service in services)


def _tell_commands(
    service: Service, away: Mapping[str, str], known: Mapping[str, str], diagnostics: Diagnostics
) -> None:
    """A command that waits for a service that is not deployed waits for ever."""
    for attribute, words in (("entrypoint", service.entrypoint), ("command", service.command)):
        named = {r.service for word in words or () for r in references.find("", word, known)} & away.keys()
        for name in sorted(named):
            diagnostics.warning(
                "skipped.in-command",
                f'the {attribute} of "{service.name}" names "{name}", {away[name]}',
                service.origin_of(attribute),
                detail="If it waits for it, it waits for ever.",
                fix=f"Take it out of the {attribute}, or keep the service: services: {{{name}: {{run: keep}}}}.",
            )


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

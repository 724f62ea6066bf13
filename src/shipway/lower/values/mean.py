"""mean: what each value of the project means. Secrets are found in all of it before the first value is made."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from shipway.compose.types import Service
from shipway.diagnostics import Diagnostics
from shipway.lower.decide.decide import Decided
from shipway.lower.decide.preparing import Preparation
from shipway.lower.identify.identify import Identified
from shipway.lower.mount.mount import Brought
from shipway.lower.values import classify, files, variables
from shipway.lower.values.arguments import arguments
from shipway.lower.values.draft import Draft, Hidden, hidden
from shipway.lower.values.files import Written
from shipway.lower.values.health import health
from shipway.lower.values.owners import unowned
from shipway.lower.values.rewire import Rewiring, rewiring
from shipway.lower.values.secrets import Secrets, collected
from shipway.lower.values.stated import over, program, stated
from shipway.lower.values.variables import Given
from shipway.model.image import Overlay
from shipway.model.value import Value
from shipway.model.workload import HealthCheck, SecretFile
from shipway.records import record


@record
class Drafted:
    """The values of one service before secrets have names. stated: what the manifest puts over its variables."""

    service: Service
    rewiring: Rewiring
    given: tuple[Given, ...]
    files: tuple[Written, ...]
    stated: tuple[Given, ...] = ()


@record
class ServiceValues:
    """The values of one service that stays a container. overlays: what goes into its image."""

    environment: tuple[tuple[str, Value], ...]
    command: tuple[Value, ...] | None
    entrypoint: tuple[Value, ...] | None
    health: HealthCheck | None
    files: tuple[SecretFile, ...]
    overlays: tuple[Overlay, ...]


@record
class Meant:
    """services: of those kept. prepared: datastore → its job's variables. stated: by the manifest, for programs."""

    services: Mapping[str, ServiceValues]
    prepared: Mapping[str, tuple[tuple[str, Value], ...]]
    stated: tuple[tuple[str, Value], ...]
    secrets: Secrets


def mean(found: Identified, brought: Brought, decided: Decided, diagnostics: Diagnostics) -> Meant:
    drafts = [_drafted(service, found, brought, decided) for service in decided.kept]
    jobs = {job.store: _prepared(job, found) for job in decided.prepared}
    everywhere = stated(decided, diagnostics)
    drafts = _with_stated(drafts, everywhere, found, decided)
    secrets = collected(_hidden(drafts, everywhere, jobs), _identities(decided))
    return Meant(
        services={one.service.name: _values(one, found, brought, secrets, diagnostics) for one in drafts},
        prepared={store: _named(given, secrets) for store, given in jobs.items()},
        stated=_named(everywhere, secrets),
        secrets=secrets,
    )


def _drafted(service: Service, found: Identified, brought: Brought, decided: Decided) -> Drafted:
    name, own = service.name, found.said[service.name]
    anew = rewiring(decided.stores, found.directory, (*own, *brought.said.get(name, ())))
    kept = [v for v in service.environment if (name, v.name) not in decided.bereft]
    outside = {v.name: decided.outside[name, v.name] for v in kept if (name, v.name) in decided.outside}
    given = {one.name: one for one in variables.given(service, kept, own, anew)}
    where = service.origin_of("environment")
    for variable, host in outside.items():
        draft: Draft = (host,) if host else (Hidden(variable, "", None, name),)
        given[variable] = Given(variable, draft, where)
    written = files.written(service, brought.files.get(name, ()), anew, found.project)
    return Drafted(service, anew, tuple(given[v.name] for v in kept if v.name in given), written)


def _prepared(job: Preparation, found: Identified) -> tuple[Given, ...]:
    """Those of the database's variables that its scripts may read."""
    service = found.project.service(job.store)
    own = found.said[service.name]
    anew = rewiring({job.store: job.replaced}, found.directory, own)
    return variables.given(service, (v for v in service.environment if v.name in job.variables), own, anew)


def _with_stated(
    drafts: list[Drafted], everywhere: tuple[Given, ...], found: Identified, decided: Decided
) -> list[Drafted]:
    owners = {given.name for one in drafts for given in one.given}
    manifest = decided.wanted.manifest
    return [
        Drafted(one.service, one.rewiring, one.given, one.files, over(name, one.given, everywhere, manifest, owners))
        if program(found.detected[name := one.service.name])
        else one
        for one in drafts
    ]


def _hidden(
    drafts: list[Drafted], everywhere: tuple[Given, ...], jobs: Mapping[str, tuple[Given, ...]]
) -> Iterator[Hidden]:
    for one in drafts:
        yield from hidden(*(given.draft for given in one.given))
        yield from (secret for file in one.files for secret in file.hidden())
    yield from hidden(*(given.draft for given in everywhere))
    for one in drafts:
        yield from hidden(*(given.draft for given in one.stated))
    yield from hidden(*(given.draft for job in jobs.values() for given in job))


def _identities(decided: Decided) -> frozenset[str]:
    """The names of users and databases."""
    own = (v for service in decided.kept for v in service.environment if v.value)
    return frozenset(v.value or "" for v in own if classify.identity(v.name))


def _named(given: tuple[Given, ...], secrets: Secrets) -> tuple[tuple[str, Value], ...]:
    return tuple((one.name, secrets.value(one.draft, one.origin)) for one in given)


def _values(
    one: Drafted, found: Identified, brought: Brought, secrets: Secrets, diagnostics: Diagnostics
) -> ServiceValues:
    service, said = one.service, found.said[one.service.name]
    command = arguments(service, "command", said.command, one.rewiring, secrets)
    entrypoint = arguments(service, "entrypoint", said.entrypoint, one.rewiring, secrets)
    check = health(service, found.detected[service.name], one.rewiring, secrets)
    written = files.delivered(one.files, brought.mounted[service.name].overlays, secrets)
    diagnostics.tell((*command.told, *entrypoint.told, *files.told(service, one.files), *unowned(service), *check.told))
    own = (*_named(one.given, secrets), *command.variables, *entrypoint.variables, *check.variables)
    return ServiceValues(
        environment=tuple({**dict(own), **dict(_named(one.stated, secrets))}.items()),
        command=command.words,
        entrypoint=entrypoint.words,
        health=check.check,
        files=written.secrets,
        overlays=written.overlays,
    )

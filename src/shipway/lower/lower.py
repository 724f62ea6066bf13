"""lower: Project and Manifest become Application and Environment; the user's secret values come out apart."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from shipway.compose.types import Project, Service
from shipway.diagnostics import Diagnostics
from shipway.lower import environment as environments
from shipway.lower import images, links, names, routes, stated, volumes, workloads
from shipway.lower.addresses import with_addresses, with_names
from shipway.lower.datastores import replaced
from shipway.lower.detect import detect
from shipway.lower.developer_certificate import without_certificates
from shipway.lower.external import outside
from shipway.lower.local_state import local_state
from shipway.lower.localhost import localhost
from shipway.lower.mentions import mentions
from shipway.lower.naming import application_name, known_services
from shipway.lower.prepare import prepare
from shipway.lower.proxied import stands_aside
from shipway.lower.required import required
from shipway.lower.runtime import runtimes
from shipway.lower.secrets import Vault
from shipway.lower.settings import spoken
from shipway.lower.skip import bereft, skipped
from shipway.lower.taken_over import taken_over
from shipway.lower.volumes_from import with_borrowed
from shipway.manifest.types import Manifest
from shipway.model.application import Application, Decision, Environment, Kind, Route, Schedule, Volume, Workload
from shipway.model.homes import Offers
from shipway.model.sensitive import Sensitive
from shipway.model.value import SecretRef
from shipway.records import record

MANY = 2_000


@record
class Lowered:
    """values: the user's secret values by secret name, for the step that stores them."""

    application: Application
    environment: Environment
    values: Mapping[str, Sensitive]


def lower(
    project: Project,
    manifest: Manifest,
    diagnostics: Diagnostics,
    *,
    offers: Offers,
    environment: str | None = None,
    target: str | None = None,
    region: str | None = None,
) -> Lowered:
    """What the user means. offers: the homes that the target has. Problems are collected; the caller raises errors."""
    if len(project.services) > MANY:
        diagnostics.error(
            "project.too-large",
            f"the project has {len(project.services):,} services, and Shipway plans up to {MANY:,}",
            project.services[MANY].origin,
            detail="An ECS cluster takes 5,000 services, and a Service Connect namespace 100 until AWS raises it.",
            fix="Split it into several Compose projects.",
        )
        diagnostics.raise_if_errors()
    whole = with_borrowed(project.services)
    addressed = with_names((with_addresses(service) for service in whole), diagnostics)
    project = replace(project, services=without_certificates(addressed, diagnostics))
    choice = environments.choose(manifest, environment, target, diagnostics)
    name = application_name(project, manifest, diagnostics)
    known_services(project, manifest, diagnostics)
    detected = {service.name: detect(service, project) for service in project.services}
    in_files = spoken(project, detected)
    stores, decisions = replaced(project, manifest, detected, in_files, offers, diagnostics)
    left_out = skipped(project, manifest, detected, stores)
    out = {s.name for s in left_out}
    kept = [s for s in project.services if s.name not in stores and s.name not in out]
    proxies = [s for s in project.services if s.name in out and stands_aside(s, detected[s.name])]
    public = routes.routes(kept, detected, manifest, choice, diagnostics, proxies)
    directory = names.directory(project)
    without = bereft(kept, left_out, [name for name, _, _ in project.inactive], directory, manifest, diagnostics)
    away = outside(kept, manifest, directory, diagnostics)
    required(project, manifest, diagnostics)
    said = mentions(project, directory)
    languages = runtimes(project, {name: found.stage for name, found in detected.items()})
    front: dict[str, set[int]] = {}
    for route in public:
        front.setdefault(route.workload, set()).add(route.port)
    around = workloads.Surroundings(
        project=project,
        manifest=manifest,
        detected=detected,
        replaced=stores,
        directory=directory,
        vault=Vault(),
        public=front,
        mentions=said,
        in_files=in_files,
        runtimes=languages,
        bereft=without,
        outside=away,
        images=images.shared_names(project),
    )
    vault = _secrets(kept, around)
    if vault.disputed:
        vault = _secrets(kept, replace(around, vault=Vault(frozenset(vault.disputed))))
    around = replace(around, vault=vault)
    built, lasting, more = _workloads(kept, around, diagnostics)
    for store in stores.values():
        taken_over(store, project, diagnostics)
    stated_ = stated.variables(manifest, stores, public, vault, diagnostics)
    owners = {name for w in built for name, _ in w.environment}
    built = tuple(stated.with_stated(w, stated_, manifest, vault, owners) for w in built)
    ports = {w.name: w.ports for w in built}
    serving = {w.name: w.ports for w in built if w.kind in (Kind.WEB, Kind.WORKER)}
    links.unreachable(project, serving, directory, said, diagnostics)
    at = {name: store.datastore.port for name, store in stores.items()}
    linked = links.links(project, detected, ports, at, directory, said, diagnostics)
    linked = tuple(dict.fromkeys((*linked, *stated.named(built, stated_, at))))
    job, more_links = stated.release(manifest, built, linked, diagnostics)
    first = prepare(stores, project, detected, directory, vault, diagnostics)
    linked += (*more_links, *first.links)
    built = (*first.jobs, *first.waiting((*built, *((job,) if job else ())), linked))
    localhost(built, kept, public, manifest, diagnostics)
    for workload in built:
        local_state(workload, diagnostics)
    used = _used(built)
    application = Application(
        name=name,
        workloads=built,
        datastores=tuple(store.datastore for store in stores.values()),
        routes=_existing(public, built),
        schedules=_schedules(built, manifest),
        volumes=lasting,
        secrets=vault.secrets(used),
        links=linked,
        skipped=left_out,
        decisions=(*decisions, *first.decisions, *more),
    )
    for decision in application.decisions:
        override = f"To decide otherwise: {decision.override}" if decision.override else ""
        diagnostics.note("decision", decision.sentence, decision.origin, fix=override)
    for skip in left_out:
        own = ", ".join(v.name for v in project.service(skip.name).environment)
        detail = f"Its variables go with it: {own}." if own else ""
        diagnostics.note("skipped", f'"{skip.name}" is left out: {skip.reason}', skip.origin, detail=detail)
    return Lowered(application, environments.environment(choice, manifest, region), vault.values(used))


def _workloads(
    kept: list[Service], around: workloads.Surroundings, diagnostics: Diagnostics
) -> tuple[tuple[Workload, ...], tuple[Volume, ...], list[Decision]]:
    built: list[Workload] = []
    lasting: dict[str, Volume] = {}
    decisions: list[Decision] = []
    for service in kept:
        mounted = volumes.mounts(service, around.detected[service.name], around.project, diagnostics)
        built.append(workloads.workload(service, mounted, around, diagnostics))
        decisions += mounted.decisions
        for volume in mounted.volumes:
            lasting.setdefault(volume.name, volume)
    return tuple(built), tuple(lasting.values()), decisions


def _secrets(kept: list[Service], around: workloads.Surroundings) -> Vault:
    """Every secret of the project, before anything is kept: one of a later service may stand open in an earlier one."""
    for service in kept:
        silent = Diagnostics()
        mounted = volumes.mounts(service, around.detected[service.name], around.project, silent)
        workloads.workload(service, mounted, around, silent)
    return around.vault


def _used(built: tuple[Workload, ...]) -> frozenset[str]:
    values = [value for w in built for _, value in w.environment] + [f.value for w in built for f in w.secret_files]
    return frozenset(part.name for value in values for part in value.parts if isinstance(part, SecretRef))


def _existing(public: tuple[Route, ...], built: tuple[Workload, ...]) -> tuple[Route, ...]:
    names_ = {w.name for w in built}
    return tuple(route for route in public if route.workload in names_)


def _schedules(built: tuple[Workload, ...], manifest: Manifest) -> tuple[Schedule, ...]:
    found = []
    for workload in built:
        choice = manifest.services.get(workload.name)
        if choice is not None and choice.schedule:
            found.append(Schedule(workload.name, choice.schedule, choice.origin))
    return tuple(found)

"""connect: build the Application from what the earlier phases found and decided."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from shipway.diagnostics import Diagnostics
from shipway.lower.connect import prepare
from shipway.lower.connect.images import Images, images
from shipway.lower.connect.links import links
from shipway.lower.connect.workloads import Parts, workload
from shipway.lower.decide.decide import Decided
from shipway.lower.identify.identify import Identified
from shipway.lower.mount.mount import Brought
from shipway.lower.values.mean import Meant
from shipway.lower.values.stated import program
from shipway.manifest.types import Manifest
from shipway.model.application import Application, Link, Schedule, Volume
from shipway.model.sensitive import Sensitive
from shipway.model.value import SecretRef
from shipway.model.workload import Workload
from shipway.records import record


@record
class Connected:
    """values: the user's secret values by secret name, and those of secret build arguments by their keys."""

    application: Application
    values: Mapping[str, Sensitive]


def connect(found: Identified, brought: Brought, decided: Decided, meant: Meant, diagnostics: Diagnostics) -> Connected:
    manifest, kept = decided.wanted.manifest, [service.name for service in decided.kept]
    made = images(found.project, meant.secrets)
    built = _workloads(found, brought, decided, meant, made, diagnostics)
    linked = _links(built, found, decided, meant, diagnostics)
    job, more = _release(manifest, built, linked, diagnostics)
    jobs = _jobs(found, decided, meant, made)
    linked = (*linked, *more, *prepare.links(decided.prepared))
    built = (*jobs, *prepare.waiting((*built, *job), decided.prepared, linked))
    used = _used(built)
    application = Application(
        name=decided.name,
        workloads=built,
        datastores=tuple(store.datastore for store in decided.stores.values()),
        routes=tuple(route for route in decided.routes if route.workload in kept),
        schedules=tuple(_schedules(built, manifest)),
        volumes=tuple(_volumes(brought, kept)),
        secrets=meant.secrets.secrets(used),
        links=linked,
        skipped=decided.left_out,
        decisions=(*decided.decisions, *(one for name in kept for one in brought.mounted[name].decisions)),
    )
    keys = {key for w in built if w.image.build for _, key in w.image.build.secret_args}
    hidden = {key: value for key, value in made.arguments().items() if key in keys}
    return Connected(application, {**meant.secrets.values(used), **hidden})


def _workloads(
    found: Identified, brought: Brought, decided: Decided, meant: Meant, made: Images, diagnostics: Diagnostics
) -> tuple[Workload, ...]:
    parts = (Parts(s, brought.mounted[s.name], meant.services[s.name]) for s in decided.kept)
    return tuple(workload(one, found, decided, made, diagnostics) for one in parts)


def _links(
    built: Sequence[Workload], found: Identified, decided: Decided, meant: Meant, diagnostics: Diagnostics
) -> tuple[Link, ...]:
    """Who talks to whom; every program may talk to a datastore that the manifest's `env:` names."""
    ports = {name: store.datastore.port for name, store in decided.stores.items()}
    linked = links(found, {w.name: w.ports for w in built}, ports, diagnostics)
    stated = dict.fromkeys(store for _, value in meant.stated for store in sorted(value.datastores))
    programs = [w.name for w in built if program(found.detected[w.name])]
    more = (Link(name, store, ports[store]) for name in programs for store in stated)
    return tuple(dict.fromkeys((*linked, *more)))


def _release(
    manifest: Manifest, built: Sequence[Workload], linked: Sequence[Link], diagnostics: Diagnostics
) -> tuple[tuple[Workload, ...], tuple[Link, ...]]:
    if manifest.release is None:
        return (), ()
    from shipway.lower.connect.release import release  # late: few manifests ask for one

    return release(manifest, built, linked, diagnostics)


def _jobs(found: Identified, decided: Decided, meant: Meant, made: Images) -> Iterator[Workload]:
    for one in decided.prepared:
        service = found.project.service(one.store)
        image = made.image(service, one.scripts.overlays)
        yield prepare.job(one, service, image, meant.prepared[one.store])


def _volumes(brought: Brought, kept: Sequence[str]) -> Iterator[Volume]:
    """Each volume once, in the order of its first mount."""
    seen: set[str] = set()
    for volume in (volume for name in kept for volume in brought.mounted[name].volumes):
        if volume.name not in seen:
            seen.add(volume.name)
            yield volume


def _schedules(built: Sequence[Workload], manifest: Manifest) -> Iterator[Schedule]:
    for one in built:
        choice = manifest.services.get(one.name)
        if choice is not None and choice.schedule:
            yield Schedule(one.name, choice.schedule, choice.origin)


def _used(built: Sequence[Workload]) -> frozenset[str]:
    """The secrets that some workload is given."""
    values = [value for w in built for _, value in w.environment] + [f.value for w in built for f in w.secret_files]
    return frozenset(part.name for value in values for part in value.parts if isinstance(part, SecretRef))

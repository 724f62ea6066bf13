"""decide: what becomes of each service of the project in this environment."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from shipway.compose.types import Service
from shipway.diagnostics import Diagnostics, note
from shipway.lower.decide.application_name import application_name
from shipway.lower.decide.bereft import bereft
from shipway.lower.decide.datastores import Replaced, replaced
from shipway.lower.decide.external import outside
from shipway.lower.decide.kinds import awaited, kind, named_for_its_end
from shipway.lower.decide.preparing import Preparation, preparations
from shipway.lower.decide.proxies import stands_aside
from shipway.lower.decide.routes import routes
from shipway.lower.decide.skip import skipped
from shipway.lower.decide.wanted import Wanted, known_services
from shipway.lower.identify.identify import Identified
from shipway.lower.mount.mount import Brought
from shipway.manifest.types import Manifest
from shipway.model.application import Decision, Route, Skipped
from shipway.model.workload import Kind
from shipway.records import record


@record
class Decided:
    """stores: service → the managed datastore that stands in for it. kept: the services that stay containers.

    kinds: of those kept. prepared: the jobs that prepare managed databases.
    bereft: (service, variable) of those left out, because what they name is not deployed.
    outside: (service, variable) that names a datastore outside → the host to give it, "" where the user sets all of it.
    """

    wanted: Wanted
    name: str
    stores: Mapping[str, Replaced]
    left_out: tuple[Skipped, ...]
    kept: tuple[Service, ...]
    kinds: Mapping[str, Kind]
    routes: tuple[Route, ...]
    bereft: Collection[tuple[str, str]]
    outside: Mapping[tuple[str, str], str]
    prepared: tuple[Preparation, ...]
    decisions: tuple[Decision, ...]

    def public_ports(self, service: str) -> Collection[int]:
        """The ports that public routes lead to."""
        return {route.port for route in self.routes if route.workload == service}


def decide(found: Identified, brought: Brought, wanted: Wanted, diagnostics: Diagnostics) -> Decided:
    project, manifest = found.project, wanted.manifest
    name = application_name(project, manifest, diagnostics)
    known_services(project, manifest, diagnostics)
    said = {s.name: (*found.said[s.name], *brought.said.get(s.name, ())) for s in project.services}
    stores, decisions = replaced(found, said, wanted, diagnostics)
    left_out = skipped(found, manifest, stores)
    out = {skip.name for skip in left_out}
    kept = tuple(s for s in project.services if s.name not in stores and s.name not in out)
    proxies = [s for s in project.services if s.name in out and stands_aside(s, found.detected[s.name])]
    prepared = preparations(found, stores, diagnostics)
    public = routes(kept, proxies, found, wanted, diagnostics)
    return Decided(
        wanted=wanted,
        name=name,
        stores=stores,
        left_out=left_out,
        kept=kept,
        kinds=_kinds(kept, {route.workload for route in public}, found, manifest, diagnostics),
        routes=public,
        bereft=bereft(kept, left_out, found, manifest, diagnostics),
        outside=outside(kept, found, manifest, diagnostics),
        prepared=prepared,
        decisions=(*decisions, *(one.decision for one in prepared)),
    )


def _kinds(
    kept: Collection[Service], public: Collection[str], found: Identified, manifest: Manifest, diagnostics: Diagnostics
) -> Mapping[str, Kind]:
    kinds, ending = {}, awaited(found.project)
    for service in kept:
        choice = manifest.services.get(service.name)
        kinds[service.name] = kind(service, choice, found.detected[service.name], public, ending)
        if kinds[service.name] is Kind.JOB and not choice and named_for_its_end(service):
            told = note(
                "job.by-name",
                f'"{service.name}" looks like a job that ends, by its name or command',
                service.origin,
                fix=f"If it keeps running: services: {{{service.name}: {{run: always}}}}.",
            )
            diagnostics.add(told)
    return kinds

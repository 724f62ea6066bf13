"""findings: what users are told about the Application, besides the errors and warnings of earlier phases."""

from __future__ import annotations

from collections.abc import Iterator

from shipway.compose.types import Project
from shipway.diagnostics import Diagnostic, Diagnostics, note
from shipway.lower.decide.decide import Decided
from shipway.lower.findings import images
from shipway.lower.findings.local_state import local_state
from shipway.lower.findings.localhost import localhost
from shipway.lower.findings.required import required
from shipway.lower.findings.taken_over import taken_over
from shipway.lower.findings.unreachable import unreachable
from shipway.lower.identify.identify import Identified
from shipway.lower.identify.ports import disagreement
from shipway.lower.mount.mount import Brought
from shipway.lower.values.secrets import Secrets
from shipway.model.application import Application, Skipped


def tell(
    application: Application,
    found: Identified,
    brought: Brought,
    decided: Decided,
    secrets: Secrets,
    diagnostics: Diagnostics,
) -> None:
    project, manifest = found.project, decided.wanted.manifest
    for service in decided.kept:
        diagnostics.tell(brought.mounted[service.name].told)
        diagnostics.tell(disagreement(service, found.listening[service.name]))
    required(project, manifest, diagnostics)
    diagnostics.tell(images.images(found, decided, secrets))
    for store in decided.stores.values():
        taken_over(store, project, diagnostics)
    diagnostics.tell(unreachable(found, application.workloads))
    localhost(application.workloads, decided.kept, decided.routes, manifest, diagnostics)
    for workload in application.workloads:
        local_state(workload, diagnostics)
    diagnostics.tell(_decisions(application))
    diagnostics.tell(_left_out(skip, project) for skip in application.skipped)


def _decisions(application: Application) -> Iterator[Diagnostic]:
    for decision in application.decisions:
        override = f"To change this: {decision.override}" if decision.override else ""
        yield note("decision", decision.sentence, decision.origin, fix=override)


def _left_out(skip: Skipped, project: Project) -> Diagnostic:
    own = ", ".join(v.name for v in project.service(skip.name).environment)
    detail = f"Its variables are left out too: {own}." if own else ""
    return note("skipped", f'"{skip.name}" is left out: {skip.reason}', skip.origin, detail=detail)

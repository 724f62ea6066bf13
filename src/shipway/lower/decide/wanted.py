"""What the manifest and the command line ask for, checked against what Compose defines."""

from __future__ import annotations

from shipway.compose.types import Project
from shipway.diagnostics import Diagnostics
from shipway.manifest.types import EnvironmentChoice, Manifest
from shipway.model.homes import Offers
from shipway.records import record


@record
class Wanted:
    """environment: the chosen one. offers: the homes that its target has for datastores."""

    manifest: Manifest
    environment: EnvironmentChoice
    offers: Offers


def known_services(project: Project, manifest: Manifest, diagnostics: Diagnostics) -> None:
    """Manifest sections are keyed by Compose service; any other name is a mistake."""
    services = {s.name for s in project.services} | {name for name, _, _ in project.inactive}
    for section, entries in (("services", manifest.services), ("datastores", manifest.datastores)):
        for name, choice in entries.items():
            if name not in services:
                diagnostics.error(
                    "manifest.unknown-service",
                    f'`{section}` names "{name}", which Compose does not define',
                    choice.origin,
                    fix=f"Known services: {', '.join(sorted(services))}.",
                )

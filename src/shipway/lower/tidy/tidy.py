"""tidy: the project with what only Docker could settle put into its values."""

from __future__ import annotations

from dataclasses import replace

from shipway.compose.types import Project
from shipway.diagnostics import Diagnostics
from shipway.lower.tidy.addresses import with_addresses, with_names
from shipway.lower.tidy.developer_certificate import without_certificates
from shipway.lower.tidy.volumes_from import with_borrowed

MANY = 2_000
"""Services of one project."""


def tidied(project: Project, diagnostics: Diagnostics) -> Project:
    """Borrowed volumes mounted, addresses and names exchanged, developers' certificates left out."""
    _bounded(project, diagnostics)
    addressed = with_names(map(with_addresses, with_borrowed(project.services)), diagnostics)
    return replace(project, services=without_certificates(addressed, diagnostics))


def _bounded(project: Project, diagnostics: Diagnostics) -> None:
    """Raises InputError where the project has more services than a plan takes."""
    if len(project.services) > MANY:
        diagnostics.error(
            "project.too-large",
            f"the project has {len(project.services):,} services, and Shipway plans up to {MANY:,}",
            project.services[MANY].origin,
            detail="No cloud account allows that many without a request for more.",
            fix="Split it into several Compose projects.",
        )
        diagnostics.raise_if_errors()

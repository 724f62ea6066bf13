"""tidy: the project with what only Docker could settle put into its values."""

from __future__ import annotations

from dataclasses import replace

from shipway.compose.types import Project, Service
from shipway.diagnostics import Diagnostics

MANY = 2_000
"""Services of one project."""

Services = tuple[Service, ...]


def tidied(project: Project, diagnostics: Diagnostics) -> Project:
    """Borrowed volumes mounted, addresses and names exchanged, developers' certificates left out."""
    _bounded(project, diagnostics)
    services = _with_names(_borrowed(project.services), diagnostics)
    return replace(project, services=_without_certificates(services, diagnostics))


def _borrowed(services: Services) -> Services:
    if not any("volumes_from" in service.attributes for service in services):
        return services
    from shipway.lower.tidy.volumes_from import with_borrowed  # late: hardly anybody borrows volumes

    return with_borrowed(services)


def _with_names(services: Services, diagnostics: Diagnostics) -> Services:
    if not any(service.extra_hosts or any(use.address for use in service.networks) for service in services):
        return services
    from shipway.lower.tidy.addresses import with_addresses, with_names  # late: few projects say addresses

    return with_names(map(with_addresses, services), diagnostics)


def _without_certificates(services: Services, diagnostics: Diagnostics) -> Services:
    if not any("https" in (mount.source or "").lower() for service in services for mount in service.mounts):
        return services
    from shipway.lower.tidy.developer_certificate import without_certificates  # late: ASP.NET's alone

    return without_certificates(services, diagnostics)


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

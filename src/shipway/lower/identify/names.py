"""Which service a name means: service names, container names, host names, link and network aliases."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from shipway.compose.types import Project, Service


def aliases(service: Service, services: Sequence[Service]) -> tuple[str, ...]:
    """Every name the service answers to, its own first."""
    found = [service.name]
    found += [name for name in (service.container_name, service.hostname) if name]
    found += [alias for use in service.networks for alias in use.aliases]
    found += [alias for other in services for name, alias in other.links if name == service.name]
    return tuple(dict.fromkeys(found))


def directory(project: Project) -> Mapping[str, str]:
    """Name → service. A service's own name wins over another one's alias."""
    found: dict[str, str] = {}
    for service in project.services:
        for alias in aliases(service, project.services):
            found.setdefault(alias, service.name)
    found.update({service.name: service.name for service in project.services})
    return found


def networks(service: Service) -> frozenset[str]:
    """The networks the service is on; `default` where it names none."""
    return frozenset(use.name for use in service.networks) or frozenset({"default"})

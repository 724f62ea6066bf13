"""Which service a name means: service names, container names, host names, link and network aliases."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from shipway.compose.types import Project, Service


def linked(services: Iterable[Service]) -> dict[str, tuple[str, ...]]:
    """Service → the names that others give it by `links`."""
    found: dict[str, tuple[str, ...]] = {}
    for name, alias in (link for service in services for link in service.links):
        found[name] = (*found.get(name, ()), alias)
    return found


def aliases(service: Service, links: Mapping[str, Sequence[str]]) -> tuple[str, ...]:
    """Every name the service answers to, its own first. links: of `linked`."""
    found = [service.name]
    found += [name for name in (service.container_name, service.hostname) if name]
    found += [alias for use in service.networks for alias in use.aliases]
    found += links.get(service.name, ())
    return tuple(dict.fromkeys(found))


def directory(project: Project) -> Mapping[str, str]:
    """Name → service. A service's own name wins over another one's alias."""
    found: dict[str, str] = {}
    links = linked(project.services)
    for service in project.services:
        for alias in aliases(service, links):
            found.setdefault(alias, service.name)
    found.update({service.name: service.name for service in project.services})
    return found


def networks(service: Service) -> frozenset[str]:
    """The networks the service is on; `default` where it names none."""
    return frozenset(use.name for use in service.networks) or frozenset({"default"})

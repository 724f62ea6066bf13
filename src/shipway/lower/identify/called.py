"""How others call a service: the ports that they name, and the names that it must answer to."""

from __future__ import annotations

from collections.abc import Iterator

from shipway.compose.types import Service
from shipway.lower.identify import names
from shipway.lower.identify.mentions import Mentions


def called_ports(service: Service, mentions: Mentions) -> Iterator[tuple[str, int]]:
    """(who says it, the port) for each port that values and bound files name for this service, its own too."""
    for alias in names.aliases(service, mentions.linked):
        for speaker, port in mentions.ports.get(alias, ()):
            if 0 < port < 65536:
                yield speaker, port


def answered(service: Service, mentions: Mentions) -> tuple[str, ...]:
    """The names a service must answer to: its own, links and network aliases, and a container or host name in use.

    Compose sets container names for `docker ps` far more often than for calls, and each name on each port is an
    endpoint of its own, so those that nothing mentions are left out.
    """
    asked = {alias for use in service.networks for alias in use.aliases} | {service.name}
    asked |= {*mentions.linked.get(service.name, ())}
    return tuple(
        alias
        for alias in names.aliases(service, mentions.linked)
        if alias in asked or mentions.speakers.get(alias, set()) - {service.name}
    )

"""`extra_hosts` and fixed addresses: a cloud has neither, so values get the host's address, or the service's name."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable, Iterable

from shipway.compose.types import Service
from shipway.diagnostics import Diagnostics
from shipway.lower.identify import references

IPV4 = r"(?<![\d.])(?:\d{1,3}\.){3}\d{1,3}(?![\d.])"


def with_addresses(service: Service) -> Service:
    """The service with the addresses of its extra hosts in its variables and commands; `host-gateway` has none."""
    known = {name: address for name, address in service.extra_hosts if address and address != "host-gateway"}
    if not known:
        return service
    names = {name: name for name in known}

    def addressed(name: str, text: str) -> str:
        for one in reversed(references.find(name, text, names)):
            host = one.parts["host"] or ""
            at = text.index(host, text.index("@", one.start) if one.parts.get("user") else one.start)
            address = f"[{known[host]}]" if ":" in known[host] else known[host]
            text = text[:at] + address + text[at + len(host) :]
        return text

    return _rewritten(service, addressed)


def with_names(services: Iterable[Service], diagnostics: Diagnostics) -> tuple[Service, ...]:
    """The services with each other's names where values have the fixed address of one."""
    services = tuple(services)
    fixed = {use.address: (service, use) for service in services for use in service.networks if use.address}
    for address, (service, use) in fixed.items():
        diagnostics.note(
            "network.address",
            f'the fixed address {address} of "{service.name}" is left out',
            use.origin,
            detail=f'When deployed, it is reached by name; "{service.name}" replaces the address in values.',
        )
    if not fixed:
        return services

    def named(_: str, text: str) -> str:
        return re.sub(
            IPV4, lambda match: fixed[match.group()][0].name if match.group() in fixed else match.group(), text
        )

    return tuple(_rewritten(service, named) for service in services)


def _rewritten(service: Service, change: Callable[[str, str], str]) -> Service:
    """The service with every value and word changed. change: (variable's name or "", text) → text."""
    return dataclasses.replace(
        service,
        environment=tuple(
            dataclasses.replace(v, value=change(v.name, v.value)) if v.value else v for v in service.environment
        ),
        command=None if service.command is None else tuple(change("", word) for word in service.command),
        entrypoint=None if service.entrypoint is None else tuple(change("", word) for word in service.entrypoint),
    )

"""`extra_hosts`: Fargate has no /etc/hosts of one's own, so the address takes the name's place in values."""

from __future__ import annotations

import dataclasses

from shipway.compose.types import Service
from shipway.lower import references


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

    return dataclasses.replace(
        service,
        environment=tuple(
            dataclasses.replace(v, value=addressed(v.name, v.value)) if v.value else v for v in service.environment
        ),
        command=None if service.command is None else tuple(addressed("", word) for word in service.command),
        entrypoint=None if service.entrypoint is None else tuple(addressed("", word) for word in service.entrypoint),
    )

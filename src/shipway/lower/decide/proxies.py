"""Proxies that take their routes from Docker: the public endpoint stands in for them."""

from __future__ import annotations

import re
from collections.abc import Iterable

from shipway.compose.types import Service
from shipway.lower.identify.detect import Detected

LABELLED = frozenset({"traefik", "nginx-proxy", "nginx-proxy-acme", "caddy"})
"""Engines that can take their routes, or the names for certificates, from Docker."""
WATCHES = r"(?i)providers[._]docker|--docker\b"


def stands_aside(service: Service, detected: Detected) -> bool:
    """Whether this is a proxy whose routes come from Docker: the public endpoint stands in for it."""
    if detected.engine is None or detected.engine.name not in LABELLED:
        return False
    words = [*(service.command or ()), *(service.entrypoint or ()), *(v.name for v in service.environment)]
    return any("docker.sock" in (m.source or "") for m in service.mounts) or bool(re.search(WATCHES, " ".join(words)))


def entry(proxies: Iterable[Service]) -> int:
    """The port of the host on which the proxies take plain HTTP."""
    for proxy in proxies:
        for port in proxy.ports:
            first = (port.published or "").split("-")[0]
            if first.isdigit() and port.target not in (443, 8080) and int(first) != 443:
                return int(first)
    return 80

"""One route of a proxy to a service."""

from __future__ import annotations

import re

from shipway.diagnostics import Origin
from shipway.records import record


@record
class Led:
    """One route to a service. hosts: () for any. port: None for the one that it exposes.

    closed: why it cannot be opened, "" where it can. rewritten: the middleware that changes the path on its way.
    dropped: middlewares that nothing stands in for.
    """

    hosts: tuple[str, ...]
    path: str
    port: int | None
    origin: Origin
    closed: str = ""
    rewritten: str = ""
    dropped: tuple[str, ...] = ()


def below(path: str) -> str:
    """Up to the first pattern in it: `/api/{id:[0-9]+}` is below `/api`."""
    plain = re.split(r"[{(\[*?^$]", path)[0] if path.startswith("/") else "/"
    return plain.rstrip("/") or "/"

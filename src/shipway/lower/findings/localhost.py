"""Values that name the laptop: when deployed, `http://localhost:4200` is the container itself."""

from __future__ import annotations

import re
from collections.abc import Iterable

from shipway.compose.types import Service
from shipway.diagnostics import Diagnostics, Origin
from shipway.lower.identify.references import HOSTLIKE
from shipway.manifest.types import Manifest
from shipway.model.application import Route
from shipway.model.workload import Workload

PLACES = ("localhost", "127.0.0.1", "host.docker.internal")
# Kept as text: few values get this far, and only then are they compiled.
URL = r"\b(?P<scheme>https?|wss?)://(?:localhost|127\.0\.0\.1|host\.docker\.internal)(?::(?P<port>\d{1,5}))?(?![\w.-])"
SIGNED = r"@(?:localhost|127\.0\.0\.1|host\.docker\.internal)(?=[:/,?]|$)"
HOST = r"(?:localhost|127\.0\.0\.1|host\.docker\.internal)(?::(?P<port>\d{1,5}))?"
BINDS = r"(^|_)(BIND|LISTEN)|^(HOST|HOSTNAME|SERVER_HOST|SERVER_NAME)$"
"""Names of variables that say where the program itself listens."""


def localhost(
    workloads: Iterable[Workload],
    services: Iterable[Service],
    routes: Iterable[Route],
    manifest: Manifest,
    diagnostics: Diagnostics,
) -> None:
    """Warn of variables that name the machine that Compose runs on, each with the manifest line that fixes it."""
    public = {route.workload for route in routes}
    published = {p.published: s.name for s in services for p in s.ports if p.published and s.name in public}
    settled = manifest.stated
    found: dict[tuple[str, str], list[tuple[str, Origin | None]]] = {}
    for workload in workloads:
        for name, value in workload.environment if not workload.engine else ():
            text = "".join(part for part in value.parts if isinstance(part, str))
            here = any(place in text for place in PLACES)
            if here and name not in settled and not re.search(BINDS, name):
                mended = _mended(name, text, published) if value.literal else _beside(text)
                if mended is not None:
                    found.setdefault((name, mended), []).append((workload.name, value.origin))
    for (name, mended), users in found.items():
        told = ", ".join(f'"{user}"' for user, _ in users)
        diagnostics.warning(
            "value.localhost",
            f"{name} of {told} names the machine that Compose runs on",
            users[0][1],
            detail="When deployed, localhost is the container itself; in a browser it is the visitor's own machine.",
            fix=f"Add `env: {{{name}: {_quoted(mended)}}}` to shipway.yaml."
            if mended
            else f"Set its value when deployed: `env: {{{name}: …}}` in shipway.yaml.",
        )


def _beside(text: str) -> str | None:
    """ "" for a URL that signs in to this machine: its password is a reference, the host after it is not."""
    return "" if re.search(SIGNED, text) else None


def _quoted(text: str) -> str:
    return f"'{text}'" if '"' in text else f'"{text}"'


def _mended(name: str, text: str, published: dict[str, str]) -> str | None:
    """The value with the published services' addresses in it; "" where no service is at that port, None for others."""
    match = re.search(URL, text)
    if match is None:
        alone = re.fullmatch(HOST, text.strip()) if re.search(HOSTLIKE, name) else None
        service = published.get(alone["port"] or "") if alone else None
        return None if alone is None else f"${{{service}.host}}" if service else ""
    unknown = [m for m in re.finditer(URL, text) if (m["port"] or "80") not in published]
    if unknown:
        return ""

    def address(match: re.Match[str]) -> str:
        """`url` begins with http; a WebSocket's scheme stays."""
        service = published[match["port"] or "80"]
        return f"{match['scheme']}://${{{service}.host}}" if match["scheme"][0] == "w" else f"${{{service}.url}}"

    return re.sub(URL, address, text)

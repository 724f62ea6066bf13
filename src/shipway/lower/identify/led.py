"""Routes that a proxy reads from Docker: labels and variables of the services behind it.

nginx-proxy: https://github.com/nginx-proxy/nginx-proxy/tree/main/docs
caddy-docker-proxy: https://github.com/lucaslorentz/caddy-docker-proxy
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from shipway.compose.types import Service
from shipway.diagnostics import Origin
from shipway.lower.identify.traefik import first_version, middlewares, routers
from shipway.lower.identify.way import Led, below

__all__ = ["led", "middlewares"]


def led(service: Service, kinds: Mapping[str, str]) -> tuple[Led, ...]:
    """Every route to a service that some proxy is given. kinds: of `traefik.middlewares`."""
    labels = {**dict(service.deploy.labels), **dict(service.labels)}
    origin = service.origin_of("labels" if service.labels else "deploy")
    if str(labels.get("traefik.enable", "true")).lower() == "false":
        labels = {name: text for name, text in labels.items() if not name.lower().startswith("traefik.")}
    found = [*routers(labels, kinds, origin), *first_version(labels, origin), *_caddy(labels, origin)]
    found += _nginx(service)
    merged: dict[tuple[tuple[str, ...], str], Led] = {}
    for one in found:  # of the routers for HTTP and HTTPS, the one that checks who is calling counts
        known = merged.get((one.hosts, one.path))
        if known is None or (one.closed and not known.closed):
            merged[one.hosts, one.path] = one
    return tuple(merged.values())


def _caddy(labels: Mapping[str, str], origin: Origin) -> Iterator[Led]:
    """`caddy: host` and `caddy.reverse_proxy: "{{upstreams 8080}}"`; several sites are caddy_0, caddy_1…"""
    for name, text in labels.items():
        if not re.fullmatch(r"caddy(_\d+)?", name):
            continue
        own = {key.removeprefix(f"{name}."): str(value) for key, value in labels.items() if key.startswith(f"{name}.")}
        upstream = re.search(r"upstreams\s+(?:https?\s+)?(\d+)", "\n".join(own.values()))
        hosts = tuple(re.sub(r"^\w+://|[:/].*$", "", word) for word in re.split(r"[\s,]+", str(text)) if word)
        guard = next((key for key in own if "auth" in key), "")
        why = f"its {guard} decides who may pass" if guard else ""
        yield Led(tuple(h for h in hosts if h), "/", int(upstream[1]) if upstream else None, origin, why)


def _nginx(service: Service) -> Iterator[Led]:
    own = {v.name: (v.value or "", v.origin) for v in service.environment}
    names, origin = own.get("VIRTUAL_HOST", ("", service.origin))
    if names:
        port, path = own.get("VIRTUAL_PORT", ("", None))[0], own.get("VIRTUAL_PATH", ("/", None))[0]
        hosts = tuple(name.strip() for name in names.split(",") if name.strip() and not name.strip().startswith("~"))
        yield Led(hosts, below(path or "/"), int(port) if port.isdigit() else None, origin)

"""Routes that a proxy reads from Docker: labels and variables of the services that it leads to.

Traefik: https://doc.traefik.io/traefik/reference/routing-configuration/other-providers/docker/
nginx-proxy: https://github.com/nginx-proxy/nginx-proxy/tree/main/docs
caddy-docker-proxy: https://github.com/lucaslorentz/caddy-docker-proxy
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from shipway.compose.types import Service
from shipway.diagnostics import Origin
from shipway.lower.identify.detect import Detected
from shipway.records import record

LABELLED = frozenset({"traefik", "nginx-proxy", "nginx-proxy-acme", "caddy"})
"""Engines that can take their routes, or the names for certificates, from Docker."""
WATCHES = r"(?i)providers[._]docker|--docker\b"
KEY = r"(?i)traefik\.http\.(routers|services|middlewares)\.([^.]+)\.(.+)"
FIRST = r"(?i)traefik\.(?:([\w-]+)\.)?(frontend\.rule|port|frontend\.auth\..*|frontend\.whitelist\..*)"
"""Traefik 1's."""
MATCHER = r"(!?)\s*(\w+)\(((?:[^()`\"]|`[^`]*`|\"[^\"]*\")*)\)"
QUOTED = r"[`\"]([^`\"]*)[`\"]"
GUARDS = r"(?i)auth|whitelist|allowlist|passtlsclientcert|ipfilter|forbid|deny|sso"
"""Kinds of middleware, or where only the name is known the names, that decide who may pass."""
STRIPS = r"(?i)strip|replacepath|addprefix"
NEEDLESS = r"(?i)redirectscheme|redirect-?(to-?)?https|https-?redirect|compress|buffering"
"""The load balancer redirects to HTTPS by itself; the others change nothing that a visitor sees."""
OPEN = frozenset({"host", "path", "pathprefix", "hostregexp", "hostsni"})


@record
class Led:
    """One way to a service. hosts: () for any. port: None for the one that it exposes.

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


def stands_aside(service: Service, detected: Detected) -> bool:
    """Whether this is a proxy whose routes come from Docker: the load balancer stands in for it."""
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


def led(service: Service, kinds: Mapping[str, str]) -> tuple[Led, ...]:
    """Every way to a service that some proxy is told of. kinds: of `middlewares`."""
    labels = {**dict(service.deploy.labels), **dict(service.labels)}
    origin = service.origin_of("labels" if service.labels else "deploy")
    if str(labels.get("traefik.enable", "true")).lower() == "false":
        labels = {name: text for name, text in labels.items() if not name.lower().startswith("traefik.")}
    found = [*_traefik(labels, kinds, origin), *_first_traefik(labels, origin), *_caddy(labels, origin)]
    found += _nginx(service)
    merged: dict[tuple[tuple[str, ...], str], Led] = {}
    for one in found:  # of the routers for HTTP and HTTPS, the one that asks who calls counts
        known = merged.get((one.hosts, one.path))
        if known is None or (one.closed and not known.closed):
            merged[one.hosts, one.path] = one
    return tuple(merged.values())


def middlewares(services: Sequence[Service]) -> dict[str, str]:
    """Traefik's middlewares by name, each with its kind: any service's labels may define them."""
    found: dict[str, str] = {}
    for service in services:
        for name, _ in (*service.deploy.labels, *service.labels):
            match = re.fullmatch(KEY, name)
            if match and match[1].lower() == "middlewares":
                found[match[2].lower()] = match[3].split(".")[0].lower()
    return found


def _traefik(labels: Mapping[str, str], kinds: Mapping[str, str], origin: Origin) -> Iterator[Led]:
    routers: dict[str, dict[str, str]] = {}
    ports: dict[str, int] = {}
    for name, text in labels.items():
        match = re.fullmatch(KEY, name)
        if match is None:
            continue
        section, key, word = match[1].lower(), match[2].lower(), match[3].lower()
        if section == "routers":
            routers.setdefault(key, {})[word] = str(text)
        elif section == "services" and word == "loadbalancer.server.port" and str(text).strip().isdigit():
            ports[key] = int(text)
    if not routers and str(labels.get("traefik.enable", "")).lower() == "true" and "traefik.port" not in labels:
        yield Led((), "/", next(iter(ports.values()), None), origin)
    for key, router in routers.items():
        target = router.get("service", "")
        if "@internal" in target or ("rule" not in router and not target):
            continue
        port = ports.get(target.split("@")[0].lower()) or ports.get(key) or next(iter(ports.values()), None)
        named = [name.strip() for name in router.get("middlewares", "").split(",") if name.strip()]
        closed = next((name for name in named if re.search(GUARDS, _kind(name, kinds))), "")
        strips = next((name for name in named if re.search(STRIPS, _kind(name, kinds))), "")
        lost = tuple(
            n for n in named if n not in (closed, strips) and not re.search(NEEDLESS, f"{n} {_kind(n, kinds)}")
        )
        for hosts, path, odd in _rule(router.get("rule", "")):
            why = f"its middleware {closed} decides who may pass" if closed else odd
            yield Led(hosts, path, port, origin, why, strips if path != "/" else "", lost)
    if any(name.lower().startswith(("traefik.tcp.routers.", "traefik.udp.routers.")) for name in labels):
        yield Led((), "/", None, origin, "it is plain TCP or UDP, and the load balancer speaks HTTP")


def _kind(name: str, kinds: Mapping[str, str]) -> str:
    bare, _, _ = name.partition("@")
    return kinds.get(bare.lower(), bare)


def _rule(rule: str) -> Iterator[tuple[tuple[str, ...], str, str]]:
    """(hosts, path, what the load balancer cannot ask) for each alternative of a rule and each of its paths."""
    for part in _alternatives(rule):
        hosts: list[str] = []
        paths: list[str] = []
        odd = ""
        for negated, word, inside in re.findall(MATCHER, part):
            if negated or word.lower() not in OPEN:
                odd = f"its rule asks for {'not ' if negated else ''}{word}"
            elif word.lower() == "host":
                hosts += re.findall(QUOTED, inside)
            elif word.lower() in ("path", "pathprefix"):
                paths += re.findall(QUOTED, inside)
        for path in paths or ["/"]:
            yield tuple(dict.fromkeys(hosts)), _path(path), odd


def _path(path: str) -> str:
    """Up to the first pattern in it: `/api/{id:[0-9]+}` is below `/api`."""
    plain = re.split(r"[{(\[*?^$]", path)[0] if path.startswith("/") else "/"
    return plain.rstrip("/") or "/"


def _alternatives(rule: str) -> list[str]:
    """The rule at its outermost `||`."""
    parts, depth, start = [], 0, 0
    for index, letter in enumerate(rule):
        depth += (letter == "(") - (letter == ")")
        if depth == 0 and rule.startswith("||", index):
            parts.append(rule[start:index])
            start = index + 2
    return [*parts, rule[start:]]


def _first_traefik(labels: Mapping[str, str], origin: Origin) -> Iterator[Led]:
    """`traefik.frontend.rule=Host:a,b;PathPrefix:/x` and `traefik.port`, each perhaps of a named segment."""
    segments: dict[str, dict[str, str]] = {}
    for name, text in labels.items():
        match = re.fullmatch(FIRST, name)
        if match is not None:
            segments.setdefault(match[1] or "", {})[match[2].lower()] = str(text)
    for words in segments.values():
        if "frontend.rule" not in words:
            continue
        parts = dict(part.split(":", 1) for part in words["frontend.rule"].split(";") if ":" in part)
        asked = {word.strip().lower(): text for word, text in parts.items()}
        hosts = tuple(host.strip() for host in asked.get("host", "").split(",") if host.strip())
        path = _path(asked.get("pathprefix", asked.get("path", "/")).split(",")[0].strip())
        port = words.get("port", "").strip()
        guard = next((word for word in words if "auth" in word or "whitelist" in word), "")
        why = f"its {guard} decides who may pass" if guard else ""
        yield Led(hosts, path, int(port) if port.isdigit() else None, origin, why)


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
        yield Led(hosts, _path(path or "/"), int(port) if port.isdigit() else None, origin)

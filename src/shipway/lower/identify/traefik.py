"""Traefik's labels: routers, the services that they lead to, and the middlewares between, of versions 1 and 2 on.

https://doc.traefik.io/traefik/reference/routing-configuration/other-providers/docker/
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from shipway.compose.types import Service
from shipway.diagnostics import Origin
from shipway.lower.identify.way import Led, below

KEY = r"(?i)traefik\.http\.(routers|services|middlewares)\.([^.]+)\.(.+)"
FIRST = r"(?i)traefik\.(?:([\w-]+)\.)?(frontend\.rule|port|frontend\.auth\..*|frontend\.whitelist\..*)"
"""Traefik 1's."""
MATCHER = r"(!?)\s*(\w+)\(((?:[^()`\"]|`[^`]*`|\"[^\"]*\")*)\)"
QUOTED = r"[`\"]([^`\"]*)[`\"]"
GUARDS = r"(?i)auth|whitelist|allowlist|passtlsclientcert|ipfilter|forbid|deny|sso"
"""Kinds of middleware, or where only the name is known the names, that decide who may pass."""
STRIPS = r"(?i)strip|replacepath|addprefix"
NEEDLESS = r"(?i)redirectscheme|redirect-?(to-?)?https|https-?redirect|compress|buffering"
"""The public endpoint redirects to HTTPS on its own; the others change nothing that a visitor sees."""
OPEN = frozenset({"host", "path", "pathprefix", "hostregexp", "hostsni"})


def middlewares(services: Sequence[Service]) -> dict[str, str]:
    """Traefik's middlewares by name, each with its kind: any service's labels may define them."""
    found: dict[str, str] = {}
    for service in services:
        for name, _ in (*service.deploy.labels, *service.labels):
            match = re.fullmatch(KEY, name)
            if match and match[1].lower() == "middlewares":
                found[match[2].lower()] = match[3].split(".")[0].lower()
    return found


def routers(labels: Mapping[str, str], kinds: Mapping[str, str], origin: Origin) -> Iterator[Led]:
    routers_: dict[str, dict[str, str]] = {}
    ports: dict[str, int] = {}
    for name, text in labels.items():
        match = re.fullmatch(KEY, name)
        if match is None:
            continue
        section, key, word = match[1].lower(), match[2].lower(), match[3].lower()
        if section == "routers":
            routers_.setdefault(key, {})[word] = str(text)
        elif section == "services" and word == "loadbalancer.server.port" and str(text).strip().isdigit():
            ports[key] = int(text)
    if not routers_ and str(labels.get("traefik.enable", "")).lower() == "true" and "traefik.port" not in labels:
        yield Led((), "/", next(iter(ports.values()), None), origin)
    for key, router in routers_.items():
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
        yield Led((), "/", None, origin, "it is plain TCP or UDP, and the public endpoint speaks HTTP")


def _kind(name: str, kinds: Mapping[str, str]) -> str:
    bare, _, _ = name.partition("@")
    return kinds.get(bare.lower(), bare)


def _rule(rule: str) -> Iterator[tuple[tuple[str, ...], str, str]]:
    """(hosts, path, what a public endpoint cannot match) for each alternative of a rule and each of its paths."""
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
            yield tuple(dict.fromkeys(hosts)), below(path), odd


def _alternatives(rule: str) -> list[str]:
    """The rule at its outermost `||`."""
    parts, depth, start = [], 0, 0
    for index, letter in enumerate(rule):
        depth += (letter == "(") - (letter == ")")
        if depth == 0 and rule.startswith("||", index):
            parts.append(rule[start:index])
            start = index + 2
    return [*parts, rule[start:]]


def first_version(labels: Mapping[str, str], origin: Origin) -> Iterator[Led]:
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
        path = below(asked.get("pathprefix", asked.get("path", "/")).split(",")[0].strip())
        port = words.get("port", "").strip()
        guard = next((word for word in words if "auth" in word or "whitelist" in word), "")
        why = f"its {guard} decides who may pass" if guard else ""
        yield Led(hosts, path, int(port) if port.isdigit() else None, origin, why)

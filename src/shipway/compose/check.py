"""What must hold between the parts of a project: names that are defined, no circles."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from shipway.compose.types import Service
from shipway.diagnostics import Diagnostics, Origin
from shipway.records import record
from shipway.spelling import nearest


@record
class Names:
    """Every name that is defined. here: kind ("service", "volume"…) → names. elsewhere: (kind, name) → the file beside
    these that defines it."""

    here: Mapping[str, Sequence[str]]
    elsewhere: Mapping[tuple[str, str], str]


def check(services: Sequence[Service], inactive: Sequence[Service], names: Names, diagnostics: Diagnostics) -> None:
    _dependencies(services, inactive, names, diagnostics)
    for service in services:
        if service.network_mode and service.networks:
            diagnostics.error(
                "compose.network-mode",
                f'service "{service.name}" has both `network_mode` and `networks`, and a container takes one of them',
                service.origin_of("network_mode"),
                fix="Remove one of the two.",
            )
        for use in service.networks:
            _defined(service, "network", use.name, names, use.origin, diagnostics)
        for mount in service.mounts:
            if mount.type == "volume" and mount.source:
                _defined(service, "volume", mount.source, names, mount.origin, diagnostics)
        for file in service.secrets:
            _defined(service, "secret", file.source, names, file.origin, diagnostics)
        for file in service.configs:
            _defined(service, "config", file.source, names, file.origin, diagnostics)
    _circles(services, diagnostics)


def _dependencies(
    services: Sequence[Service], inactive: Sequence[Service], names: Names, diagnostics: Diagnostics
) -> None:
    active, off = {s.name for s in services}, {s.name: s for s in inactive}
    for service in services:
        for needed in service.depends_on:
            if needed.service in active or not needed.required:
                continue
            if needed.service in off:
                profiles = ", ".join(off[needed.service].profiles)
                diagnostics.error(
                    "compose.inactive-dependency",
                    f'"{service.name}" depends on "{needed.service}", which only the profile {profiles} switches on',
                    needed.origin,
                    fix=f"Set COMPOSE_PROFILES={off[needed.service].profiles[0]}, or write `required: false`.",
                )
                continue
            _defined(service, "service", needed.service, names, needed.origin, diagnostics, "depends on")


def _defined(
    service: Service,
    kind: str,
    name: str,
    names: Names,
    origin: Origin,
    diagnostics: Diagnostics,
    verb: str = "uses",
) -> None:
    if name in names.here[kind]:
        return
    thing = f'"{name}"' if kind == "service" else f'the {kind} "{name}"'
    close = nearest(name, [one for one in names.here[kind] if one != service.name])
    file = names.elsewhere.get((kind, name))
    fix = f'Did you mean "{close}"?' if close else f"Define {name} below `{kind}s:`, or remove it here."
    diagnostics.error(
        f"compose.unknown-{kind}",
        f'service "{service.name}" {verb} {thing}, which is not defined',
        origin,
        fix=f"{file} defines it: name both files, -f {file} -f {origin.file}." if file else fix,
    )


def _circles(services: Sequence[Service], diagnostics: Diagnostics) -> None:
    """Depth-first without recursion, so that a chain of thousands of services is no trouble."""
    edges = {s.name: {d.service: d.origin for d in s.depends_on} for s in services}
    done: set[str] = set()
    for start in edges:
        path: list[str] = []
        stack: list[tuple[str, bool]] = [(start, False)]
        while stack:
            name, leaving = stack.pop()
            if leaving:
                path.pop()
                done.add(name)
                continue
            if name in done or name not in edges:
                continue
            if name in path:
                _tell(path[path.index(name) :], edges, diagnostics)
                continue
            path.append(name)
            stack.append((name, True))
            stack += [(needed, False) for needed in reversed(edges[name])]


def _tell(circle: list[str], edges: dict[str, dict[str, Origin]], diagnostics: Diagnostics) -> None:
    first = circle.index(min(circle))
    ordered = circle[first:] + circle[:first]
    origin = edges[ordered[-1]][ordered[0]]
    diagnostics.error(
        "compose.dependency-cycle",
        "services depend on each other in a circle: " + " → ".join([*ordered, ordered[0]]),
        origin,
        fix="Remove one of these `depends_on` entries; none of the services could start first.",
    )

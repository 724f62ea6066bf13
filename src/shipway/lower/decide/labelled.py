"""Routes in proxy labels become routes of the public endpoint, where it can do what the proxy did."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from shipway.compose.types import Service
from shipway.diagnostics import Diagnostics
from shipway.lower.decide.public_ports import any_port
from shipway.lower.identify.identify import Identified
from shipway.manifest.types import EnvironmentChoice
from shipway.model.application import Route

if TYPE_CHECKING:
    from shipway.lower.identify.way import Led


def ways(service: Service, known: Identified, stated: bool, diagnostics: Diagnostics) -> list[tuple[Led, int]]:
    """The proxy's routes to the service, each with its port, where the public endpoint can do what the proxy did.

    stated: the manifest opens the service, no matter whom the proxy let in.
    """
    found: list[tuple[Led, int]] = []
    for led in known.led[service.name]:
        port = led.port or next((p.target for p in any_port(service, known.detected[service.name])), None)
        where = f"{' and '.join(led.hosts)}{led.path if led.path != '/' or not led.hosts else ''}"
        if (led.closed and not stated) or port is None:
            diagnostics.warning(
                "route.label-closed",
                f'the proxy\'s route {where} to "{service.name}" stays closed: '
                + (led.closed or "nothing says which port it listens on"),
                led.origin,
                detail="The public endpoint lets everyone in." if led.closed else "",
                fix=f"To open it: services: {{{service.name}: {{public: HOST}}}}."
                if led.closed
                else "Add `expose: [PORT]` to the service.",
            )
            continue
        found.append((led, port))
        if led.dropped:
            diagnostics.warning(
                "route.middleware",
                f'the proxy did {", ".join(led.dropped)} for "{service.name}"; the public endpoint does not',
                led.origin,
                fix="Do it in the program, or keep a proxy of your own in front of it, with its routes in a file.",
            )
        if led.rewritten:
            diagnostics.warning(
                "route.path-kept",
                f'"{service.name}" gets its paths unchanged: the public endpoint does not do {led.rewritten}',
                led.origin,
                detail=f"A request below {led.path} reaches the program as {led.path}/…, not as /….",
                fix="Make the program serve below that path, or give the service its own host.",
            )
    return found


def labelled(
    service: Service, ways: list[tuple[Led, int]], environment: EnvironmentChoice, entry: int
) -> Iterator[Route]:
    """Routes on the labels' own hosts where they are in the domain, else on the service's; all on `entry` without."""
    for one, port in ways:
        if environment.domain is None:
            yield Route(service.name, port, None, one.path, entry, one.origin)
            continue
        own = [host for host in one.hosts if f".{host}".endswith(f".{environment.domain}")]
        for host in own or [f"{service.name}.{environment.domain}"]:
            yield Route(service.name, port, host, one.path, None, one.origin)


def told_apart(
    labelled: Sequence[Route], ways: Mapping[str, list[tuple[Led, int]]], found: Sequence[Route]
) -> tuple[list[Route], set[tuple[str, int]]]:
    """Without a domain hosts are not told apart: of routes that want one path, the one with the shortest host keeps it.

    The others get their own port. The second result: the (workload, port) that may move to another.
    ways: by workload.
    """

    def rank(route: Route) -> tuple[int, str]:
        hosts = [host.removeprefix("www.") for one, _ in ways[route.workload] for host in one.hosts]
        return min((host.count(".") for host in hosts), default=0), route.workload

    taken: dict[tuple[str, int | None], str] = {(r.path, r.listener): r.workload for r in found}
    kept: dict[Route, None] = {}
    loose: set[tuple[str, int]] = set()
    for route in sorted(labelled, key=rank):
        if taken.setdefault((route.path, route.listener), route.workload) == route.workload:
            kept[route] = None
        else:
            kept[replace(route, path="/", listener=route.port)] = None
            loose.add((route.workload, route.port))
    return list(kept), loose


def tell(routes: Sequence[Route], labelled: Sequence[Route], diagnostics: Diagnostics) -> None:
    """Say what became of the labels: the hosts are not always those that the proxy knew."""
    led = {(route.workload, route.port) for route in labelled}
    for route in routes:
        if (route.workload, route.port) in led:
            place = f"https://{route.host}" if route.host else f"port {route.listener}"
            path = f", {route.path}" if route.path != "/" else ""
            diagnostics.note(
                "route.labelled",
                f'the proxy\'s route to "{route.workload}" moves to the public endpoint: {place}{path}',
                route.origin,
                detail="" if route.host else "Without a `domain:` the public endpoint cannot tell hosts apart.",
                fix=f"To change this: services: {{{route.workload}: {{public: HOST}}}}.",
            )

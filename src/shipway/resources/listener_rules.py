"""The rules by which listeners tell routes apart, and their priorities, which never swap."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from shipway.model.application import Route
from shipway.naming import digest, logical_id
from shipway.resources.load_balancer import STACK, forward
from shipway.topology.graph import Property, Ref, Resource


def rules(routes: Sequence[Route], live: Mapping[str, int]) -> tuple[Resource, ...]:
    """A rule for each host and path. A priority depends only on its own route, so adding one never swaps two.

    live: `HOST/PATH`, or `:PORT/PATH` without a domain → priority in use, which wins: priorities cannot be swapped in
    one update (PriorityInUse).
    """
    taken, found = set(live.values()), []
    for route in sorted(routes, key=lambda r: (r.host or "", r.path)):
        key = f"{route.host or f':{route.listener}'}{route.path}"
        priority = live.get(key)
        if priority is None:
            priority = _free(key, route.path, taken)
            taken.add(priority)
        conditions: list[Property] = []
        if route.host:
            conditions.append({"Field": "host-header", "HostHeaderConfig": {"Values": [route.host]}})
        if route.path != "/":
            path = route.path.rstrip("/*")
            conditions.append({"Field": "path-pattern", "PathPatternConfig": {"Values": [path, f"{path}/*"]}})
        found.append(
            Resource(
                logical_id("rule", route.workload, digest(key)),
                STACK,
                "AWS::ElasticLoadBalancingV2::ListenerRule",
                {
                    "ListenerArn": Ref("Listener443" if route.host else f"Listener{route.listener}"),
                    "Priority": priority,
                    "Conditions": conditions,
                    "Actions": [forward(route)],
                },
                subject=route.workload,
            )
        )
    return tuple(found)


def _free(key: str, path: str, taken: set[int]) -> int:
    """Longer paths come first: bands of 10,000 by depth, and a hash within the band; the next free one on collision."""
    band = max(0, 3 - path.strip("/").count("/") - (1 if path.strip("/") else 0))
    first = 1 + band * 10_000
    offset = int(digest(key), 16) % 9_999
    while first + offset in taken:
        offset = (offset + 1) % 9_999
    return first + offset

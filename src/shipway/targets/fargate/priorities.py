"""Which priorities the deployed listener rules have: they stay, since two cannot be swapped in one update."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from shipway.targets.target import Live

RULE = "AWS::ElasticLoadBalancingV2::ListenerRule"


def priorities(live: Live) -> Mapping[str, int]:
    """`HOST/PATH`, or `:PORT/PATH` of a rule for any host → priority.

    In every form in which a route may write the path: `/api`, `/api/` and `/api/*`.
    """
    found: dict[str, int] = {}
    for template in live.templates.values():
        resources: Any = template.get("Resources")
        for body in (resources or {}).values():
            properties = body.get("Properties") or {}
            if body.get("Type") == RULE and str(properties.get("Priority", "")).isdigit():
                found |= dict.fromkeys(_routes(properties), int(properties["Priority"]))
    return found


def _routes(properties: Mapping[str, Any]) -> Iterator[str]:
    conditions = properties.get("Conditions") or ()
    listener = re.search(r"Listener(\d+)", str(properties.get("ListenerArn")))
    anywhere = [f":{listener[1]}"] if listener else []
    for host in _values(conditions, "HostHeaderConfig") or anywhere:
        paths = _values(conditions, "PathPatternConfig")
        if not paths:
            yield f"{host}/"
        for path in paths:
            bare = path.rstrip("/*")
            yield from (f"{host}{bare}", f"{host}{bare}/", f"{host}{bare}/*")


def _values(conditions: Any, config: str) -> list[str]:
    return [str(value) for one in conditions for value in (one.get(config) or {}).get("Values") or ()]

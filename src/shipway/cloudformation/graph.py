"""The order of resources: who waits for whom, and cycles.

https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-attribute-dependson.html
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from shipway.cloudformation.references import references


def depends_on(body: Mapping[str, Any]) -> tuple[str, ...]:
    """The ids in a resource's DependsOn, always as a tuple."""
    named = body.get("DependsOn", ())
    if isinstance(named, str):
        return (named,)
    return tuple(id for id in named if isinstance(id, str)) if isinstance(named, list | tuple) else ()


def dependencies(
    resources: Mapping[str, Any], named_by: Mapping[str, set[tuple[str, str | None]]] | None = None
) -> dict[str, tuple[str, ...]]:
    """Each resource's direct dependencies inside the template (DependsOn, Ref, Fn::GetAtt, Fn::Sub), without itself.

    named_by: the references of each resource, where the caller has them already.
    """
    found: dict[str, tuple[str, ...]] = {}
    for id, body in resources.items():
        uses = references(body.get("Properties")) if named_by is None else named_by[id]
        named = {target for target, _ in uses} | set(depends_on(body))
        found[id] = tuple(sorted(target for target in named if target in resources and target != id))
    return found


def cycles(edges: Mapping[str, Sequence[str]]) -> tuple[tuple[str, ...], ...]:
    """The groups of resources that wait for each other; both groups and members sorted."""
    left = _peeled({node: set(targets) for node, targets in edges.items()})
    left = _peeled(_reversed(left))
    groups: set[tuple[str, ...]] = set()
    backwards = _reversed(left)
    for node in left:
        group = _reachable(node, left) & _reachable(node, backwards)
        if len(group) > 1:
            groups.add(tuple(sorted(group)))
    return tuple(sorted(groups))


def _peeled(edges: dict[str, set[str]]) -> dict[str, set[str]]:
    """What is left after taking away, again and again, whatever waits for nothing."""
    users = _reversed(edges)
    count = {node: len(targets) for node, targets in edges.items()}
    free = [node for node, waits in count.items() if waits == 0]
    gone: set[str] = set()
    while free:
        node = free.pop()
        gone.add(node)
        for user in users[node]:
            count[user] -= 1
            if count[user] == 0:
                free.append(user)
    return {node: targets - gone for node, targets in edges.items() if node not in gone}


def _reversed(edges: Mapping[str, set[str]]) -> dict[str, set[str]]:
    back: dict[str, set[str]] = {node: set() for node in edges}
    for node, targets in edges.items():
        for target in targets:
            back[target].add(node)
    return back


def _reachable(start: str, edges: Mapping[str, set[str]]) -> set[str]:
    seen: set[str] = set()
    todo = [start]
    while todo:
        node = todo.pop()
        if node not in seen:
            seen.add(node)
            todo.extend(edges[node])
    return seen

"""Taking resources out of a stack that stacks deployed later still use: first add and move, then remove.

The running tasks of a workload hold a security group of `network`, a target group of `edge`, a secret of `data`. When
the design drops one of these, its stack is deployed first with the old resource still in it, then the workloads, then
the stack again without it; removed at once, CloudFormation would fail to delete it while it is in use, or take a
database from under the running tasks.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from shipway.cloudformation.intrinsics import references
from shipway.resources.facts import exclusive


def keeps(live: Mapping[str, Any], new: Mapping[str, Any]) -> tuple[str, ...]:
    """The logical ids that the new template drops and a first pass leaves in place, in the live template's order."""
    before, after = live.get("Resources") or {}, new.get("Resources") or {}
    kept = {id for id, body in before.items() if id not in after and not exclusive(body)}
    while stranded := {id for id in kept if not _resources_of(before[id], before) <= kept | set(after)}:
        kept -= stranded
    return tuple(id for id in before if id in kept)


def bridge(live: Mapping[str, Any], new: Mapping[str, Any], kept: tuple[str, ...]) -> dict[str, Any]:
    """The new template with the kept resources of the live one, and the parameters and conditions that they need."""
    before = live.get("Resources") or {}
    bodies = {id: before[id] for id in kept if id in before}
    merged: dict[str, Any] = dict(new)
    merged["Resources"] = {**new.get("Resources", {}), **bodies}
    for section in ("Parameters", "Conditions", "Mappings"):
        known = {**(live.get(section) or {}), **(new.get(section) or {})}
        if section == "Parameters":
            used = {name for body in bodies.values() for name, _ in references(body)}
            known = {name: body for name, body in known.items() if name in used or name in (new.get(section) or {})}
        if known:
            merged[section] = known
    return merged


def _resources_of(body: Mapping[str, Any], resources: Mapping[str, Any]) -> set[str]:
    needs = body.get("DependsOn") or ()
    named = {needs} if isinstance(needs, str) else set(needs)
    return (named | {target for target, _ in references(body.get("Properties") or {})}) & set(resources)

"""What an update would do to each resource, as far as two templates can tell."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Literal

from shipway.cloudformation.compare import at, differences
from shipway.cloudformation.intrinsics import references, resolve
from shipway.cloudformation.replacement import ALWAYS, Requires, requires
from shipway.cloudformation.symbols import Symbols
from shipway.cloudformation.unknown import labelled
from shipway.records import record

Action = Literal["add", "change", "replace", "remove"]
PropertyDiff = tuple[str, Any, Any, Requires]
"""(path, before, after, requires): `/Properties/Engine`; the values as the templates write them, None where absent."""


@record
class ResourceDiff:
    """One resource that an update touches. properties: what changed; all of them for add, none for remove."""

    id: str
    type: str
    action: Action
    properties: tuple[PropertyDiff, ...] = ()


def diff(
    old: Mapping[str, Any] | None,
    new: Mapping[str, Any] | None,
    *,
    old_values: Mapping[str, str] | None = None,
    new_values: Mapping[str, str] | None = None,
) -> tuple[ResourceDiff, ...]:
    """The resources that differ, the new template's in its order and then the removed ones.

    old_values, new_values: parameters' values where they are known; else their defaults count, else the parameter is
    taken to be the same. A property that names a replaced resource counts as changed, which may replace its resource
    in turn. DependsOn, DeletionPolicy and Metadata alone change no resource.
    """
    before = _resources(old or {}, old_values)
    after = _resources(new or {}, new_values)
    changed = _changed(before, after, old or {}, new or {}, old_values, new_values)
    found = [_add(id, body) if id not in before else changed.get(id) for id, body in after.items()]
    removed = [ResourceDiff(id, body["Type"], "remove") for id, body in before.items() if id not in after]
    return (*(one for one in found if one is not None), *removed)


def _resources(template: Mapping[str, Any], values: Mapping[str, str] | None) -> dict[str, Mapping[str, Any]]:
    """The resources whose condition holds, or may hold."""
    symbols = Symbols(template, values)
    resources: Mapping[str, Mapping[str, Any]] = template.get("Resources") or {}
    return {
        id: body
        for id, body in resources.items()
        if "Condition" not in body or symbols.condition(body["Condition"]) is not False
    }


def _add(id: str, body: Mapping[str, Any]) -> ResourceDiff:
    properties = body.get("Properties") or {}
    return ResourceDiff(
        id,
        body["Type"],
        "add",
        tuple((f"/Properties/{key}", None, value, "never") for key, value in properties.items()),
    )


def _changed(
    before: Mapping[str, Mapping[str, Any]],
    after: Mapping[str, Mapping[str, Any]],
    old: Mapping[str, Any],
    new: Mapping[str, Any],
    old_values: Mapping[str, str] | None,
    new_values: Mapping[str, str] | None,
) -> dict[str, ResourceDiff]:
    """The resources of both templates that differ, by id. Ends since the set of replaced resources only grows."""
    common = [id for id in after if id in before]
    if not common:
        return {}
    old_scope = Symbols(old, old_values)
    resolved = {id: _resolved(before[id], old_scope) for id in common}
    found: dict[str, ResourceDiff] = {}
    replaced: set[str] = set()
    users = _users(after)
    todo: Iterable[str] = common
    while todo:
        scope = Symbols(new, new_values, replaced)
        fresh: set[str] = set()
        for id in todo:
            one = _compare(id, before[id], after[id], resolved[id], _resolved(after[id], scope))
            if one is not None:
                found[id] = one
                if one.action == "replace" and id not in replaced:
                    fresh.add(id)
        replaced |= fresh
        todo = sorted({user for id in fresh for user in users.get(id, ()) if user in before})
    return found


def _users(resources: Mapping[str, Mapping[str, Any]]) -> dict[str, set[str]]:
    users: dict[str, set[str]] = {}
    for id, body in resources.items():
        for target, _ in references(body.get("Properties") or {}):
            users.setdefault(target, set()).add(id)
    return users


def _resolved(body: Mapping[str, Any], scope: Symbols) -> dict[str, Any]:
    return resolve(body.get("Properties") or {}, scope) or {}


def _compare(
    id: str, before: Mapping[str, Any], after: Mapping[str, Any], old: dict[str, Any], new: dict[str, Any]
) -> ResourceDiff | None:
    kind = after["Type"]
    properties = tuple(_property(kind, path, before, after, *pair) for path, *pair in differences(old, new))
    if before["Type"] != kind:
        return ResourceDiff(id, kind, "replace", (("/Type", before["Type"], kind, ALWAYS), *properties))
    if not properties:
        return None
    action: Action = "replace" if any(found[3] == ALWAYS for found in properties) else "change"
    return ResourceDiff(id, kind, action, properties)


def _property(
    kind: str, path: str, before: Mapping[str, Any], after: Mapping[str, Any], old: Any, new: Any
) -> PropertyDiff:
    return f"/Properties{path}", _raw(before, path, old), _raw(after, path, new), requires(kind, f"/Properties{path}")


def _raw(body: Mapping[str, Any], path: str, resolved: Any) -> Any:
    """The value as written; where a function stands above it, the resolved one with what is unknown as `${Name}`."""
    if resolved is None:
        return None
    try:
        return at(body.get("Properties") or {}, path)
    except KeyError:
        return labelled(resolved)

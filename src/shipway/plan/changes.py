"""Changes: how the live stacks and the new templates differ, resource by resource and property by property."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from shipway.cloudformation.diff import ResourceDiff, diff
from shipway.naming import stack_name
from shipway.plan.model import Action, Change, Facts, LiveStack, PropertyChange
from shipway.plan.standing import stands
from shipway.plan.tags import key_of
from shipway.resources.facts import fact
from shipway.topology.actions import BuildImage
from shipway.topology.graph import Resource, Topology
from shipway.topology.stacks import StackOutput, SynthesizedStack


def changes(topology: Topology, stacks: tuple[SynthesizedStack, ...], facts: Facts) -> tuple[Change, ...]:
    """Every resource that differs, in deployment order; against empty facts everything is added."""
    resources = {(resource.stack, resource.id): resource for resource in topology.resources}
    images = {image.image: image for image in topology.every(BuildImage)}
    found: list[Change] = []
    for stack in stacks:
        live = live_stack(topology, stack.spec.name, facts)
        before = dict(live.parameters) if live else {}
        after = before | _expected(topology, stack, facts, images)
        for one in diff(live.template if live else None, stack.template, old_values=before, new_values=after):
            found.append(_change(stack.spec.name, one, resources.get((stack.spec.name, one.id)), before, after))
    found += [change for _, live in removed(topology, stacks, facts) for change in _removals(live)]
    return tuple(found)


def live_stack(topology: Topology, key: str, facts: Facts) -> LiveStack | None:
    """The deployed stack with this key, None where there is none."""
    live = facts.stacks.get(stack_name(topology.app, topology.environment, key))
    return live if stands(live) else None


def removed(
    topology: Topology, stacks: tuple[SynthesizedStack, ...], facts: Facts
) -> tuple[tuple[str, LiveStack], ...]:
    """(key, stack) of the environment's deployed stacks that the new design no longer has, by name."""
    wanted = {stack_name(topology.app, topology.environment, stack.spec.name) for stack in stacks}
    return tuple(
        (key_of(live.tags, name), live)
        for name, live in sorted(facts.stacks.items())
        if name not in wanted and live.tags.get("shipway:environment") == topology.environment
    )


def _expected(
    topology: Topology, stack: SynthesizedStack, facts: Facts, images: Mapping[str, BuildImage]
) -> dict[str, str]:
    """The parameters' values as far as they are known before the deployment.

    An image that is not pushed yet has no digest: its repository and content tag stand for it.
    """
    values: dict[str, str] = {}
    for name, source in stack.parameters:
        if isinstance(source, StackOutput):
            live = live_stack(topology, source.stack, facts)
            if live and source.output in live.outputs:
                values[name] = live.outputs[source.output]
        elif source.image in facts.images:
            values[name] = facts.images[source.image]
        elif source.image in images:
            image = images[source.image]
            values[name] = image.reference or "" if image.repository is None else f"{image.image}:{image.tag}"
    return values


def _change(
    stack: str, one: ResourceDiff, resource: Resource | None, before: Mapping[str, str], after: Mapping[str, str]
) -> Change:
    shown = () if one.action == "add" else one.properties
    return Change(
        stack=stack,
        resource=one.id,
        type=one.type,
        action=Action(one.action),
        properties=tuple(
            PropertyChange(path, compact(old, before), compact(new, after), requires)
            for path, old, new, requires in shown
        ),
        subject=resource.subject if resource else "",
        holds_data=(resource.holds_data if resource else False) or fact(one.type).data,
        origin=resource.origin if resource else None,
    )


def _removals(live: LiveStack) -> Iterator[Change]:
    resources: Any = live.template.get("Resources") or {}
    for id, body in resources.items():
        yield Change(key_of(live.tags, live.name), id, body["Type"], Action.REMOVE, holds_data=fact(body["Type"]).data)


def compact(value: Any, parameters: Mapping[str, str]) -> str | None:
    """A property's value as compact JSON, with the parameters' values in place of their names; None where absent."""
    return None if value is None else json.dumps(_filled(value, parameters), separators=(",", ":"), sort_keys=True)


def _filled(value: Any, parameters: Mapping[str, str]) -> Any:
    if isinstance(value, Mapping):
        if len(value) == 1 and value.get("Ref") in parameters:
            return parameters[value["Ref"]]
        return {key: _filled(item, parameters) for key, item in value.items()}
    return [_filled(item, parameters) for item in value] if isinstance(value, list | tuple) else value

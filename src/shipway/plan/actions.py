"""A target's actions as steps: references become what earlier steps give, and `before` becomes others' `after`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import fields, replace
from typing import Any

from shipway.errors import ShipwayError
from shipway.plan.outputs import located, step_of
from shipway.records import record
from shipway.topology.actions import Action
from shipway.topology.graph import Topology
from shipway.topology.inputs import Output, Physical, Ref
from shipway.topology.stacks import SynthesizedStack


@record
class Places:
    """Where the parts of a topology are. stacks: by key, those that have resources. specs: every stack's key.

    homes: resource → its stack's key. actions: every action's id.
    """

    stacks: Mapping[str, SynthesizedStack]
    specs: frozenset[str]
    homes: Mapping[str, str]
    actions: frozenset[str]

    def located(self, ref: Ref) -> Output | Physical:
        """What gives a resource's Ref or attribute."""
        stack = self.homes[ref.id]
        return located(stack, self.stacks[stack].template, ref)

    def steps(self, names: Iterable[str]) -> tuple[str, ...]:
        """The steps of stacks and actions, by their names; a stack without resources has none.

        Raises ShipwayError where there is no such stack and no such action, which is a bug in a target.
        """
        found: list[str] = []
        for name in names:
            if name in self.actions:
                found.append(name)
            elif name in self.stacks:
                found.append(step_of(name))
            elif name not in self.specs:
                raise ShipwayError(f"an action waits for {name}, which the design does not have", "Please report it.")
        return tuple(found)

    def planned(self, action: Action) -> Action:
        """The action as a step: after what it names, and after the stacks of all that it refers to."""
        known = {one.name: self._given(getattr(action, one.name)) for one in fields(action)}
        producers = [item.step for value in known.values() for item in _items(value) if not isinstance(item, str)]
        after = tuple(dict.fromkeys((*producers, *self.steps(action.after))))
        return replace(action, **{**known, "after": after, "before": ()})

    def _given(self, value: Any) -> Any:
        if isinstance(value, Ref):
            return self.located(value)
        if isinstance(value, tuple):
            return tuple(self.located(item) if isinstance(item, Ref) else item for item in value)
        return value


def _items(value: Any) -> Iterable[Any]:
    items = value if isinstance(value, tuple) else (value,)
    return (item for item in items if isinstance(item, Output | Physical))


def places(topology: Topology, stacks: Mapping[str, SynthesizedStack]) -> Places:
    """The places of a topology and of the stacks made from it."""
    return Places(
        stacks,
        frozenset(spec.name for spec in topology.stacks),
        {resource.id: resource.stack for resource in topology.resources},
        frozenset(action.id for action in topology.actions),
    )


def waiting(actions: Iterable[Action], places: Places) -> dict[str, tuple[str, ...]]:
    """Step → the actions that come before it because they say so."""
    found: dict[str, list[str]] = {}
    for action in actions:
        for step in places.steps(action.before):
            found.setdefault(step, []).append(action.id)
    return {step: tuple(ids) for step, ids in found.items()}

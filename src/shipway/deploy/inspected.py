"""A deployed environment, read once, for `verify`, `status` and `destroy`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from shipway.plan.model import LiveStack
from shipway.plan.outputs import output_named
from shipway.plan.tags import subject_of
from shipway.ports import LiveResource, Stacks
from shipway.records import record
from shipway.topology.inputs import Ref


@record
class Found:
    """One resource of a template. live: None where CloudFormation does not have it. body: as the template says."""

    stack: str
    id: str
    body: Mapping[str, Any]
    live: LiveResource | None

    @property
    def type(self) -> str:
        return str(self.body["Type"])

    @property
    def properties(self) -> Mapping[str, Any]:
        properties: Mapping[str, Any] = self.body.get("Properties") or {}
        return properties

    @property
    def physical_id(self) -> str:
        return self.live.physical_id if self.live else ""

    @property
    def complete(self) -> bool:
        """Whether CloudFormation created it, and has not failed on it since."""
        return self.live is not None and self.live.status.endswith("_COMPLETE") and "DELETE" not in self.live.status


@record
class Inspected:
    """stacks: key → the stack; resources: key → every resource of its template."""

    stacks: Mapping[str, LiveStack]
    resources: Mapping[str, tuple[Found, ...]]

    def every(self, *types: str) -> Iterator[Found]:
        for found in self.resources.values():
            yield from (one for one in found if one.type in types)

    def subject(self, found: Found) -> str:
        """The workload that a resource belongs to; its own id where its stack has none."""
        return subject_of(self.stacks[found.stack].tags) or found.id

    def traced(self, stack: str, value: Any) -> Found | None:
        """The resource that a property's value names, across stacks: a parameter's value is looked up by what it is.

        Values pass between stacks as parameters, so the same text is an output of one and a parameter of the other.
        """
        id = _named(value)
        if id is None:
            return None
        for one in self.resources.get(stack, ()):
            if one.id == id:
                return one
        text = self.stacks[stack].parameters.get(id) if stack in self.stacks else None
        return self._giver(text) if text else None

    def _giver(self, text: str) -> Found | None:
        for key, live in self.stacks.items():
            for name, value in live.outputs.items():
                if value == text:
                    output: Any = (live.template.get("Outputs") or {}).get(name) or {}  # type: ignore[union-attr]
                    id = _named(output.get("Value"))
                    return next((one for one in self.resources[key] if one.id == id), None)
        return None

    def attribute(self, found: Found, name: str) -> str:
        """A GetAtt of a resource, where its stack gives it as an output; else ""."""
        live = self.stacks[found.stack]
        output = output_named(live.template, Ref(found.id, name))
        return live.outputs.get(output, "") if output else ""


def inspect(stacks: Stacks, names: Iterable[tuple[str, str]]) -> Inspected:
    """Read the stacks of these (key, name); one that is not there is left out."""
    live = {key: found for key, name in names if (found := stacks.find(name)) is not None}
    return Inspected(live, {key: _resources(stacks, key, stack) for key, stack in live.items()})


def _resources(stacks: Stacks, key: str, live: LiveStack) -> tuple[Found, ...]:
    rows = {row.logical_id: row for row in stacks.resources(live.name)}
    bodies: Any = live.template.get("Resources") or {}
    return tuple(Found(key, id, body, rows.get(id)) for id, body in bodies.items())


def _named(value: Any) -> str | None:
    """The logical id or parameter in a Ref or GetAtt."""
    if isinstance(value, Mapping) and len(value) == 1:
        if "Ref" in value:
            return str(value["Ref"])
        got = value.get("Fn::GetAtt")
        if isinstance(got, str):
            return got.partition(".")[0]
        if isinstance(got, list | tuple) and got:
            return str(got[0])
    return None

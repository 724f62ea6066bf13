"""Where a step finds a resource of a stack: the stack's output whose value is that resource, else its physical id."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from shipway.topology.inputs import Output, Physical, Ref


def step_of(stack: str) -> str:
    """The id of the step that deploys the stack with this key."""
    return f"deploy-{stack}"


def output_named(template: Mapping[str, Any], ref: Ref) -> str | None:
    """The name of the template's output that is this Ref or attribute."""
    for name, output in sorted((template.get("Outputs") or {}).items()):
        if _is(output.get("Value"), ref):
            return str(name)
    return None


def located(stack: str, template: Mapping[str, Any], ref: Ref) -> Output | Physical:
    """The input for a step that needs a resource. An attribute always has its output: synthesize makes it."""
    name = output_named(template, ref)
    return Output(step_of(stack), name) if name else Physical(step_of(stack), ref.id)


def _is(value: Any, ref: Ref) -> bool:
    if not isinstance(value, Mapping) or len(value) != 1:
        return False
    if ref.attribute is None:
        return value.get("Ref") == ref.id
    got = value.get("Fn::GetAtt")
    return got == f"{ref.id}.{ref.attribute}" or (isinstance(got, list | tuple) and [*got] == [ref.id, ref.attribute])

"""Where a step finds a resource of a stack: the stack's output whose value is that resource, else its physical id."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from shipway.plan.model import Output

PHYSICAL = "resource:"
"""Begins an Output key that is no output of the template but logical ids, comma-separated; the deployer then asks the
stack for their physical ids. Ref of a resource is its physical id:
https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-ref.html"""


def step_of(stack: str) -> str:
    """The id of the step that deploys the stack with this key."""
    return f"deploy-{stack}"


def output_named(template: Mapping[str, Any], id: str, attributes: Iterable[str | None]) -> str | None:
    """The name of the template's output that is the resource's Ref (None) or one of these attributes."""
    wanted = tuple(attributes)
    for name, output in sorted((template.get("Outputs") or {}).items()):
        if any(_is(output.get("Value"), id, attribute) for attribute in wanted):
            return str(name)
    return None


def located(stack: str, template: Mapping[str, Any], id: str, attributes: Iterable[str | None] = (None,)) -> Output:
    """The input for a step that needs a resource's Ref or equivalent attributes."""
    return Output(step_of(stack), output_named(template, id, attributes) or PHYSICAL + id)


def _is(value: Any, id: str, attribute: str | None) -> bool:
    if not isinstance(value, Mapping) or len(value) != 1:
        return False
    if attribute is None:
        return value.get("Ref") == id
    got = value.get("Fn::GetAtt")
    return got in (f"{id}.{attribute}", [id, attribute]) or (isinstance(got, tuple) and list(got) == [id, attribute])

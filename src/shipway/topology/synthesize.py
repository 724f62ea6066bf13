"""synthesize: a topology becomes one template per stack; references across stacks become outputs and parameters."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field, replace
from typing import Any

from shipway.cloudformation.check import check
from shipway.errors import ShipwayError
from shipway.naming import logical_id
from shipway.records import draft
from shipway.topology.actions import references
from shipway.topology.graph import ImageRef, Property, Ref, Resource, Retention, StackKind, StackSpec, Topology
from shipway.topology.stacks import ImageInput, StackOutput, SynthesizedStack


@draft
class _Draft:
    """A template while it is written."""

    spec: StackSpec
    resources: dict[str, Any] = field(default_factory=dict)
    outputs: dict[str, Any] = field(default_factory=dict)
    parameters: dict[str, StackOutput | ImageInput] = field(default_factory=dict)


def synthesize(topology: Topology) -> tuple[SynthesizedStack, ...]:
    """The stacks in deployment order. Raises ShipwayError where a template is wrong, which is a bug in Shipway."""
    drafts = {spec.name: _Draft(spec) for spec in topology.stacks}
    homes = {resource.id: resource.stack for resource in topology.resources}
    if len(homes) != len(topology.resources):
        raise ShipwayError("two resources have the same logical id: a bug in Shipway", "Please report it.")
    for resource in topology.resources:
        drafts[resource.stack].resources[resource.id] = _body(resource, drafts, homes)
    for stack, name, value in topology.outputs:
        shown = _resolve(value, stack, drafts, homes)
        drafts[stack].outputs[name] = {"Value": shown}
    _readable(topology, drafts, homes)
    order = {spec.name: number for number, spec in enumerate(topology.stacks)}
    stacks = tuple(_finished(draft, topology, order) for draft in drafts.values() if draft.resources)
    _proved(stacks)
    return stacks


def _body(resource: Resource, drafts: Mapping[str, _Draft], homes: Mapping[str, str]) -> dict[str, Any]:
    body: dict[str, Any] = {"Type": resource.type}
    if resource.depends_on:
        body["DependsOn"] = list(resource.depends_on) if len(resource.depends_on) > 1 else resource.depends_on[0]
    if resource.retention is not Retention.DELETE:
        kept = "Retain" if resource.retention is Retention.RETAIN else resource.retention.value
        body |= {"DeletionPolicy": resource.retention.value, "UpdateReplacePolicy": kept}
    properties = _resolve(dict(resource.properties), resource.stack, drafts, homes)
    if properties:
        body["Properties"] = properties
    return body


def _resolve(value: Property, stack: str, drafts: Mapping[str, _Draft], homes: Mapping[str, str]) -> Any:
    if isinstance(value, Ref):
        return _reference(value, stack, drafts, homes)
    if isinstance(value, ImageRef):
        name = logical_id("image of", value.image)
        drafts[stack].parameters[name] = ImageInput(value.image)
        return {"Ref": name}
    if isinstance(value, dict):
        return {key: _resolve(child, stack, drafts, homes) for key, child in value.items()}
    if isinstance(value, list):
        return [_resolve(child, stack, drafts, homes) for child in value]
    return value


def _reference(ref: Ref, stack: str, drafts: Mapping[str, _Draft], homes: Mapping[str, str]) -> Any:
    here = {"Ref": ref.id} if ref.attribute is None else {"Fn::GetAtt": [ref.id, ref.attribute]}
    home = homes[ref.id]
    if home == stack:
        return here
    name = _output_name(ref)
    drafts[home].outputs[name] = {"Value": here}
    drafts[stack].parameters[name] = StackOutput(home, name)
    return {"Ref": name}


def _readable(topology: Topology, drafts: Mapping[str, _Draft], homes: Mapping[str, str]) -> None:
    """An output for each attribute that an action refers to; a resource's Ref is its physical id and needs none."""
    ids = [action.id for action in topology.actions]
    if len(set(ids)) != len(ids):
        raise ShipwayError("two actions have the same id: a bug in Shipway", "Please report it.")
    for action in topology.actions:
        for ref in references(action):
            if ref.id not in homes:
                raise ShipwayError(
                    f"{action.id} refers to {ref.id}, which the design does not have", "Please report it."
                )
            outputs = drafts[homes[ref.id]].outputs
            value = {"Fn::GetAtt": [ref.id, ref.attribute]}
            if ref.attribute is not None and {"Value": value} not in outputs.values():
                outputs[_output_name(ref)] = {"Value": value}


def _output_name(ref: Ref) -> str:
    return ref.id + (ref.attribute.replace(".", "") if ref.attribute else "Ref")


def _finished(draft: _Draft, topology: Topology, order: Mapping[str, int]) -> SynthesizedStack:
    """order: of the stacks, by name."""
    template: dict[str, Any] = {
        "AWSTemplateFormatVersion": "2010-09-09",
        "Description": f"{topology.app} {topology.environment}: {draft.spec.name}, made by Shipway",
    }
    if draft.spec.kind.shared:
        application = draft.spec.kind is StackKind.APPLICATION
        scope = topology.app if application else "every application of this account and region"
        template["Description"] = f"{draft.spec.name} of {scope}, made by Shipway"
    parameters = dict(sorted(draft.parameters.items()))
    if parameters:
        template["Parameters"] = {name: {"Type": "String"} for name in parameters}
    template["Resources"] = draft.resources
    if draft.outputs:
        template["Outputs"] = dict(sorted(draft.outputs.items()))
    used = {source.stack for source in parameters.values() if isinstance(source, StackOutput)}
    depends = tuple(sorted({*draft.spec.depends_on, *used} - {draft.spec.name}, key=lambda name: order[name]))
    return SynthesizedStack(replace(draft.spec, depends_on=depends), template, tuple(parameters.items()))


def _proved(stacks: tuple[SynthesizedStack, ...]) -> None:
    wrong = [f"{stack.spec.name}: {problem}" for stack in stacks for problem in check(stack.template)]
    if wrong:
        raise ShipwayError(
            "a template does not agree with AWS's schema: " + "; ".join(wrong[:3]),
            "This is a bug in Shipway; please report it with your Compose file.",
        )

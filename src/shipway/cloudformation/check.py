"""Whether CloudFormation would take a template, without asking it: pure, and a few milliseconds for a usual stack."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from itertools import product
from typing import Any

from shipway.cloudformation import structure
from shipway.cloudformation.graph import cycles, dependencies
from shipway.cloudformation.intrinsics import IntrinsicError, condition, evaluate, references, resolve
from shipway.cloudformation.limits import exceeded
from shipway.cloudformation.problem import Problem, meant
from shipway.cloudformation.properties import problems
from shipway.cloudformation.samples import Samples
from shipway.cloudformation.schemas import UnknownType, schema
from shipway.cloudformation.template import compact
from shipway.cloudformation.unknown import Unknown

__all__ = ["Problem", "check"]

ALL_SCENARIOS = 4
"""Up to as many conditions in one resource, every combination is checked; beyond, each one against all others."""

Names = set[tuple[str, str | None]]
Evaluated = Callable[[Any, Samples], Any]


def check(template: Mapping[str, Any]) -> tuple[Problem, ...]:
    """Every problem of the template, sorted; empty if CloudFormation should take it.

    What only AWS knows (quotas, names in use, capacity) is not looked at. A property that is only known when the stack
    is deployed is checked for its type alone.
    """
    shapes = list(structure.shapes(template))
    if shapes:
        return tuple(sorted(shapes))
    found = list(structure.sections(template))
    resources: Mapping[str, Any] = template["Resources"]
    named = {id: references(body.get("Properties")) for id, body in resources.items()}
    text = compact(template)
    choices = set(_ifs(template)) if '"Fn::If"' in text else set()
    found += structure.attributes(template)
    found += structure.outputs(template)
    found += _names(template, named, choices)
    found += _cycles(resources, named)
    # Only few templates have dynamic references to look for.
    evaluated = resolve if "{{" in text else evaluate
    for id, body in resources.items():
        found += _resource(id, body, template, bool(choices), evaluated)
    found += _outputs(template)
    found += _conditions(template)
    found += [Problem("Template", "", limit, "limit") for limit in exceeded(template, text)]
    return tuple(sorted(set(found)))


def _names(template: Mapping[str, Any], named_by: Mapping[str, Names], choices: set[str]) -> Iterator[Problem]:
    """References to what does not exist; parameters and conditions that are not defined or not used."""
    resources: Mapping[str, Any] = template["Resources"]
    parameters = template.get("Parameters") or {}
    used: Names = set()
    for id, body in resources.items():
        named = named_by[id] | references(body.get("Metadata"))
        used |= named
        for target, attribute in sorted(named, key=str):
            yield from _reference(id, target, attribute, resources, parameters)
    for section in ("Outputs", "Conditions"):
        for name, body in (template.get(section) or {}).items():
            named = references(body)
            used |= named
            for target, attribute in sorted(named, key=str):
                known = resources if section == "Outputs" else {}
                yield from _reference(name, target, attribute, known, parameters)
    yield from structure.parameters(template, frozenset(target for target, _ in used))
    yield from structure.conditions(template, _conditions_used(template, choices))


def _reference(
    user: str, target: str, attribute: str | None, resources: Mapping[str, Any], parameters: Mapping[str, Any]
) -> Iterator[Problem]:
    if target not in resources:
        if attribute is not None or target not in parameters:
            what = f"{target} is no resource of the template" if attribute else f"{target} is no resource or parameter"
            yield Problem(user, "", f"{what}{meant(target, [*resources, *parameters])}", "reference")
        return
    if attribute is None or attribute == "*":
        return
    kind = str(resources[target].get("Type"))
    try:
        attributes = schema(kind).attributes
    except UnknownType:
        return
    if attribute not in attributes:
        message = f"{kind} ({target}) has no attribute {attribute}{meant(attribute, attributes)}"
        yield Problem(user, "", message, "attribute-reference")


def _cycles(resources: Mapping[str, Any], named_by: Mapping[str, Names]) -> Iterator[Problem]:
    for id, named in named_by.items():
        if any(target == id for target, _ in named):
            yield Problem(id, "", f"{id} refers to itself", "cycle")
    for group in cycles(dependencies(resources, named_by)):
        message = f"Circular dependency between resources: [{', '.join(group)}]"
        yield Problem(group[0], "", message, "cycle")


def _resource(
    id: str, body: Mapping[str, Any], template: Mapping[str, Any], choices: bool, evaluated: Evaluated
) -> Iterator[Problem]:
    """choices: whether there are conditions in it. evaluated: how CloudFormation would see a value."""
    properties = body.get("Properties", {})
    if not isinstance(properties, Mapping):
        yield Problem(id, "/Properties", "Properties is a mapping", "type")
        return
    for scenario in _scenarios(properties) if choices else [{}]:
        try:
            resolved = evaluated(properties, Samples(template, scenario))
            if not isinstance(resolved, dict):
                yield Problem(id, "/Properties", "Properties is a mapping", "type")
                return
            yield from problems(id, str(body.get("Type")), resolved)
        except IntrinsicError as error:
            yield Problem(id, "/Properties", str(error), "function")
        except UnknownType:
            return  # said by structure.attributes


def _scenarios(properties: Mapping[str, Any]) -> list[dict[str, bool]]:
    """The values of the conditions that the properties depend on, each combination or a fair choice of them."""
    names = sorted(set(_ifs(properties)))
    if len(names) <= ALL_SCENARIOS:
        return [dict(zip(names, values, strict=True)) for values in product((True, False), repeat=len(names))]
    flipped = [{name: name != other for name in names} for other in names]
    return [dict.fromkeys(names, True), dict.fromkeys(names, False), *flipped]


def _ifs(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        branch = value.get("Fn::If")
        if isinstance(branch, list) and branch and isinstance(branch[0], str):
            yield branch[0]
        for item in value.values():
            yield from _ifs(item)
    elif isinstance(value, list):
        for item in value:
            yield from _ifs(item)


def _conditions_used(template: Mapping[str, Any], choices: set[str]) -> frozenset[str]:
    used = choices | set(_condition_names(list((template.get("Conditions") or {}).values())))
    for body in [*template["Resources"].values(), *(template.get("Outputs") or {}).values()]:
        if isinstance(body, Mapping) and isinstance(body.get("Condition"), str):
            used.add(body["Condition"])
    return frozenset(used)


def _condition_names(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        if len(value) == 1 and isinstance(value.get("Condition"), str):
            yield value["Condition"]
        for item in value.values():
            yield from _condition_names(item)
    elif isinstance(value, list):
        for item in value:
            yield from _condition_names(item)


def _conditions(template: Mapping[str, Any]) -> Iterator[Problem]:
    scope = Samples(template, {})
    for name, definition in (template.get("Conditions") or {}).items():
        try:
            condition(definition, scope)
        except IntrinsicError as error:
            yield Problem(name, "", str(error), "condition")


def _outputs(template: Mapping[str, Any]) -> Iterator[Problem]:
    scope = Samples(template, {})
    for name, body in (template.get("Outputs") or {}).items():
        try:
            value = resolve(body.get("Value", ""), scope) if isinstance(body, Mapping) else ""
        except IntrinsicError as error:
            yield Problem(name, "/Value", str(error), "function")
            continue
        if isinstance(value, dict | list) or (isinstance(value, Unknown) and value.kind in ("array", "object")):
            yield Problem(name, "/Value", "an output's value is a string; join a list with Fn::Join", "output")

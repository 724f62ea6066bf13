"""The properties of one resource against its schema."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Any

from shipway.cloudformation.compare import escape
from shipway.cloudformation.problem import Problem, meant
from shipway.cloudformation.samples import plain
from shipway.cloudformation.schemas import Schema, schema
from shipway.cloudformation.unknown import Unknown
from shipway.cloudformation.verdict import Places, above, converted, counts, names_in
from shipway.jsonschema.check import complaints
from shipway.jsonschema.complaint import Complaint


def problems(id: str, type_name: str, resolved: Mapping[str, Any]) -> list[Problem]:
    """Everything that is wrong with resolved properties. Raises UnknownType."""
    known = schema(type_name)
    value, places = plain(dict(resolved))
    found = list(_read_only(id, known, value))
    found += _misplaced(id, known, places)
    for complaint in _complaints(known, value, places):
        if counts(complaint, places):
            found += _problems(id, complaint, places, known)
    return found


def _complaints(known: Schema, value: Any, places: Places) -> list[Complaint]:
    """The schema's complaints after CloudFormation's conversions, so that `"70"` is judged by the limits of 70."""
    found = complaints(known.raw, value, places)
    wrong = [one for one in found if one.rule == "type"]
    for one in wrong:
        if above(one.path, places) is None:
            value = _replaced(value, one.path, one.asked)
    return complaints(known.raw, value, places) if wrong else found


def _replaced(value: Any, path: Sequence[str | int], types: Sequence[str]) -> Any:
    """A copy of the value, converted at the path where that is possible."""
    if not path:
        return converted(value, types)
    copy: Any = dict(value) if isinstance(value, dict) else list(value)
    copy[path[0]] = _replaced(value[path[0]], path[1:], types)
    return copy


def _read_only(id: str, known: Schema, value: Mapping[str, Any]) -> Iterator[Problem]:
    for pattern in known.read_only:
        steps = pattern.split("/")
        if steps[0] in value and _present(value, steps):
            yield Problem(id, f"/Properties/{pattern}", f"{pattern} of {known.name} can only be read", "read-only")


def _present(value: Any, steps: Sequence[str]) -> bool:
    if not steps:
        return True
    if steps[0] == "*" and isinstance(value, list):
        return any(_present(item, steps[1:]) for item in value)
    return isinstance(value, Mapping) and steps[0] in value and _present(value[steps[0]], steps[1:])


def _misplaced(id: str, known: Schema, places: Places) -> Iterator[Problem]:
    """References whose target is another kind of thing than the property takes, such as a role's name for its ARN."""
    for path, unknown in places.items():
        if not unknown.format or not unknown.label.startswith("${"):
            continue
        accepted = takes(known.name, "/".join("*" if isinstance(step, int) else step for step in path))
        if accepted and not _fits(unknown, accepted):
            wanted = " or ".join(sorted(accepted))
            message = f"{unknown.label} gives {unknown.format}, the property takes {wanted}"
            yield Problem(id, pointer(path), message, "reference-kind")


@cache
def takes(type_name: str, path: str) -> frozenset[str]:
    """AWS's formats that a property takes; empty where it does not say."""
    node = schema(type_name).property_schema(path) or {}
    branches = [node, *node.get("anyOf", ()), *node.get("oneOf", ())]
    return frozenset(branch["format"].removesuffix("s") for branch in branches if "format" in branch)


def _fits(unknown: Unknown, accepted: frozenset[str]) -> bool:
    given = unknown.format.removesuffix("s")
    if given in accepted or "AWS::EC2::SecurityGroup.Name" in accepted:  # a group's id is taken for its name too
        return True
    source, _, name = given.rpartition(".")
    same = [wanted.rpartition(".")[2] for wanted in accepted if wanted.startswith(f"{source}.")]
    if same:
        return any(name.endswith(suffix) for suffix in same)
    # An attribute of another resource may well be the ARN of a role; the Ref of another resource is itself.
    return "." in unknown.label


def _problems(id: str, complaint: Complaint, places: Places, known: Schema) -> Iterator[Problem]:
    path = pointer(complaint.path)
    if any(complaint.branches):
        nearest = min((branch for branch in complaint.branches if branch), key=_distance)
        for inner in nearest:
            if counts(inner, places):
                yield from _problems(id, inner, places, known)
    elif complaint.rule == "additionalProperties":
        for name in complaint.asked:
            yield _unknown_property(id, [*complaint.path, name], known)
    elif complaint.rule == "required":
        yield Problem(id, path, f"{known.name} needs {complaint.asked} here", "required")
    else:
        yield Problem(id, path, _message(complaint, places), complaint.rule)


def _distance(branch: Sequence[Complaint]) -> tuple[int, int]:
    """How far a value is from an alternative: another type is farthest."""
    return sum(one.rule == "type" for one in branch), len(branch)


def _unknown_property(id: str, path: list[str | int], known: Schema) -> Problem:
    parent = "/".join(str(step) for step in path[:-1])
    node = known.property_schema(parent) if parent else known.raw
    siblings = (node or {}).get("properties", {})
    owner = f"{known.name} {parent}".strip()
    message = f"{path[-1]} is no property of {owner}{meant(str(path[-1]), siblings)}"
    return Problem(id, pointer(path), message, "unknown-property")


def _message(complaint: Complaint, places: Places) -> str:
    unknown = above(complaint.path, places)
    if unknown is not None and complaint.rule == "type":
        return f"{unknown.label} is of type {unknown.kind}, the property takes {' or '.join(complaint.asked)}"
    if complaint.rule in ("oneOf", "not"):
        names = ", ".join(sorted(names_in(complaint.asked)))
        return (
            f"{names}: only one of them may be given" if complaint.rule == "oneOf" else f"{names} may not be given here"
        )
    from shipway.jsonschema.sentences import sentence  # late: most values are right

    return sentence(complaint)


def pointer(path: Sequence[str | int]) -> str:
    """`/Properties/Tags/0/Key`."""
    return "/Properties" + "".join(f"/{escape(str(step))}" for step in path)

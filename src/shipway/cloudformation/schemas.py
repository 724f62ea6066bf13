"""AWS's own resource schemas, trimmed and bundled by scripts/make_schemas.py; each file is read when first asked for.

Paths of properties are written without a leading slash, `NodeGroupConfiguration/*/Slots`; `*` stands for any list item
or map key. https://docs.aws.amazon.com/cloudformation-cli/latest/userguide/resource-type-schema.html
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

from shipway import bundled
from shipway.records import record

FOLDER = "schemas"


class UnknownType(KeyError):
    """The bundle has no schema of this resource type."""

    def __str__(self) -> str:
        return f"no schema of the resource type {self.args[0]} is bundled"


@record
class Schema:
    """What CloudFormation knows about one resource type.

    attributes: what Fn::GetAtt takes (`Endpoint.Address`) → the property that it reads (`Endpoint/Address`).
    ref: the properties that Ref gives, joined by `|` where there are several. raw: the properties' JSON Schema
    (2020-12).
    """

    name: str
    properties: Mapping[str, Any]
    required: tuple[str, ...]
    read_only: tuple[str, ...]
    write_only: tuple[str, ...]
    create_only: tuple[str, ...]
    conditional_create_only: tuple[str, ...]
    primary_identifier: tuple[str, ...]
    ref: tuple[str, ...]
    attributes: Mapping[str, str]
    raw: Mapping[str, Any]

    @property
    def ref_property(self) -> str | None:
        """The one property that Ref gives; None where the identifier is composed of several."""
        return self.ref[0] if len(self.ref) == 1 else None

    def property_schema(self, path: str) -> Mapping[str, Any] | None:
        """The JSON Schema at a path (`Endpoint/Address`, `Tags/0/Key`), references resolved; None if unknown."""
        node: Mapping[str, Any] | None = self.raw
        for step in path.split("/"):
            if node is None:
                return None
            node = self._child(self.resolve(node), step)
        return None if node is None else self.resolve(node)

    def type_of(self, path: str) -> str | None:
        """`string`, `integer`, `number`, `boolean`, `array`, `object`; None where unknown or of several types."""
        node = self.property_schema(path)
        kind = None if node is None else node.get("type")
        return kind if isinstance(kind, str) else None

    def resolve(self, node: Mapping[str, Any]) -> Mapping[str, Any]:
        """The node itself, or what its `$ref` points to with the node's own keywords laid over it."""
        for _ in range(8):
            reference = node.get("$ref")
            if reference is None:
                break
            own = {key: value for key, value in node.items() if key != "$ref"}
            node = {**self._target(reference), **own}
        return node

    def _target(self, reference: str) -> Mapping[str, Any]:
        target: Any = self.raw
        for step in reference.removeprefix("#/").split("/"):
            target = target[step]
        return target if isinstance(target, dict) else {}

    @staticmethod
    def _child(node: Mapping[str, Any], step: str) -> Mapping[str, Any] | None:
        for found in (node, *node.get("anyOf", ()), *node.get("oneOf", ()), *node.get("allOf", ())):
            child = found.get("properties", {}).get(step)
            if child is None and (step == "*" or step.isdigit()):
                child = found.get("items")
            if child is None:
                child = next(iter(found.get("patternProperties", {}).values()), None)
            if isinstance(child, dict):
                return child
        return None


@cache
def schema(type_name: str) -> Schema:
    """The schema of a resource type such as `AWS::RDS::DBInstance`. Raises UnknownType."""
    try:
        data = json.loads(bundled.read(FOLDER, f"{type_name.replace('::', '-')}.json"))
    except (FileNotFoundError, OSError, ValueError):
        raise UnknownType(type_name) from None
    raw = data["schema"]
    return Schema(
        name=type_name,
        properties=raw["properties"],
        required=tuple(raw.get("required", ())),
        read_only=tuple(data["readOnly"]),
        write_only=tuple(data["writeOnly"]),
        create_only=tuple(data["createOnly"]),
        conditional_create_only=tuple(data["conditionalCreateOnly"]),
        primary_identifier=tuple(data["primaryIdentifier"]),
        ref=tuple(data["ref"]),
        attributes=data["attributes"],
        raw=raw,
    )


@cache
def known_types() -> frozenset[str]:
    """Every bundled resource type."""
    return frozenset(json.loads(bundled.read(FOLDER, "index.json"))["types"])


def covers(patterns: Iterable[str], path: str) -> bool:
    """Whether the path is one of the patterns or below one: `Tags/*/Key` covers `Tags/0/Key`."""
    steps = path.split("/")
    return any(_starts(pattern.split("/"), steps) for pattern in patterns)


def reaches(patterns: Iterable[str], path: str) -> bool:
    """Whether one of the patterns lies strictly below the path: `Endpoint` reaches `Endpoint/Address`."""
    steps = path.split("/")
    return any(len(pattern.split("/")) > len(steps) and _starts(steps, pattern.split("/")) for pattern in patterns)


def _starts(beginning: list[str], steps: list[str]) -> bool:
    return len(beginning) <= len(steps) and all(
        a == b or a == "*" or b == "*" for a, b in zip(beginning, steps, strict=False)
    )

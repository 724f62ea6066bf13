"""The keywords that lead to other nodes of the schema.

https://json-schema.org/draft/2020-12/json-schema-core#name-keywords-for-applying-subschemas
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from shipway.jsonschema.complaint import Complaint
from shipway.jsonschema.judge import RIGHT, Spot, Table


def reference(asked: str, value: Any, spot: Spot) -> Iterable[Complaint]:
    """`#/definitions/Tag`, a place in the same schema."""
    return spot.here(target(spot.judge.schema, asked), value)


def target(schema: Mapping[str, Any], pointer: str) -> Any:
    """The node of the schema that a `$ref` points to. Raises KeyError."""
    node: Any = schema
    for step in pointer.split("/")[1:]:
        node = node[int(step) if isinstance(node, list) else step]
    return node


def all_of(asked: list[Any], value: Any, spot: Spot) -> Iterable[Complaint]:
    return [wrong for node in asked for wrong in spot.here(node, value)]


def any_of(asked: list[Any], value: Any, spot: Spot) -> Iterable[Complaint]:
    if any(spot.holds(node, value) for node in asked):
        return RIGHT
    return spot.wrong("anyOf", value, asked, tuple(spot.branch(node, value) for node in asked))


def one_of(asked: list[Any], value: Any, spot: Spot) -> Iterable[Complaint]:
    if sum(spot.holds(node, value) for node in asked) == 1:
        return RIGHT
    return spot.wrong("oneOf", value, asked, tuple(spot.branch(node, value) for node in asked))


def not_(asked: Any, value: Any, spot: Spot) -> Iterable[Complaint]:
    return spot.wrong("not", value, asked) if spot.holds(asked, value) else RIGHT


def if_(asked: Any, value: Any, spot: Spot) -> Iterable[Complaint]:
    """`then` and `else` mean nothing by themselves."""
    name = "then" if spot.holds(asked, value) else "else"
    return spot.here(spot.node[name], value) if name in spot.node else RIGHT


COMBINED: Table = {
    "$ref": reference,
    "allOf": all_of,
    "anyOf": any_of,
    "oneOf": one_of,
    "not": not_,
    "if": if_,
}

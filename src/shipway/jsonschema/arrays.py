"""The keywords that speak about lists. https://json-schema.org/draft/2020-12/json-schema-core#name-keywords-for-applying-subschem"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from shipway.jsonschema.complaint import Complaint
from shipway.jsonschema.equality import same
from shipway.jsonschema.judge import RIGHT, Spot, Table
from shipway.jsonschema.scalars import at_least, at_most, bounded


def items(asked: Any, value: list[Any], spot: Spot) -> Iterable[Complaint]:
    """Every item that `prefixItems` does not speak about."""
    first = len(spot.node.get("prefixItems", ()))
    return [wrong for index in range(first, len(value)) for wrong in spot.below(index, asked, value[index])]


def prefix_items(asked: list[Any], value: list[Any], spot: Spot) -> Iterable[Complaint]:
    pairs = enumerate(zip(asked, value, strict=False))
    return [wrong for index, (node, item) in pairs for wrong in spot.below(index, node, item)]


def contains(asked: Any, value: list[Any], spot: Spot) -> Iterable[Complaint]:
    return RIGHT if any(spot.holds(asked, item) for item in value) else spot.wrong("contains", value)


def unique_items(asked: bool, value: list[Any], spot: Spot) -> Iterable[Complaint]:
    twice = asked and any(same(one, other) for index, one in enumerate(value) for other in value[:index])
    return spot.wrong("uniqueItems", value) if twice else RIGHT


ARRAY: Table = {
    "items": items,
    "prefixItems": prefix_items,
    "contains": contains,
    "uniqueItems": unique_items,
    "minItems": bounded("minItems", at_least),
    "maxItems": bounded("maxItems", at_most),
}

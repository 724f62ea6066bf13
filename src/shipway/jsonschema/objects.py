"""The keywords that speak about mappings. https://json-schema.org/draft/2020-12/json-schema-core#name-keywords-for-applying-subsche"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from shipway.jsonschema.complaint import Complaint
from shipway.jsonschema.judge import Spot, Table
from shipway.jsonschema.patterns import found
from shipway.jsonschema.scalars import at_least, at_most, bounded

Object = Mapping[str, Any]
TEXT = {"type": "string"}


def properties(asked: Object, value: Object, spot: Spot) -> Iterable[Complaint]:
    wrong: list[Complaint] = []
    for name, inner in value.items():
        # Half of all properties are texts that may be any text; they are spared the way down.
        if name in asked and not (inner.__class__ is str and asked[name] == TEXT):
            wrong += spot.below(name, asked[name], inner)
    return wrong


def pattern_properties(asked: Object, value: Object, spot: Spot) -> Iterable[Complaint]:
    pairs = [(pattern, name) for pattern in asked for name in value if found(pattern, name)]
    return [wrong for pattern, name in pairs for wrong in spot.below(name, asked[pattern], value[name])]


def additional_properties(asked: Any, value: Object, spot: Spot) -> Iterable[Complaint]:
    """The properties that neither `properties` nor `patternProperties` speaks about. Complaints ask for the names."""
    known = spot.node.get("properties", {})
    names = [name for name in value if name not in known]
    if names:
        patterns = spot.node.get("patternProperties", ())
        names = [name for name in names if not any(found(pattern, name) for pattern in patterns)]
    if asked is False and names:
        return spot.wrong("additionalProperties", value, names)
    return [wrong for name in names for wrong in spot.below(name, asked, value[name])]


def property_names(asked: Any, value: Object, spot: Spot) -> Iterable[Complaint]:
    """A complaint asks for what is wrong with the name, which is a complaint too."""
    inner = [wrong for name in value for wrong in spot.branch(asked, name)]
    return [wrong for one in inner for wrong in spot.wrong("propertyNames", value, one)]


def required(asked: list[str], value: Object, spot: Spot) -> Iterable[Complaint]:
    """One complaint for each missing property, by its name."""
    return [wrong for name in asked if name not in value for wrong in spot.wrong("required", value, name)]


def dependent_required(asked: Mapping[str, list[str]], value: Object, spot: Spot) -> Iterable[Complaint]:
    return [wrong for name, others in asked.items() if name in value for wrong in required(others, value, spot)]


def dependent_schemas(asked: Object, value: Object, spot: Spot) -> Iterable[Complaint]:
    return [wrong for name, node in asked.items() if name in value for wrong in spot.here(node, value)]


OBJECT: Table = {
    "properties": properties,
    "patternProperties": pattern_properties,
    "additionalProperties": additional_properties,
    "propertyNames": property_names,
    "required": required,
    "dependentRequired": dependent_required,
    "dependentSchemas": dependent_schemas,
    "minProperties": bounded("minProperties", at_least),
    "maxProperties": bounded("maxProperties", at_most),
}

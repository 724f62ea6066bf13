"""The same question put to the jsonschema-rs library, its answer as our complaints."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

import jsonschema_rs

from shipway.cloudformation.schemas import schema
from shipway.jsonschema.complaint import Complaint

ASKED = {
    "type": "types",
    "enum": "options",
    "const": "expected_value",
    "required": "property",
    "additionalProperties": "unexpected",
    "not": "schema",
}
MISREAD = "^[0-9a-z]+[0-9a-z\\.\\-]*[0-9a-z]+$"
"""The one pattern of the bundle that the library's engine gets wrong: see test_patterns.py."""


def validator(raw: Mapping[str, Any]) -> jsonschema_rs.Draft202012Validator:
    """The library's validator. Where no property is allowed at all, it would not name the ones that are there."""
    return jsonschema_rs.Draft202012Validator(_named(raw))


@cache
def of_type(type_name: str) -> jsonschema_rs.Draft202012Validator:
    """The library's validator of a resource type."""
    return validator(schema(type_name).raw)


def _named(node: Any) -> Any:
    if isinstance(node, list):
        return [_named(item) for item in node]
    if not isinstance(node, dict):
        return node
    added = {"properties": {}} if node.get("additionalProperties") is False else {}
    return {**added, **{key: _named(value) for key, value in node.items()}}


def complaints(type_name: str, value: Any) -> list[Complaint]:
    """What jsonschema-rs has against the properties of a resource."""
    return [told(error, schema(type_name).raw) for error in of_type(type_name).iter_errors(value)]


def told(error: Any, raw: Mapping[str, Any]) -> Complaint:
    """One of its errors."""
    kind, path = error.kind, tuple(error.instance_path)
    if kind.name == "propertyNames":
        return Complaint(kind.name, path, error.instance, told(kind.error, raw))
    asked: Any = raw
    if kind.name in ASKED:
        asked = getattr(kind, ASKED[kind.name])
    else:
        for step in error.schema_path:
            asked = asked[step]
    branches = tuple(tuple(told(inner, raw) for inner in branch) for branch in getattr(kind, "context", ()))
    return Complaint(kind.name, path, error.instance, asked, branches)


def sentences(found: jsonschema_rs.Draft202012Validator, value: Any) -> list[tuple[str, str, str]]:
    """Its complaints in its own words: rule, place, sentence."""
    return sorted(
        (error.kind.name, str(list(error.instance_path)), error.message) for error in found.iter_errors(value)
    )

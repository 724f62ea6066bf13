"""The same question put to the jsonschema-rs library, its answer as our complaints."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import jsonschema_rs

from shipway.jsonschema.complaint import Complaint

ASKED = {
    "type": "types",
    "enum": "options",
    "const": "expected_value",
    "required": "property",
    "additionalProperties": "unexpected",
    "not": "schema",
}


def complaints(schema: Mapping[str, Any], value: Any) -> list[Complaint]:
    """What jsonschema-rs has against the value."""
    return [told(error, schema) for error in jsonschema_rs.Draft202012Validator(dict(schema)).iter_errors(value)]


def told(error: jsonschema_rs.ValidationError, schema: Mapping[str, Any]) -> Complaint:
    """One of its errors; what a keyword asks is given where somebody reads it."""
    kind = error.kind
    asked = getattr(kind, ASKED[kind.name]) if kind.name in ASKED else None
    if kind.name in ("oneOf", "anyOf"):
        asked = schema
        for step in error.schema_path:
            asked = asked[step]
    branches = tuple(tuple(told(inner, schema) for inner in branch) for branch in getattr(kind, "context", ()))
    return Complaint(kind.name, tuple(error.instance_path), error.instance, asked, branches)


def messages(schema: Mapping[str, Any], value: Any) -> list[tuple[str, str, str]]:
    """Its sentences, with the rule and the place of each, sorted."""
    found = jsonschema_rs.Draft202012Validator(dict(schema)).iter_errors(value)
    return sorted((error.kind.name, str(list(error.instance_path)), error.message) for error in found)

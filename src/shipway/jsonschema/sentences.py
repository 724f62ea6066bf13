"""Complaints in words: those of the jsonschema-rs library, so that both can be compared."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from shipway.jsonschema.complaint import Complaint


def sentence(complaint: Complaint) -> str:
    """What is wrong, without a place: `"70" is not of type "integer"`."""
    if complaint.rule == "oneOf" and () in complaint.branches:
        return f"{_shown(complaint.value)} is valid under more than one of the schemas listed in the 'oneOf' keyword"
    return SENTENCES[complaint.rule](_shown(complaint.value), complaint.asked)


def _shown(value: Any) -> str:
    return json.dumps(value, separators=(",", ":"), sort_keys=True, ensure_ascii=False)


def _size(than: str, one: str, many: str) -> Callable[[str, Any], str]:
    return lambda value, limit: f"{value} {than} {limit} {one if limit == 1 else many}"


def _limit(words: str) -> Callable[[str, Any], str]:
    return lambda value, limit: f"{value} {words} {_shown(limit)}"


def _type(value: str, types: list[str]) -> str:
    return f"{value} is not of type{'s' * (len(types) > 1)} {', '.join(map(_shown, types))}"


def _enum(value: str, options: list[Any]) -> str:
    shown = [*map(_shown, options)]
    if len(shown) > 3:
        return f"{value} is not one of {shown[0]}, {shown[1]} or {len(shown) - 2} other candidates"
    return f"{value} is not one of {' or '.join([', '.join(shown[:-1]), *shown[-1:]] if shown[1:] else shown)}"


def _unexpected(value: str, names: list[str]) -> str:
    verb = "was" if len(names) == 1 else "were"
    return f"Additional properties are not allowed ({', '.join(map(repr, names))} {verb} unexpected)"


SENTENCES: dict[str, Callable[[str, Any], str]] = {
    "type": _type,
    "enum": _enum,
    "const": lambda _, wanted: f"{_shown(wanted)} was expected",
    "pattern": lambda value, pattern: f'{value} does not match "{pattern}"',
    "minLength": _size("is shorter than", "character", "characters"),
    "maxLength": _size("is longer than", "character", "characters"),
    "minimum": _limit("is less than the minimum of"),
    "maximum": _limit("is greater than the maximum of"),
    "exclusiveMinimum": _limit("is less than or equal to the minimum of"),
    "exclusiveMaximum": _limit("is greater than or equal to the maximum of"),
    "multipleOf": _limit("is not a multiple of"),
    "minItems": _size("has less than", "item", "items"),
    "maxItems": _size("has more than", "item", "items"),
    "uniqueItems": lambda value, _: f"{value} has non-unique elements",
    "contains": lambda value, _: f"None of {value} are valid under the given schema",
    "minProperties": _size("has less than", "property", "properties"),
    "maxProperties": _size("has more than", "property", "properties"),
    "required": lambda _, name: f"{_shown(name)} is a required property",
    "additionalProperties": _unexpected,
    "propertyNames": lambda _, inner: sentence(inner),
    "falseSchema": lambda value, _: f"False schema does not allow {value}",
    "not": lambda value, node: f"{_shown(node)} is not allowed for {value}",
    "anyOf": lambda value, _: f"{value} is not valid under any of the schemas listed in the 'anyOf' keyword",
    "oneOf": lambda value, _: f"{value} is not valid under any of the schemas listed in the 'oneOf' keyword",
}

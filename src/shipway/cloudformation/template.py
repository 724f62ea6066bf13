"""A template as text: the same template gives the same bytes, whatever order it was built in."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

SECTIONS = (
    "AWSTemplateFormatVersion",
    "Description",
    "Metadata",
    "Transform",
    "Parameters",
    "Mappings",
    "Conditions",
    "Rules",
    "Resources",
    "Outputs",
)
"""https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/template-anatomy.html"""

ATTRIBUTES = (
    "Type",
    "Condition",
    "DependsOn",
    "CreationPolicy",
    "UpdatePolicy",
    "DeletionPolicy",
    "UpdateReplacePolicy",
    "Metadata",
    "Properties",
)


def dump(template: Mapping[str, Any]) -> str:
    """The template as JSON: sections in their usual order, a resource's type first, everything else by name."""
    return json.dumps(arranged(template), indent=1, ensure_ascii=False) + "\n"


def compact(template: Mapping[str, Any]) -> str:
    """The template as JSON without a byte to spare, in its own order: for measuring and searching."""
    return json.dumps(template, separators=(",", ":"), ensure_ascii=False)


def arranged(template: Mapping[str, Any]) -> dict[str, Any]:
    """The template with every mapping in its order for reading."""
    out: dict[str, Any] = {}
    for section in _order(template, SECTIONS):
        value = template[section]
        if section == "Resources" and isinstance(value, Mapping):
            out[section] = {id: _resource(value[id]) for id in sorted(value)}
        else:
            out[section] = _sorted(value)
    return out


def _resource(body: Any) -> Any:
    if not isinstance(body, Mapping):
        return body
    return {key: _sorted(body[key]) for key in _order(body, ATTRIBUTES)}


def _order(mapping: Mapping[str, Any], first: Iterable[str]) -> list[str]:
    known = [key for key in first if key in mapping]
    return known + sorted(key for key in mapping if key not in known)


def _sorted(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _sorted(value[key]) for key in sorted(value)}
    return [_sorted(item) for item in value] if isinstance(value, list | tuple) else value

"""Which of the schema's complaints are ones for AWS too: an unknown counts by its type alone, scalars are converted."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from shipway.cloudformation.samples import Path
from shipway.cloudformation.schemas import Schema
from shipway.cloudformation.unknown import Unknown, as_text

if TYPE_CHECKING:
    from jsonschema_rs import ValidationError

SCALARS = ("string", "integer", "number", "boolean")
Places = Mapping[Path, Unknown]


def above(path: Sequence[str | int], places: Places) -> Unknown | None:
    """The unknown at the path or over it."""
    return next((places[key] for key in (tuple(path[:end]) for end in range(len(path) + 1)) if key in places), None)


def _below(path: Sequence[str | int], places: Places) -> bool:
    return any(key[: len(path)] == tuple(path) for key in places)


def counts(error: ValidationError, places: Places, known: Schema) -> bool:
    """Whether the error is one for AWS too: of an unknown only the type counts, and scalars are converted."""
    kind: Any = error.kind
    name = kind.name
    if name in ("anyOf", "oneOf") and any(kind.context):
        return all(any(counts(inner, places, known) for inner in branch) for branch in kind.context)
    unknown = above(error.instance_path, places)
    if unknown is not None:
        return name == "type" and not _same_kind(unknown.kind, kind.types)
    if name == "type":
        return converted(error.instance, kind.types) is error.instance
    if name in ("enum", "const"):
        options = kind.options if name == "enum" else [kind.expected_value]
        return isinstance(error.instance, dict | list) or as_text(error.instance) not in map(as_text, options)
    if name in ("oneOf", "not"):
        return not _below(error.instance_path, places) or _only_required(rule_of(error, known))
    if name in ("contains", "uniqueItems"):
        return not any(key[:-1] == tuple(error.instance_path) and _decides(name, places[key]) for key in places)
    return True


def _decides(name: str, item: Unknown) -> bool:
    """Whether an unknown item of a list may be what the list lacks, or differ from its double in truth."""
    return name == "contains" or item.kind not in ("string", "any")


def _same_kind(kind: str, types: Sequence[str]) -> bool:
    return kind == "any" or kind in types or (kind in SCALARS and any(name in SCALARS for name in types))


def types_of(error: ValidationError) -> Sequence[str]:
    """The types that a type error asks for."""
    kind: Any = error.kind
    found: Sequence[str] = kind.types
    return found


def converted(value: Any, types: Sequence[str]) -> Any:
    """CloudFormation takes `"80"` for 80, `"true"` for true, and any scalar for a string; else the value as it is."""
    if isinstance(value, dict | list) or value is None:
        return value
    text = as_text(value)
    if "string" in types:
        return text
    if "boolean" in types and text.lower() in ("true", "false"):
        return text.lower() == "true"
    if ("integer" in types or "number" in types) and re.fullmatch(r"[+-]?\d+", text):
        return int(text)
    if "number" in types and re.fullmatch(r"[+-]?\d+\.\d+", text):
        return float(text)
    return value


def rule_of(error: ValidationError, known: Schema) -> Any:
    """The part of the schema that an error comes from."""
    node: Any = known.raw
    for step in error.schema_path:
        node = node[step]
    return node


def names_in(node: Any) -> set[str]:
    """Every property that the `required` of a rule names."""
    if isinstance(node, list):
        return {name for item in node for name in names_in(item)}
    if not isinstance(node, dict):
        return set()
    inner = {name for key, item in node.items() if key != "required" for name in names_in(item)}
    return inner | set(node.get("required", ()))


def _only_required(node: Any) -> bool:
    """Whether a rule asks only which properties there are, so that unknown values do not matter."""
    if isinstance(node, list):
        return all(_only_required(item) for item in node)
    return isinstance(node, dict) and all(
        key == "required" or (key in ("anyOf", "oneOf", "allOf", "not") and _only_required(item))
        for key, item in node.items()
    )

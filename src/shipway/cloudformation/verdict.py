"""Which of the schema's complaints are ones for AWS too: an unknown counts by its type alone, scalars are converted."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from shipway.cloudformation.samples import Path
from shipway.cloudformation.unknown import Unknown, as_text
from shipway.jsonschema.complaint import Complaint

SCALARS = ("string", "integer", "number", "boolean")
Places = Mapping[Path, Unknown]


def above(path: Sequence[str | int], places: Places) -> Unknown | None:
    """The unknown at the path or over it."""
    return next((places[key] for key in (tuple(path[:end]) for end in range(len(path) + 1)) if key in places), None)


def _below(path: Sequence[str | int], places: Places) -> bool:
    return any(key[: len(path)] == tuple(path) for key in places)


def counts(complaint: Complaint, places: Places) -> bool:
    """Whether the complaint is one for AWS too: of an unknown only the type counts, and scalars are converted."""
    rule, asked, path = complaint.rule, complaint.asked, complaint.path
    if any(complaint.branches):
        return all(any(counts(inner, places) for inner in branch) for branch in complaint.branches)
    unknown = above(path, places)
    if unknown is not None:
        return rule == "type" and not _same_kind(unknown.kind, asked)
    if rule == "type":
        return converted(complaint.value, asked) is complaint.value
    if rule in ("enum", "const"):
        options = asked if rule == "enum" else [asked]
        return isinstance(complaint.value, dict | list) or as_text(complaint.value) not in map(as_text, options)
    if rule in ("oneOf", "not"):
        return not _below(path, places) or _only_required(asked)
    if rule in ("contains", "uniqueItems"):
        return not any(key[:-1] == path and _decides(rule, places[key]) for key in places)
    return True


def _decides(name: str, item: Unknown) -> bool:
    """Whether an unknown item of a list may be what the list lacks, or differ from its double in truth."""
    return name == "contains" or item.kind not in ("string", "any")


def _same_kind(kind: str, types: Sequence[str]) -> bool:
    return kind == "any" or kind in types or (kind in SCALARS and any(name in SCALARS for name in types))


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

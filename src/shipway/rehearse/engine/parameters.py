"""Parameters of a template: what was given, what is the default, and what is not allowed.

https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/parameters-section-structure.html
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping
from typing import Any

from shipway.rehearse.refusal import invalid

_NUMBER = re.compile(r"[+-]?\d+(\.\d+)?")
Value = str
"""As the user gave it: lists are one text with commas."""


def chosen(
    template: Mapping[str, Any], given: Iterable[Mapping[str, Any]], previous: Mapping[str, Value] | None = None
) -> dict[str, Value]:
    """Every parameter's value. given: ParameterKey with ParameterValue or UsePreviousValue. Raises Refused."""
    definitions: Mapping[str, Any] = template.get("Parameters") or {}
    values: dict[str, Value] = {}
    asked = {str(item["ParameterKey"]): item for item in given}
    unknown = sorted(asked.keys() - definitions.keys())
    if unknown:
        raise invalid(f"Parameters: [{', '.join(unknown)}] do not exist in the template")
    for name, definition in definitions.items():
        item = asked.get(name, {})
        if item.get("UsePreviousValue"):
            if previous is None or name not in previous:
                raise invalid(
                    f"Invalid input for parameter key {name}. "
                    "Cannot specify usePreviousValue as true for a new parameter"
                )
            values[name] = previous[name]
        elif "ParameterValue" in item:
            values[name] = str(item["ParameterValue"])
        elif "Default" in definition:
            values[name] = _text(definition["Default"])
    missing = [name for name in definitions if name not in values]
    if missing:
        raise invalid(f"Parameters: [{', '.join(missing)}] must have values")
    for name, definition in definitions.items():
        _check(name, definition, values[name])
    return values


def _text(value: Any) -> str:
    return ("true" if value else "false") if isinstance(value, bool) else str(value)


def _check(name: str, definition: Mapping[str, Any], value: str) -> None:
    allowed = [_text(one) for one in definition.get("AllowedValues") or ()]
    parts = value.split(",") if is_list(definition) else [value]
    said = str(definition.get("ConstraintDescription") or "")
    if allowed and not set(map(str.strip, parts)) <= set(allowed):
        raise invalid((said and f"Parameter {name} failed to satisfy constraint: {said}")
                      or f"Parameter '{name}' must be one of AllowedValues")  # fmt: skip
    if definition.get("Type") == "Number" and not _NUMBER.fullmatch(value):
        raise invalid(f"Parameter '{name}' must be a number.")
    broken = _broken(definition, value)
    if broken:
        raise invalid(f"Parameter {name} failed to satisfy constraint: {said or broken}")


def _broken(definition: Mapping[str, Any], value: str) -> str:
    pattern = definition.get("AllowedPattern")
    if pattern is not None and not re.fullmatch(str(pattern), value):
        return f"must match pattern {pattern}"
    for key, measured, words in (
        ("Length", float(len(value)), ("must have at least {} characters", "must have at most {} characters")),
        ("Value", _number(value), ("must be greater than or equal to {}", "must be less than or equal to {}")),
    ):
        least, most = definition.get(f"Min{key}"), definition.get(f"Max{key}")
        if least is not None and measured < float(least):
            return words[0].format(least)
        if most is not None and measured > float(most):
            return words[1].format(most)
    return ""


def _number(value: str) -> float:
    """Not a number, which no limit refuses, where it is a list: those limits are for a Number."""
    return float(value) if _NUMBER.fullmatch(value) else math.nan


def is_list(definition: Mapping[str, Any]) -> bool:
    kind = str(definition.get("Type", "String"))
    return kind == "CommaDelimitedList" or "List<" in kind

"""The keywords that speak about any value, about strings and about numbers.

Each takes what the schema asks, the value and the spot; https://json-schema.org/draft/2020-12/json-schema-validation
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from shipway.jsonschema.complaint import Complaint
from shipway.jsonschema.equality import same
from shipway.jsonschema.judge import RIGHT, TYPES, Keyword, Spot, Table
from shipway.jsonschema.patterns import found

ORDER = ("null", "boolean", "integer", "number", "string", "array", "object")


def type_(asked: str | list[str], value: Any, spot: Spot) -> Iterable[Complaint]:
    """A complaint asks for the list of types, in their usual order."""
    names = TYPES[value.__class__]
    if asked in names:
        return RIGHT
    wanted = [asked] if isinstance(asked, str) else asked
    if any(name in wanted for name in names):
        return RIGHT
    whole = isinstance(value, float) and value.is_integer() and "integer" in wanted
    return RIGHT if whole else spot.wrong("type", value, sorted(wanted, key=ORDER.index))


def enum(asked: list[Any], value: Any, spot: Spot) -> Iterable[Complaint]:
    if isinstance(value, str):
        return RIGHT if value in asked else spot.wrong("enum", value, asked)
    return RIGHT if any(same(option, value) for option in asked) else spot.wrong("enum", value, asked)


def const(asked: Any, value: Any, spot: Spot) -> Iterable[Complaint]:
    return RIGHT if same(asked, value) else spot.wrong("const", value, asked)


def pattern(asked: str, value: str, spot: Spot) -> Iterable[Complaint]:
    return RIGHT if found(asked, value) else spot.wrong("pattern", value, asked)


def bounded(rule: str, holds: Callable[[Any, Any], bool]) -> Keyword:
    """A keyword that compares the value, or its length, with a limit."""

    def keyword(asked: Any, value: Any, spot: Spot) -> Iterable[Complaint]:
        return RIGHT if holds(value, asked) else spot.wrong(rule, value, asked)

    return keyword


def _multiple(value: float, of: float) -> bool:
    from fractions import Fraction  # late: hardly any number is asked for this

    return (Fraction(str(value)) / Fraction(str(of))).denominator == 1


def at_least(value: Sequence[Any] | Mapping[str, Any], limit: int) -> bool:
    """Whether a string, list or mapping is long enough."""
    return len(value) >= limit


def at_most(value: Sequence[Any] | Mapping[str, Any], limit: int) -> bool:
    """Whether it is short enough."""
    return len(value) <= limit


ANY: Table = {"type": type_, "enum": enum, "const": const}
STRING: Table = {
    "pattern": pattern,
    "minLength": bounded("minLength", at_least),
    "maxLength": bounded("maxLength", at_most),
}
NUMBER: Table = {
    "minimum": bounded("minimum", lambda value, limit: value >= limit),
    "maximum": bounded("maximum", lambda value, limit: value <= limit),
    "exclusiveMinimum": bounded("exclusiveMinimum", lambda value, limit: value > limit),
    "exclusiveMaximum": bounded("exclusiveMaximum", lambda value, limit: value < limit),
    "multipleOf": bounded("multipleOf", _multiple),
}

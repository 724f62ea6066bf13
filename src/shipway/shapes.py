"""Shapes that several mappings of shipway.yaml share: text, numbers in a range, switches, sizes, days, classes.

A shape's `read` gives back a value that has the shape itself: `20GB` is read as 20, and 20 is a number of gigabytes.
So a range holds for `20GB` as for 20, and what was read may be checked again.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from shipway.words import Shape

TYPES = {"string": str, "boolean": bool, "integer": int, "number": (int, float), "array": list, "object": dict}


def text(said: str = "text", pattern: str = "") -> Shape:
    """pattern: a regular expression that a part of the text has to match, in the words of JSON Schema."""
    return Shape({"type": "string", **({"pattern": pattern} if pattern else {})}, said)


def number(low: int | None = None, high: int | None = None, unit: str = "") -> Shape:
    """A whole number from low to high. unit: what is counted, as in `a number of days`."""
    of = f" of {unit}" if unit else ""
    if low is not None and high is not None:
        return Shape({"type": "integer", "minimum": low, "maximum": high}, f"a number{of} from {low} to {high:,}")
    if low is not None:
        return Shape({"type": "integer", "minimum": low}, f"a number{of} from {low}")
    return Shape({"type": "integer"}, f"a number{of}")


def choice(*words: str) -> Shape:
    """One of a few words."""
    return Shape({"enum": list(words)}, " or ".join(f"`{word}`" for word in words))


def gigabytes(low: int = 1, high: int = 65_536) -> Shape:
    """A size of a disk: 20 or 20GB. Read as the number."""
    return Shape(
        {
            "anyOf": [
                {"type": "integer", "minimum": low, "maximum": high},
                {"type": "string", "pattern": r"^[0-9]+ ?(G|GB|GiB)?$"},
            ]
        },
        f"a number of gigabytes from {low} to {high:,}, as in 20 or 20GB",
        _gigabytes,
    )


def _gigabytes(value: Any) -> Any:
    found = re.match(r"\d+", value) if isinstance(value, str) else None
    return int(found.group()) if found else value


def days(low: int, high: int) -> Shape:
    """A number of days."""
    return number(low, high, "days")


def instance_class(kind: str) -> Shape:
    """A size of a managed datastore's machines as AWS names it. kind: its first part, `db` or `cache`."""
    return text(f"an instance class, as in {kind}.t4g.small", rf"^{kind}\.[a-z0-9-]+\.[a-z0-9]+$")


TEXT = text()
SWITCH = Shape({"type": "boolean"}, "true or false")
GIGABYTES = gigabytes()
DAYS = days(0, 35)
VERSION = Shape(
    {"anyOf": [{"type": "number", "minimum": 0}, {"type": "string", "pattern": r"^[0-9]+(\.[0-9]+)*$"}]},
    "a version, as in 16 or '8.0'",
    str,
)
HOST = text("a host's name or address", r"^[A-Za-z0-9_]([A-Za-z0-9_.:-]*[A-Za-z0-9_])?$")


def fits(shape: Shape, value: object) -> bool:
    """Whether a value as written, and what it is read as, have the shape."""
    return _valid(shape.schema, value) and _valid(shape.schema, shape.read(value))


def _valid(schema: Mapping[str, Any], value: Any) -> bool:
    """The few words of JSON Schema that values of one key are described with."""
    if "anyOf" in schema and not any(_valid(one, value) for one in schema["anyOf"]):
        return False
    if "enum" in schema and value not in schema["enum"]:
        return False
    if "type" in schema and not _is(schema["type"], value):
        return False
    if "pattern" in schema and isinstance(value, str) and not re.search(schema["pattern"], value):
        return False
    if not isinstance(value, int | float):
        return True
    return bool(schema.get("minimum", value) <= value <= schema.get("maximum", value))


def _is(type: str, value: object) -> bool:
    """JSON's types: true is no number, though Python has it as 1."""
    return isinstance(value, TYPES[type]) and (type == "boolean" or not isinstance(value, bool))  # type: ignore[arg-type]

"""Whether one value has a shape: for the few values whose shape is known only when something else is decided.

What shipway.yaml may hold is checked by its JSON Schema; which of the options of a datastore its home takes is known
once the home is. This knows the words of JSON Schema that shapes of single values use.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from shipway.words import Shape

TYPES: Mapping[str, tuple[type, ...]] = {
    "string": (str,),
    "boolean": (bool,),
    "integer": (int,),
    "number": (int, float),
    "array": (list, tuple),
    "object": (dict,),
}


def fits(shape: Shape, value: Any) -> bool:
    """Whether a value, as written or as read before, has the shape, and can be read."""
    if not _valid(shape.schema, value):
        return False
    try:
        shape.read(value)
    except ValueError:
        return False
    return True


def _valid(schema: Mapping[str, Any], value: Any) -> bool:
    if "enum" in schema and value not in schema["enum"]:
        return False
    types = schema.get("type", ())
    if types and not any(_is(one, value) for one in ((types,) if isinstance(types, str) else types)):
        return False
    if isinstance(value, str):
        return len(value) >= schema.get("minLength", 0) and re.search(schema.get("pattern", ""), value) is not None
    if isinstance(value, int | float) and not isinstance(value, bool):
        return bool(schema.get("minimum", value) <= value <= schema.get("maximum", value))
    return True


def _is(type: str, value: object) -> bool:
    """JSON's types: true is no number, though Python has it as 1."""
    return isinstance(value, TYPES[type]) and (type == "boolean" or not isinstance(value, bool))

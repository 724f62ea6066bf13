"""Shapes of values that keys of several rooms take: texts, numbers, switches, sizes, lists, mappings.

Patterns are texts: they are compiled by the schema's validator, and only where there is a manifest.
"""

from __future__ import annotations

from typing import Any

from shipway.words import Shape

TEXT = Shape({"type": "string", "minLength": 1}, "a text")
WORDS = Shape({"type": ["string", "number", "boolean", "null"]}, "a text", str)
UNBORN = Shape({}, "something that a later version takes")
"""Of a key that is not supported yet."""
SWITCH = Shape({"type": "boolean"}, "true or false")
VERSION = Shape({"type": ["string", "number"], "pattern": "^[0-9]+(\\.[0-9]+)*$"}, "a version such as 16 or 8.0", str)


def number(low: int, high: int, of: str = "a whole number") -> Shape:
    """A whole number in a range, both ends included. of: what it is, `a percentage`."""
    return Shape({"type": "integer", "minimum": low, "maximum": high}, f"{of} from {low} to {high:,}", int)


def gigabytes(low: int, high: int) -> Shape:
    """An amount of gigabytes as a number, or with its unit; read as a whole number of them."""
    said = f"a number of gigabytes from {low:,} to {high:,}, such as {low} or {low}GB"

    def read(value: Any) -> int:
        amount = int(str(value).removesuffix("GB").removesuffix("GiB").removesuffix("G").strip())
        if not low <= amount <= high:
            raise ValueError(said)
        return amount

    text = "^[0-9]{1,9} ?(G|GB|GiB)?$"
    return Shape({"type": ["integer", "string"], "minimum": low, "maximum": high, "pattern": text}, said, read)


GIGABYTES = gigabytes(1, 65536)


def choice(*names: str) -> Shape:
    """One of a few words."""
    return Shape({"type": "string", "enum": list(names)}, listed(names))


def listed(names: tuple[str, ...] | list[str]) -> str:
    """For people: `one`, `per-zone` or `none`."""
    quoted = [f"`{name}`" for name in names]
    return " or ".join([", ".join(quoted[:-1]), quoted[-1]] if len(quoted) > 1 else quoted)


def pattern(expression: str, said: str) -> Shape:
    """A text that matches a pattern. expression: a regular expression without look-arounds, as JSON Schema has them."""
    return Shape({"type": "string", "pattern": expression}, said)


def several(one: Shape, said: str) -> Shape:
    """A list of texts; a single one needs no brackets. Read as a tuple."""
    schema = {**one.schema, "type": ["string", "array"], "minItems": 1}
    return Shape(schema, said, lambda value: tuple(value) if isinstance(value, list | tuple) else (value,), each=one)


def mapping(words: type[Any]) -> Shape:
    """A mapping of the keys of a record; empty where nothing is written after its key."""
    return Shape({"type": ["object", "null"]}, "a mapping", words=words)


def table(each: Shape, said: str) -> Shape:
    """A mapping that is keyed by names of the user's."""
    return Shape({"type": ["object", "null"]}, said, each=each)

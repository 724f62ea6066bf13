"""The kinds of values that attributes hold: text, numbers, durations, sizes, commands.

Each function takes a Node and gives a plain value, or raises BadValue with what would be right.
"""

from __future__ import annotations

import re
import shlex

from shipway.compose.tree import Node

DURATION = r"([0-9]+(?:\.[0-9]+)?)(ns|us|µs|ms|s|m|h|d|w)"
SECONDS = {
    "ns": 1e-9,
    "us": 1e-6,
    "µs": 1e-6,
    "ms": 1e-3,
    "s": 1.0,
    "m": 60.0,
    "h": 3600.0,
    "d": 86400.0,
    "w": 604800.0,
}
SIZE = r"(?i)([0-9]+(?:\.[0-9]+)?)\s*([kmgt]?)i?b?"
SIZES = {"": 1, "k": 1024, "m": 1024**2, "g": 1024**3, "t": 1024**4}
TRUE, FALSE = ("true", "yes", "on", "y", "1"), ("false", "no", "off", "n", "0")


class BadValue(ValueError):
    """The value is not one that the attribute takes; `node` is where it stands."""

    def __init__(self, message: str, node: Node) -> None:
        super().__init__(message)
        self.node = node


def text(node: Node) -> str:
    if isinstance(node.value, dict | list):
        raise BadValue("must be a text, not a list or a mapping", node)
    return node.text


def word(node: Node) -> str:
    """Text that may not be missing."""
    value = text(node)
    if node.value is None:
        raise BadValue("has no value", node)
    return value


def optional(node: Node) -> str | None:
    return text(node) or None


def flag(node: Node) -> bool:
    lowered = text(node).strip().lower()
    if lowered in TRUE:
        return True
    if lowered in FALSE or lowered == "":
        return False
    raise BadValue(f'must be true or false, not "{node.text}"', node)


def integer(node: Node) -> int:
    try:
        return int(
            text(node).strip().replace("_", ""), 0 if text(node).strip().lower().startswith(("0x", "0o")) else 10
        )
    except ValueError:
        try:
            number = float(text(node))
        except ValueError:
            raise BadValue(f'must be a whole number, not "{node.text}"', node) from None
        if number != number or number in (float("inf"), float("-inf")) or number != int(number):
            raise BadValue(f'must be a whole number, not "{node.text}"', node) from None
        return int(number)


def number(node: Node) -> float:
    try:
        value = float(text(node).strip())
    except ValueError:
        raise BadValue(f'must be a number, not "{node.text}"', node) from None
    if value != value or value in (float("inf"), float("-inf")):
        raise BadValue("must be a finite number", node)
    return value


def duration(node: Node) -> float:
    """Seconds of `1m30s`; a bare number is refused by Compose, but 0 is common."""
    value = text(node).strip()
    if value in ("", "0"):
        return 0.0
    parts = re.findall(DURATION, value)
    if sum(len(amount) + len(unit) for amount, unit in parts) != len(value):
        raise BadValue(f'must be a duration such as 10s or 1m30s, not "{value}"', node)
    return sum(float(amount) * SECONDS[unit] for amount, unit in parts)


def size(node: Node) -> int:
    """Bytes of `512m`, `1.5G`, `300kb` or a number."""
    match = re.fullmatch(SIZE, text(node).strip())
    if match is None:
        raise BadValue(f'must be a size such as 512m or 1g, not "{node.text}"', node)
    if "." in match[1] and not match[2]:
        raise BadValue(f'must be a whole number of bytes, or have a unit, not "{node.text}"', node)
    return int(float(match[1]) * SIZES[match[2].lower()])


def mebibytes(node: Node) -> int:
    return max(1, size(node) // 1024**2)


def texts(node: Node) -> tuple[str, ...]:
    """A list of texts; a single text is a list of one."""
    if node.value is None:
        return ()
    if isinstance(node.value, dict):
        raise BadValue("must be a list, not a mapping", node)
    if not isinstance(node.value, list):
        return (text(node),)
    return tuple(text(item) for item in node.value)


def command(node: Node) -> tuple[str, ...] | None:
    """The words of a command; a text is split as a shell splits it, None is the image's own."""
    if node.value is None:
        return None
    if isinstance(node.value, list):
        return tuple(text(item) for item in node.value)
    try:
        return tuple(shlex.split(text(node)))
    except ValueError as error:
        raise BadValue(f"cannot be split into words: {error}", node) from None


def pairs(node: Node) -> tuple[tuple[str, str], ...]:
    """A mapping of texts, as normalised by forms.py."""
    if node.value is None:
        return ()
    if not isinstance(node.value, dict):
        raise BadValue("must be a mapping, or a list of KEY=value", node)
    return tuple((key, text(child)) for key, child in node.value.items())


def fields(node: Node, known: tuple[str, ...]) -> dict[str, Node]:
    """The entries of a mapping that may hold only the known keys and `x-…`."""
    if not isinstance(node.value, dict):
        raise BadValue("must be a mapping", node)
    for key in node.value:
        if key not in known and not key.startswith("x-"):
            raise BadValue(f'does not know "{key}"; it takes {", ".join(known)}', node.value[key])
    return node.value

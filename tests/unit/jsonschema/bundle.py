"""What the bundled schemas hold, for tests that go through all of it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from shipway.cloudformation.schemas import known_types, schema

NAMES = ("properties", "patternProperties", "definitions", "dependentSchemas")
DATA = ("enum", "const", "required", "dependentRequired")


def nodes(node: Any) -> Iterator[dict[str, Any]]:
    """Every schema in a schema, itself first."""
    if isinstance(node, list):
        for item in node:
            yield from nodes(item)
    elif isinstance(node, dict):
        yield node
        for name, value in node.items():
            if name in NAMES:
                yield from nodes(list(value.values()))
            elif name not in DATA:
                yield from nodes(value)


def patterns() -> list[str]:
    """Every regular expression of the bundle."""
    found: set[str] = set()
    for name in known_types():
        for node in nodes(schema(name).raw):
            found |= {node["pattern"]} if "pattern" in node else set()
            found |= set(node.get("patternProperties", ()))
    return sorted(found)


def keywords() -> set[str]:
    """Every keyword of the bundle."""
    return {keyword for name in known_types() for node in nodes(schema(name).raw) for keyword in node}

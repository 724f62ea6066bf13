"""Values for a schema: nearly right ones, and what makes them wrong."""

from __future__ import annotations

from random import Random
from typing import Any

from shipway.jsonschema.combined import target

TEXTS = ("", "a", "x" * 70, "x" * 300, "arn:aws:iam::123456789012:role/a", "10.0.0.0/16", "true", "5", "1.5", "a b\n")
NUMBERS = (0, 1, 2, 5, 64, 443, 1024, 65536, -1, 1.5, 0.1, 3.0)
SCALARS = (*TEXTS, *NUMBERS, True, False, None)
DEEPEST = 5


class Maker:
    """Makes values for one schema, the same ones for the same chance."""

    def __init__(self, root: dict[str, Any], chance: Random) -> None:
        self.root = root
        self.chance = chance

    def value(self, node: Any, depth: int = 0) -> Any:
        """A value that the node may take: its shape, its enumerations and most limits are kept, patterns are not."""
        if not isinstance(node, dict):
            return self.chance.choice(SCALARS)
        if "$ref" in node:
            return self.value(target(self.root, node["$ref"]), depth)
        if "enum" in node or "const" in node:
            return self.chance.choice(node.get("enum") or [node["const"]])
        if alternatives := node.get("oneOf") or node.get("anyOf"):
            node = {**self.chance.choice(alternatives), **node}
        kinds = node.get("type", "object" if "properties" in node else "string")
        kind = kinds if isinstance(kinds, str) else self.chance.choice(kinds)
        if kind == "object":
            return self._object(node, depth)
        if kind == "array":
            size = self.chance.randint(node.get("minItems", 0), max(node.get("minItems", 0), 2))
            return [self.value(node.get("items"), depth + 1) for _ in range(size if depth < DEEPEST else 0)]
        if kind == "string":
            return self.chance.choice(TEXTS)
        if kind == "boolean":
            return self.chance.random() < 0.5
        return self.chance.choice(NUMBERS)

    def _object(self, node: dict[str, Any], depth: int) -> dict[str, Any]:
        known: dict[str, Any] = node.get("properties", {})
        required = [name for name in node.get("required", ()) if name in known]
        optional = [name for name in known if name not in required]
        wanted = 0 if depth >= DEEPEST else self.chance.randint(0, min(len(optional), 6 if depth else 10))
        names = [*required, *self.chance.sample(optional, wanted)]
        made = {name: self.value(known[name], depth + 1) for name in names}
        if not known:
            made |= {self.chance.choice(["a", "aws:b", "X-1", "_"]): self.chance.choice(SCALARS)}
        return made

    def broken(self, value: Any) -> Any:
        """A copy with one thing changed somewhere: dropped, retyped, unknown, doubled, too long, beyond the limit."""
        if isinstance(value, dict) and value and self.chance.random() < 0.8:
            name = self.chance.choice(list(value))
            return {**value, name: self.broken(value[name])} if self.chance.random() < 0.8 else self._properties(value)
        if isinstance(value, list) and value and self.chance.random() < 0.8:
            at = self.chance.randrange(len(value))
            if self.chance.random() < 0.2:
                return [*value, value[at]]
            return [*value[:at], self.broken(value[at]), *value[at + 1 :]]
        return self.chance.choice([*SCALARS, [], {}, [value], {"a": value}, [value, value], str(value) + "!"])

    def _properties(self, value: dict[str, Any]) -> dict[str, Any]:
        name = self.chance.choice(list(value))
        left = {key: item for key, item in value.items() if key != name}
        return self.chance.choice([left, {**value, "Nonsense": 1}, {**left, name.lower(): value[name]}])

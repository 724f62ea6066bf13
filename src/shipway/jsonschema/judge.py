"""The way through a value and its schema together; which keywords there are it is told."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Mapping
from typing import Any

from shipway.jsonschema.complaint import Complaint, Path

TYPES: dict[type, tuple[str, ...]] = {
    str: ("string",),
    bool: ("boolean",),
    int: ("integer", "number"),
    float: ("number",),
    list: ("array",),
    dict: ("object",),
    type(None): ("null",),
}
"""What JSON Schema calls the values of JSON, as json.loads gives them."""


class Judge:
    """What stays the same on the way. keywords: for each class of values, the keywords that speak about them.

    unknown: places that hold a sample instead of the value; of_unknown: the keywords that such a place is asked for.
    """

    __slots__ = ("_certain", "keywords", "of_unknown", "schema", "unknown")

    def __init__(
        self, schema: Mapping[str, Any], keywords: Keywords, of_unknown: Table, unknown: Container[Path] = ()
    ) -> None:
        self.schema = schema
        self.keywords = keywords
        self.of_unknown = of_unknown
        self.unknown = unknown
        self._certain = Judge(schema, keywords, of_unknown) if unknown else self

    def complaints(self, node: Any, value: Any, path: Path) -> list[Complaint]:
        """What a node of the schema has against the value at the path."""
        if node is True or node is False:
            return [] if node else [Complaint("falseSchema", path, value)]
        kind = value.__class__
        table = self.of_unknown if path in self.unknown else self.keywords[kind]
        names = TYPES[kind]
        spot = None
        found: list[Complaint] = []
        for name, asked in node.items():
            # Most nodes ask for one type and nothing else, and most values have it.
            if name not in table or (name == "type" and asked in names):
                continue
            spot = spot or Spot(self, node, path)
            if wrong := table[name](asked, value, spot):
                found += wrong
        return found

    def holds(self, node: Any, value: Any, path: Path) -> bool:
        """Whether a node has nothing against the value; ends at the first complaint."""
        if node is True or node is False:
            return bool(node)
        kind = value.__class__
        table = self.keywords[kind]
        names = TYPES[kind]
        spot = None
        for name, asked in node.items():
            if name not in table or (name == "type" and asked in names):
                continue
            spot = spot or Spot(self, node, path)
            if table[name](asked, value, spot):
                return False
        return True

    def certain(self) -> Judge:
        """The judge of alternatives and conditions, where a sample counts as any other value."""
        return self._certain


class Spot:
    """Where a keyword is looked at: `node` is the part of the schema that holds it, `path` the value's place."""

    __slots__ = ("judge", "node", "path")

    def __init__(self, judge: Judge, node: Mapping[str, Any], path: Path) -> None:
        self.judge = judge
        self.node = node
        self.path = path

    def here(self, node: Any, value: Any) -> list[Complaint]:
        """What another node has against the same value."""
        return self.judge.complaints(node, value, self.path)

    def below(self, step: str | int, node: Any, value: Any) -> list[Complaint]:
        """What a node has against a part of the value."""
        return self.judge.complaints(node, value, (*self.path, step))

    def branch(self, node: Any, value: Any) -> tuple[Complaint, ...]:
        """What a node has against the same value where that decides something."""
        return tuple(self.judge.certain().complaints(node, value, self.path))

    def holds(self, node: Any, value: Any) -> bool:
        """Whether a node has nothing against the same value, where that alone decides something."""
        return self.judge.certain().holds(node, value, self.path)

    def wrong(
        self, rule: str, value: Any, asked: Any = None, branches: tuple[tuple[Complaint, ...], ...] = ()
    ) -> tuple[Complaint]:
        """The complaint that the value breaks this keyword."""
        return (Complaint(rule, self.path, value, asked, branches),)


Keyword = Callable[[Any, Any, Spot], Iterable[Complaint]]
Table = Mapping[str, Keyword]
Keywords = Mapping[type, Table]
RIGHT: tuple[Complaint, ...] = ()

"""Node: a YAML tree in which every element knows where it was written, through interpolation, merges and extends."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import field

from shipway.diagnostics import Origin
from shipway.records import draft

Scalar = None | bool | int | float | str
Source = tuple[str, Origin | None]


@draft
class Node:
    """A mapping, a list or a scalar.

    tag: `!reset` or `!override` where the file says so. raw: a scalar's text before interpolation. sources: the
    variables that interpolation put into it, with the origin of their definition (None: the shell). keys: the line of
    each key.
    """

    value: dict[str, Node] | list[Node] | Scalar
    origin: Origin
    tag: str = ""
    raw: str = ""
    sources: tuple[Source, ...] = ()
    keys: dict[str, Origin] = field(default_factory=dict)

    @property
    def mapping(self) -> dict[str, Node]:
        """The entries, or none where this is no mapping."""
        return self.value if isinstance(self.value, dict) else {}

    @property
    def items(self) -> list[Node]:
        """The elements, or none where this is no list."""
        return self.value if isinstance(self.value, list) else []

    @property
    def text(self) -> str:
        """The scalar as Compose would print it in an environment: true, 5, 1.5; "" for null."""
        if self.value is None:
            return ""
        if isinstance(self.value, bool):
            return "true" if self.value else "false"
        return str(self.value)

    def get(self, key: str) -> Node | None:
        return self.mapping.get(key)

    def key_origin(self, key: str) -> Origin:
        """Where the key of a mapping stands: the line that a message should name."""
        return self.keys.get(key, self.mapping[key].origin if key in self.mapping else self.origin)

    def put(self, key: str, node: Node, origin: Origin | None = None) -> None:
        """Set an entry of a mapping, with the line of its key."""
        assert isinstance(self.value, dict)
        self.value[key] = node
        self.keys[key] = origin or node.origin

    def walk(self, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Node]]:
        """Every node below and including this one, with its path; list elements are `[]`."""
        yield path, self
        for key, child in self.mapping.items():
            yield from child.walk((*path, key))
        for child in self.items:
            yield from child.walk((*path, "[]"))


def mapping(origin: Origin, entries: dict[str, Node] | None = None, like: Node | None = None) -> Node:
    """A mapping node; keys keep the lines of `like`."""
    node = Node(dict(entries or {}), origin)
    node.keys = {
        key: like.key_origin(key) if like and key in like.mapping else child.origin
        for key, child in (entries or {}).items()
    }
    return node


def sequence(origin: Origin, items: list[Node]) -> Node:
    return Node(list(items), origin)


def scalar(value: Scalar, like: Node) -> Node:
    """A scalar that stands where `like` stands and came from the same variables."""
    return Node(value, like.origin, raw=like.raw, sources=like.sources)


def copy(node: Node) -> Node:
    """A deep copy; merging changes trees in place, so whatever is used twice is copied first."""
    if isinstance(node.value, dict):
        value: dict[str, Node] | list[Node] | Scalar = {key: copy(child) for key, child in node.value.items()}
    elif isinstance(node.value, list):
        value = [copy(child) for child in node.value]
    else:
        value = node.value
    return Node(value, node.origin, node.tag, node.raw, node.sources, dict(node.keys))


def plain(node: Node) -> object:
    """The tree as plain Python values."""
    if isinstance(node.value, dict):
        return {key: plain(child) for key, child in node.value.items()}
    if isinstance(node.value, list):
        return [plain(child) for child in node.value]
    return node.value


def grow(value: object, origin: Origin) -> Node:
    """Plain values as a tree whose every element stands at `origin`."""
    if isinstance(value, dict):
        return mapping(origin, {str(key): grow(child, origin) for key, child in value.items()})
    if isinstance(value, list | tuple):
        return Node([grow(child, origin) for child in value], origin)
    assert value is None or isinstance(value, bool | int | float | str)
    return Node(value, origin)

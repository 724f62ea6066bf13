"""What the schema refuses becomes diagnostics, each at the line of its key or value."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from shipway.compose.tree import Node
from shipway.diagnostics import Diagnostics, Origin
from shipway.manifest import messages
from shipway.manifest.schema import LATER
from shipway.manifest.violations import Path, Violation, violations, whole
from shipway.manifest.vocabulary import Vocabulary
from shipway.shapes import listed
from shipway.spelling import nearest

PLACES = {name: f"{name}s: {{NAME: …}}" for name in ("service", "datastore", "environment", "site")}


def check(tree: Node, vocabulary: Vocabulary, diagnostics: Diagnostics) -> frozenset[Path]:
    """Report everything that the schema refuses, by line; returns the paths of what must not be read any further."""
    wrong = sorted(violations(tree, vocabulary), key=lambda one: (_origin(tree, one), one.key))
    for one in wrong:
        _tell(one, tree, vocabulary, diagnostics)
    return frozenset(one.path if one.keyword == "required" or not one.key else (*one.path, one.key) for one in wrong)


def at(tree: Node, path: Path) -> Node:
    """The node of a path; where a key cannot be found, the nearest one above it."""
    for step in path:
        below = tree.items[step] if isinstance(step, int) and step < len(tree.items) else tree.get(str(step))
        if below is None:
            return tree
        tree = below
    return tree


def key_origin(tree: Node, path: Path) -> Origin:
    """Where the key of a path is."""
    above = at(tree, path[:-1])
    return above.key_origin(str(path[-1])) if path and isinstance(path[-1], str) else at(tree, path).origin


def _origin(tree: Node, one: Violation) -> Origin:
    if one.keyword == "additionalProperties":
        return key_origin(tree, (*one.path, one.key))
    if one.keyword in ("required", "not"):
        return key_origin(tree, one.path)
    return at(tree, one.path).origin


def _tell(one: Violation, tree: Node, vocabulary: Vocabulary, diagnostics: Diagnostics) -> None:
    origin, node = _origin(tree, one), at(tree, one.path)
    if one.keyword == "additionalProperties":
        _unknown(one, origin, vocabulary, diagnostics)
    elif one.keyword == "required":
        summary = f"{messages.owner(one.path)} lacks `{one.key}`"
        diagnostics.error("manifest.missing-word", summary, origin, fix=f"Write `{one.key}:` below it.")
    elif one.schema.get("errorMessage") == LATER:
        _later(f"`{one.path[-1]}` of {messages.owner(one.path[:-1])}", origin, diagnostics)
    elif node.value in vocabulary.later and "enum" in one.schema:
        _later(f"`{one.path[-1]}: {node.value}` of {messages.owner(one.path[:-1])}", origin, diagnostics, one.schema)
    else:
        must = one.schema.get("errorMessage", "must be something else")
        bad_value(one.path, node, must, messages.hint(node, one.schema), diagnostics)


def bad_value(path: Path, node: Node, must: str, fix: str, diagnostics: Diagnostics) -> None:
    """A value that its key does not take. must: `must be true or false`."""
    summary = f"{messages.dotted(path)} {must}, not {messages.found(node, path)}"
    diagnostics.error("manifest.bad-value", summary, node.origin, fix=fix)


def _later(what: str, origin: Origin, diagnostics: Diagnostics, part: Any = None) -> None:
    diagnostics.error(
        "manifest.not-yet",
        f"{what} is not supported yet",
        origin,
        detail="It is reserved for a later version of Shipway; ignoring it would deploy something other than what is "
        "written.",
        fix=f"Use {listed(part['enum'])}, or remove it." if part else "Remove it, or comment it out.",
    )


def _unknown(one: Violation, origin: Origin, vocabulary: Vocabulary, diagnostics: Diagnostics) -> None:
    known = [name for name, part in one.schema["properties"].items() if part.get("errorMessage") != LATER]
    kind, _, chosen = one.definition.partition("-")
    close = nearest(one.key, known)
    summary = f'{messages.owner(one.path)} does not know "{one.key}"'
    schema_ = whole(vocabulary)
    elsewhere = dict(_elsewhere(one.key, one.definition, schema_))
    siblings = [name for name in elsewhere if name.startswith(f"{kind}-") and not name.endswith(("-any", "-other"))]
    if siblings:
        word = "as" if kind == "datastore" else "target"
        takers = listed([f"{word}: {name.partition('-')[2]}" for name in siblings])
        summary = f"`{one.key}` of {messages.owner(one.path)} does not apply to {chosen}"
        fix = f"Remove it, or write {takers}."
    elif elsewhere:
        fix = f"It is a key of {next(iter(elsewhere.values()))}: write it there."
    elif close:
        fix = f'Did you mean "{close}"?'
    elif far := _far(one.key, schema_):
        fix = f'Did you mean "{far[0]}"? It is a key of {far[1]}.'
    else:
        fix = f"It takes {', '.join(known) or 'no keys'}."
    diagnostics.error("manifest.unknown-word", summary, origin, fix=fix)


def _far(key: str, schema: Any) -> tuple[str, str] | None:
    """The nearest of all keys, and where it may be."""
    words = [word for part in (schema, *schema["definitions"].values()) for word in part["properties"]]
    close = nearest(key, dict.fromkeys(words), 0.8)
    return (close, next(place for _, place in _elsewhere(close, "", schema))) if close else None


def _elsewhere(key: str, here: str, schema: Any) -> Iterator[tuple[str, str]]:
    """The definitions that know the key, and where it may be for each."""
    if key in schema["properties"]:
        yield "top", "the top of the file"
    for name, part in schema["definitions"].items():
        if key in part["properties"] and name != here and "errorMessage" in part:
            kind = name.partition("-")[0]
            yield name, f"`{PLACES.get(kind, kind + ': {…}')}`"

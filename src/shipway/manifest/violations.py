"""What the schema refuses in a manifest: each place once, with the part of the schema that is about it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any

from shipway.compose.tree import Node
from shipway.manifest.schema import Schema, schema
from shipway.manifest.vocabulary import Vocabulary
from shipway.records import record

Path = tuple[str | int, ...]


@record
class Violation:
    """path: of the value, or of the mapping that has an unknown key or lacks one. key: that key, "" for none.

    keyword: of JSON Schema. schema: the part that it is in. definition: the name of the nearest definition.
    """

    path: Path
    keyword: str
    schema: Mapping[str, Any]
    definition: str = ""
    key: str = ""


def whole(vocabulary: Vocabulary) -> Schema:
    """The schema, made once per process."""
    return _checker(*_parts(vocabulary))[0]


def violations(tree: Node, vocabulary: Vocabulary) -> Iterator[Violation]:
    """All violations, in no order; only the first of one value."""
    made, validator = _checker(*_parts(vocabulary))
    seen: set[tuple[Path, str]] = set()
    for error in validator.iter_errors(_instance(tree)):
        part, definition = _place(made, error.evaluation_path[:-1])
        keyword, path = str(error.evaluation_path[-1]), tuple(error.instance_path)
        keys = {"additionalProperties": "unexpected", "required": "property"}.get(keyword)
        found = getattr(error.kind, keys) if keys else ""
        for key in [found] if isinstance(found, str) else found:
            if (path, key) not in seen:
                seen.add((path, key))
                yield Violation(path, keyword, part, definition, key)


Pairs = tuple[tuple[str, type[Any]], ...]


def _parts(vocabulary: Vocabulary) -> tuple[Pairs, Pairs, Pairs]:
    return tuple((*one.items(),) for one in (vocabulary.targets, vocabulary.homes, vocabulary.services))  # type: ignore[return-value]


@lru_cache(maxsize=8)
def _checker(targets: Pairs, homes: Pairs, services: Pairs) -> tuple[Schema, Any]:
    import jsonschema_rs

    made = schema(Vocabulary(dict(targets), dict(homes), dict(services)))
    return made, jsonschema_rs.Draft7Validator(made)


def _instance(node: Node) -> object:
    """The tree as JSON can hold it: what JSON has no number for stays the text as written."""
    if isinstance(node.value, dict):
        return {_clean(key): _instance(child) for key, child in node.value.items()}
    if isinstance(node.value, list):
        return [_instance(child) for child in node.value]
    if isinstance(node.value, str):
        return _clean(node.value)
    if isinstance(node.value, int | float) and not abs(node.value) < 2**53:
        return node.raw
    return node.value


def _clean(text: str) -> str:
    return text if text.isascii() else text.encode(errors="replace").decode()


def _place(made: Schema, path: list[str | int]) -> tuple[Mapping[str, Any], str]:
    part: Any = made
    definition = ""
    for step in path:
        part = part[step]
        if step == "$ref":
            definition = part.removeprefix("#/definitions/")
            part = made["definitions"][definition]
    return part, definition

"""The tables of docs/manifest.md, from the records that declare the words of shipway.yaml."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from shipway.manifest.types import DatastoreChoice, EnvironmentChoice, Manifest, Public, Release, Scale, ServiceChoice
from shipway.manifest.vocabulary import Vocabulary
from shipway.words import Word, words_of

PLAIN = {"top": Manifest, "public": Public, "scale": Scale, "release": Release}
BLOCK = re.compile(r"<!-- words: (\w+) -->\n.*?<!-- end -->", re.DOTALL)


def page(text: str, vocabulary: Vocabulary) -> str:
    """The page with its tables made anew; the prose around them stays."""
    return BLOCK.sub(lambda match: _block(match[1], vocabulary), text)


def _block(name: str, vocabulary: Vocabulary) -> str:
    if name == "later":
        rows = ["| word | of | meaning |", "| --- | --- | --- |", *_later(vocabulary)]
    elif name in PLAIN:
        rows = ["| word | takes | meaning | default |", "| --- | --- | --- | --- |"]
        rows += [f"| `{word.name}` | {_takes(word)} |" for word in words_of(PLAIN[name]) if not word.later]
    else:
        record, more, head = {
            "services": (ServiceChoice, vocabulary.services, "target"),
            "datastores": (DatastoreChoice, vocabulary.homes, "as"),
            "environments": (EnvironmentChoice, vocabulary.targets, "target"),
        }[name]
        rows = [f"| word | `{head}` | takes | meaning | default |", "| --- | --- | --- | --- | --- |"]
        rows += _shared(record, more, head)
    return "\n".join([f"<!-- words: {name} -->", *rows, "<!-- end -->"])


def _shared(record: type[Any], more: Mapping[str, type[Any]], head: str) -> Iterator[str]:
    """The words of a mapping, and those that its targets or homes bring, with whose they are."""
    for word in words_of(record):
        if not word.later:
            takes = _takes(word)
            if word.name == head:
                takes = takes.replace("a text", ", ".join(f"`{name}`" for name in more), 1)
            yield f"| `{word.name}` | | {takes} |"
    rows: dict[tuple[str, str], list[str]] = {}
    for name, one in more.items():
        for word in words_of(one):
            if not word.later:
                rows.setdefault((word.name, _takes(word)), []).append(f"`{name}`")
    for (name, takes), whose in rows.items():
        yield f"| `{name}` | {', '.join(whose)} | {takes} |"


def _later(vocabulary: Vocabulary) -> Iterator[str]:
    places: list[tuple[str, type[Any]]] = [
        ("the top", Manifest),
        ("`services`", ServiceChoice),
        ("`datastores`", DatastoreChoice),
        ("`environments`", EnvironmentChoice),
        ("`public`", Public),
        ("`scale`", Scale),
        *((f"`as: {name}`", one) for name, one in vocabulary.homes.items()),
        *((f"`target: {name}`", one) for name, one in vocabulary.targets.items()),
    ]
    for where, record in places:
        for word in words_of(record):
            if word.later:
                yield f"| `{word.name}` | {where} | {word.meaning} |"
    if vocabulary.later:
        yield f"| {', '.join(f'`{name}`' for name in vocabulary.later)} | `as`, `target` | other homes and targets |"


def _takes(word: Word) -> str:
    default = word.without
    if not default and isinstance(word.default, str | int):
        default = f"`{str(word.default).lower() if isinstance(word.default, bool) else word.default}`"
    return (
        f"{word.shape.said.replace('|', '/')} | {word.meaning} | {'required' if word.required else default or 'none'}"
    )

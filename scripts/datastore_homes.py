"""docs/datastores.md: every home of a datastore, as its file in managed/ declares it."""

from __future__ import annotations

from collections.abc import Iterator

from shipway.managed.index import STORES, home
from shipway.managed.store import Home, Store
from shipway.words import Word, words_of

HEAD = """# Homes of datastores

Written by `make docs` from the code; do not edit.

What a service of the Compose file becomes, by the word after `as:` below `datastores:` of shipway.yaml. Where nothing
is said, it becomes the default for its engine if every user of it names it where that can be rewritten; else it stays
a container.
"""


def page() -> str:
    return "\n".join([HEAD, *(line for word in STORES for line in _home(home(word)))])


def _home(one: Home) -> Iterator[str]:
    titles = ", ".join(dict.fromkeys(one.titles.values()))
    yield f"## `as: {one.word}`\n"
    yield f"{titles[0].upper()}{titles[1:]}.{_engines(one)}\n"
    words = [word for word in words_of(one.options) if not word.later]
    if words:
        yield "| word | meaning | it is | default |"
        yield "| --- | --- | --- | --- |"
        yield from (_row(word) for word in words)
        yield ""
    yield from (f"- {sentence}" for sentence in one.cannot)
    yield ""


def _engines(one: Home) -> str:
    if not isinstance(one, Store):
        return " For any engine."
    always = [engine for engine in one.titles if engine in one.default_for]
    return f" The default for {', '.join(always)}." if always else ""


def _row(word: Word) -> str:
    default = word.without or ("none" if word.default is None else f"`{word.default}`")
    return f"| `{word.name}` | {word.meaning} | {word.shape.said} | {default} |"

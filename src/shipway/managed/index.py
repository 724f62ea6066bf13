"""The table of stores: the engines that each takes, and its file, imported when one of these engines is found."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from importlib import import_module
from typing import Any

from shipway.managed.store import Home, Store
from shipway.model.homes import Offer

ANY = ("",)
STORES: dict[str, tuple[str, tuple[str, ...]]] = {
    "rds": ("shipway.managed.rds", ("postgres", "mysql", "mariadb")),
    "elasticache": ("shipway.managed.elasticache", ("redis",)),
    "volume": ("shipway.managed.volume", ANY),
    "container": ("shipway.managed.volume", ANY),
    "external": ("shipway.managed.external", ANY),
}
"""Word → (module, engines). The engines are the keys of the home's titles; a test compares them."""


@cache
def home(word: str) -> Home:
    """Raises KeyError where the word names no home."""
    found: Home = next(one for one in import_module(STORES[word][0]).HOMES if one.word == word)
    return found


def store(word: str) -> Store:
    """The home of a datastore that was replaced. Raises LookupError for a home that makes nothing."""
    found = home(word)
    if not isinstance(found, Store):
        raise LookupError(f"{word} makes nothing")
    return found


def options(words: Sequence[str]) -> dict[str, type[Any]]:
    """Word → the record of what the manifest may say about a datastore there."""
    return {word: home(word).options for word in words}


class _Offered(Mapping[str, tuple[Offer, ...]]):
    """Engine → offers; a store is imported when an engine that it takes is asked for."""

    def __init__(self, words: Sequence[str]) -> None:
        self.words: dict[str, list[str]] = {}
        for word in words:
            for engine in STORES[word][1]:
                self.words.setdefault(engine, []).append(word)

    def __getitem__(self, engine: str) -> tuple[Offer, ...]:
        found = [home(word).offer(engine) for word in self.words[engine]]
        return tuple(sorted(found, key=lambda offer: not offer.default))

    def __iter__(self) -> Iterator[str]:
        return iter(self.words)

    def __len__(self) -> int:
        return len(self.words)


def offers(words: Sequence[str]) -> Mapping[str, tuple[Offer, ...]]:
    """What a target's stores offer, by engine, the default first; under "" what any datastore may be.

    words: as the target lists its stores. Raises KeyError for one that is not in the table.
    """
    return _Offered(words)

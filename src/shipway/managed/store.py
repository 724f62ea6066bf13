"""What a home of datastores declares. Each is a file here that ends with its `Home` or `Store`, and a row of index.py.

A `Store` creates something that replaces a datastore. A plain `Home` creates nothing: the datastore stays a container,
or stays outside.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import field
from typing import Any, TypeVar

from shipway.diagnostics import Diagnostics
from shipway.model.application import Application, Datastore
from shipway.model.homes import Fate, Offer
from shipway.records import record
from shipway.topology.delivery import Connection
from shipway.topology.graph import Resource
from shipway.words import filled, words_of

T = TypeVar("T")


@record
class Wanted:
    """A datastore that a store is to replace. name: for people, `shop-production-db`. group: its security group's id.

    application: with everything that uses it.
    """

    datastore: Datastore
    name: str
    group: str
    production: bool
    application: Application


@record
class Managed:
    """What a store makes in the data stack, and how it is reached. tls: connections without TLS are refused."""

    resources: tuple[Resource, ...]
    connection: Connection
    tls: bool = False


@record
class Home:
    """word: as `as:` has it. titles: engine → what people call the home of it; under "" for any engine.

    options: the record whose keys it takes. cannot: what a container can do and it cannot, a sentence each.
    """

    word: str
    fate: Fate
    titles: Mapping[str, str]
    options: type[Any]
    cannot: tuple[str, ...]

    def offer(self, engine: str) -> Offer:
        """As `lower` needs to know it. Raises KeyError for an engine that it does not take."""
        return Offer(self.word, engine, self.titles[engine], self.fate, options=self.options)


@record
class Store(Home):
    """A home in which something managed is created.

    design: what it makes for one datastore. shared: a name for people and private subnets → what all its datastores of
    an environment have in common. default_for: engines that become it where the manifest says nothing. settings:
    engine → those that it takes over, as `Offer` has them. versioned: whether the container's version is kept.
    """

    design: Callable[[Wanted, Diagnostics], Managed]
    shared: Callable[[str, Sequence[str]], tuple[Resource, ...]] = lambda name, subnets: ()
    default_for: frozenset[str] = frozenset()
    settings: Mapping[str, frozenset[str]] = field(default_factory=dict)
    versioned: bool = True

    def offer(self, engine: str) -> Offer:
        return Offer(
            self.word,
            engine,
            self.titles[engine],
            self.fate,
            engine in self.default_for,
            self.options,
            self.settings.get(engine, frozenset()),
            self.versioned,
        )


def options_of(options: type[T], datastore: Datastore) -> T:
    """A datastore's options, which `lower` has checked, as the store's own record."""
    shapes = {word.name: word.shape for word in words_of(options)}
    known = {name: shapes[name].read(value) for name, value in datastore.options.items() if name in shapes}
    return filled(options, known)

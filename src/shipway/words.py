"""Words of shipway.yaml: a mapping of the manifest is a record whose fields say what may be written, and how.

A target's and a datastore's own words are declared in their own rooms; the JSON Schema for editors, the checks of
`read` and docs/manifest.md are made from the same declarations.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import MISSING, field, fields
from typing import Any, TypeVar

from shipway.records import record

T = TypeVar("T")


@record
class Shape:
    """What a value may be. schema: JSON Schema of the value as written. read: the checked value → the typed one.

    said: for people, as in `a number of gigabytes, 20 or 20GB`.
    """

    schema: Mapping[str, Any]
    said: str
    read: Callable[[Any], Any] = lambda value: value


@record
class Word:
    """One key of a mapping. name: as written. meaning: a phrase for docs and editors. default: the value without it.

    later: part of the manifest's shape that is not acted upon yet, which is an error that says so.
    """

    name: str
    shape: Shape
    meaning: str
    attribute: str = ""
    default: object = None
    later: bool = False


def word(name: str, shape: Shape, meaning: str, *, default: Any = None, later: bool = False) -> Any:
    """A field of a record that is written as `name` in shipway.yaml."""
    return field(default=default, metadata={"word": Word(name, shape, meaning, default=default, later=later)})


def words_of(cls: type[Any]) -> tuple[Word, ...]:
    """The words of a record, in its order; fields that are no words are passed over."""
    return tuple(_words(cls))


def _words(cls: type[Any]) -> Iterator[Word]:
    for one in fields(cls):
        found: Word | None = one.metadata.get("word")
        if found is not None:
            default = one.default if one.default is not MISSING else None
            yield Word(found.name, found.shape, found.meaning, one.name, default, found.later)


def filled(cls: type[T], values: Mapping[str, Any]) -> T:
    """The record of values by their written names; what is not among its words is passed over."""
    known = {word.name: word for word in words_of(cls)}
    return cls(**{known[name].attribute: value for name, value in values.items() if name in known})

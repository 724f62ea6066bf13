"""Keys of shipway.yaml: a mapping of the manifest is a record whose fields say what may be written, and how.

A target's and a datastore's own keys are declared in their own rooms; the JSON Schema for editors, the checks of
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

    said: for people, as in `a number of gigabytes, 20 or 20GB`; it follows "must be". read may raise ValueError, whose
    text follows "must be" too, for what a schema cannot say. words: the record whose keys a mapping may hold. each:
    what the elements of a list, or the entries of a mapping that is keyed by names, may be.
    """

    schema: Mapping[str, Any]
    said: str
    read: Callable[[Any], Any] = lambda value: value
    words: type[Any] | None = None
    each: Shape | None = None


@record
class Word:
    """One key of a mapping. name: as written. meaning: a phrase for docs and editors. default: the value without it.

    without: what holds without it, in words, where that is no fixed value. later: reserved for a later version; using
    it is an error. required: the mapping makes no sense without it.
    """

    name: str
    shape: Shape
    meaning: str
    attribute: str = ""
    default: object = None
    later: bool = False
    without: str = ""
    required: bool = False


def word(
    name: str,
    shape: Shape,
    meaning: str,
    *,
    default: Any = None,
    factory: Callable[[], Any] | None = None,
    without: str = "",
    later: bool = False,
    required: bool = False,
) -> Any:
    """A field of a record that is written as `name` in shipway.yaml. factory: makes a default that is a mapping."""
    told = {"word": (name, shape, meaning, later, without, required)}
    if factory is not None:
        return field(default_factory=factory, metadata=told)
    return field(default=default, metadata=told)


def words_of(cls: type[Any]) -> tuple[Word, ...]:
    """The keys of a record, in its order; fields that are not keys are skipped."""
    return tuple(_words(cls))


def _words(cls: type[Any]) -> Iterator[Word]:
    for one in fields(cls):
        if "word" in one.metadata:
            name, shape, meaning, later, without, required = one.metadata["word"]
            default = one.default if one.default is not MISSING else None
            yield Word(name, shape, meaning, one.name, default, later, without, required)


def filled(cls: type[T], values: Mapping[str, Any], **given: Any) -> T:
    """The record of values by their written names; what is not among its keys is skipped.

    given: values of the fields that are not keys, by attribute.
    """
    known = {word.name: word.attribute for word in words_of(cls)}
    return cls(**given, **{known[name]: value for name, value in values.items() if name in known})

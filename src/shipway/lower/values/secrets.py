"""Secrets that were found in the project, each under its name; a value leaves this file only as Sensitive.

The same value under one name is one secret. A name that has several values gets the service's name in front, whichever
service comes first, so that moving a service in the file swaps no secrets.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import field

from shipway.diagnostics import Origin
from shipway.lower.values.draft import Draft, Hidden
from shipway.lower.values.naming import Names
from shipway.model.application import Secret
from shipway.model.sensitive import Sensitive
from shipway.model.value import Part, SecretRef, Value
from shipway.records import record

LONG_ENOUGH = 6
"""Fewest characters of a value that is searched for in other texts; a shorter one may match by chance."""


@record
class Secrets:
    """names: of what was found hidden. known: secret → (its value, its place).

    worth: (name, value) of those to search for, the longest first, so that none is mistaken for part of another.
    """

    names: Mapping[Hidden, str] = field(repr=False)
    known: Mapping[str, tuple[str, Origin | None]] = field(repr=False)
    worth: tuple[tuple[str, str], ...] = field(repr=False)

    def value(self, draft: Draft, origin: Origin | None) -> Value:
        """The draft with its secrets by their names, and with those that are in its texts."""
        parts: list[Part] = []
        for part in draft:
            if isinstance(part, Hidden):
                parts.append(SecretRef(self.names[part]))
            else:
                parts += self._concealed(part) if isinstance(part, str) else [part]
        return Value(tuple(parts), origin)

    def inside(self, text: str) -> bool:
        """Whether the text contains a secret."""
        return any(not isinstance(part, str) for part in self._concealed(text))

    def _concealed(self, text: str) -> Iterator[Part]:
        for name, secret in self.worth:
            match = re.search(rf"(?<![\w-]){re.escape(secret)}(?![\w-])", text) if secret in text else None
            if match:
                if match.start():
                    yield from self._concealed(text[: match.start()])
                yield SecretRef(name)
                if match.end() < len(text):
                    yield from self._concealed(text[match.end() :])
                return
        yield text

    def secrets(self, used: Collection[str]) -> tuple[Secret, ...]:
        return tuple(Secret(name, origin) for name, (_, origin) in self.known.items() if name in used)

    def values(self, used: Collection[str]) -> Mapping[str, Sensitive]:
        return {name: Sensitive(value) for name, (value, _) in self.known.items() if value and name in used}


def collected(found: Iterable[Hidden], identities: Collection[str]) -> Secrets:
    """found: in the order of the project. identities: names of users and databases, which stay in plain text even
    where one is the password as well."""
    found = tuple(found)
    names = Names()
    names.read(found)
    if names.disputed:
        names = Names(frozenset(names.disputed))
        names.read(found)
    settled = names.read(found)
    known = sorted(names.values.items(), key=lambda item: (-len(item[1]), item[0]))
    worth = tuple((n, value) for n, value in known if len(value) >= LONG_ENOUGH and value not in identities)
    return Secrets(settled, {name: (value, names.sources[name]) for name, value in names.values.items()}, worth)

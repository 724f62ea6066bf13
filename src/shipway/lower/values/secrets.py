"""Vault: every secret value found in the project, by name; the values never leave it but as Sensitive.

The same value under one name is one secret. A name that has several values gets the service's name in front, whichever
service comes first, so that moving a service in the file swaps no secrets.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from shipway.diagnostics import Origin
from shipway.model.application import Secret
from shipway.model.sensitive import Sensitive
from shipway.model.value import Part, SecretRef, Value

LONG_ENOUGH = 6


class Vault:
    """Collects secrets while services are lowered. Values are compared, never written."""

    def __init__(self, disputed: frozenset[str] = frozenset()) -> None:
        self._values: dict[str, str] = {}
        self._sources: dict[str, Origin | None] = {}
        self._disputed = disputed
        self._building: dict[str, str] = {}
        self._identities: set[str] = set()
        self._ordered: list[tuple[str, str]] | None = None
        self.disputed: set[str] = set()
        """Names under which several values were kept."""

    def keep(self, name: str, value: str, origin: Origin | None, service: str = "") -> SecretRef:
        """Remember a value under a name; an empty value is a secret that must still be set."""
        if name in self._disputed and service and value:
            name = _owned(name, service)
        known = self._values.get(name)
        if known is not None and known != value:
            if value == "":
                return SecretRef(name)
            if known == "":
                self._values[name], self._sources[name] = value, origin
                self._ordered = None
                return SecretRef(name)
            self.disputed.add(name)
            name = _owned(name, service) if service else f"{name}_2"
            if self._values.get(name, value) != value:
                name = f"{name}_{len(self._values)}"
        if self._values.get(name) != value:
            self._ordered = None
        self._values[name] = value
        self._sources.setdefault(name, origin if value else None)
        return SecretRef(name)

    def identity(self, text: str) -> None:
        """A user's or a database's name, which stays in the open also where somebody made it the password as well."""
        if text not in self._identities:
            self._identities.add(text)
            self._ordered = None

    def building(self, key: str, value: str) -> str:
        """Remember a value that only a build needs: no secret of AWS's is made for it. Gives the key back."""
        self._building[key] = value
        return key

    def named(self, value: str) -> SecretRef | None:
        """The secret that has this value."""
        names = [name for name, known in self._values.items() if known and known == value]
        return SecretRef(min(names)) if names else None

    def conceal(self, value: Value) -> Value:
        """The value with every known secret's text replaced by its reference."""
        parts: list[Part] = []
        for part in value.parts:
            parts += self._concealed(part) if isinstance(part, str) else [part]
        return Value(tuple(parts), value.origin)

    def _concealed(self, text: str) -> Iterator[Part]:
        for name, secret in self._longest():
            if secret not in text:
                continue
            match = re.search(rf"(?<![\w-]){re.escape(secret)}(?![\w-])", text)
            if match:
                if match.start():
                    yield from self._concealed(text[: match.start()])
                yield SecretRef(name)
                if match.end() < len(text):
                    yield from self._concealed(text[match.end() :])
                return
        yield text

    def _longest(self) -> list[tuple[str, str]]:
        """Names and values worth hiding, the longest value first, so that none is taken for a part of another."""
        if self._ordered is None:
            known = sorted(self._values.items(), key=lambda item: (-len(item[1]), item[0]))
            hidden = [(name, value) for name, value in known if value not in self._identities]
            self._ordered = [(name, value) for name, value in hidden if len(value) >= LONG_ENOUGH]
        return self._ordered

    def secrets(self, used: frozenset[str]) -> tuple[Secret, ...]:
        return tuple(Secret(name, self._sources[name]) for name in self._values if name in used)

    def values(self, used: frozenset[str]) -> Mapping[str, Sensitive]:
        stored = {name: Sensitive(value) for name, value in self._values.items() if value and name in used}
        return stored | {key: Sensitive(value) for key, value in self._building.items()}


def _owned(name: str, service: str) -> str:
    return f"{re.sub(r'[^A-Za-z0-9]+', '_', service).upper()}_{name}"

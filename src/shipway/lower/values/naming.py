"""What each secret is called: its variable's name, with the service's in front where that name has several values."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from itertools import count

from shipway.diagnostics import Origin
from shipway.lower.values.draft import Hidden


class Names:
    """Names as they are assigned. disputed: names for which several values were found."""

    def __init__(self, disputed: frozenset[str] = frozenset()) -> None:
        self.values: dict[str, str] = {}
        self.sources: dict[str, Origin | None] = {}
        self.disputed: set[str] = set()
        self._owned = disputed

    def read(self, found: Iterable[Hidden]) -> Mapping[Hidden, str]:
        """Each one's name, assigned in order. After a second call all that share a value have the same name."""
        return {one: self._shared(one) or self._name(one) for one in found}

    def _shared(self, one: Hidden) -> str | None:
        names = [name for name, value in self.values.items() if value and value == one.value] if one.shared else []
        return min(names, default=None)

    def _name(self, one: Hidden) -> str:
        name, value = one.name, one.value
        if name in self._owned and one.service and value:
            name = _owned(name, one.service)
        known = self.values.get(name)
        if known is not None and known != value:
            if value == "":
                return name
            if known == "":
                self.values[name], self.sources[name] = value, one.origin
                return name
            self.disputed.add(name)
            name = self._free(_owned(name, one.service) if one.service else f"{name}_2", value)
        self.values[name] = value
        self.sources.setdefault(name, one.origin if value else None)
        return name

    def _free(self, name: str, value: str) -> str:
        """The name, numbered where another value has it."""
        candidates = (f"{name}_{number}" if number > 1 else name for number in count(1))
        return next(one for one in candidates if self.values.get(one, value) == value)


def _owned(name: str, service: str) -> str:
    return f"{re.sub(r'[^A-Za-z0-9]+', '_', service).upper()}_{name}"

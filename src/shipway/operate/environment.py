"""The stacks of a deployed environment, by key and in the order in which they were made."""

from __future__ import annotations

from collections.abc import Iterable

from shipway.ports import Stacks

_LEVELS = {"bootstrap": 0, "registry": 1, "network": 2, "data": 3, "edge": 3, "global": 3}
_ACCESS = 4
_WORKLOADS = 1000


def keyed(stacks: Stacks, names: Iterable[str]) -> list[tuple[str, str]]:
    """(key, name) of these stacks: what others stand on comes first, workloads last."""
    found = []
    for name in names:
        live = stacks.look(name)
        if live is not None:
            found.append((live.tags.get("shipway:stack") or name, name))
    return sorted(found, key=lambda one: (level(one[0]), one[0]))


def level(key: str) -> int:
    """How deep a stack lies: one of a higher level uses those of lower levels."""
    number = key.removeprefix("access-")
    if number != key and number.isdigit():
        return _ACCESS + int(number)  # each may name the groups of those before it
    return _LEVELS.get(key, _WORKLOADS)

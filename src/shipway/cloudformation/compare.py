"""Two values, path by path. Lists of named things are matched by name, so that an insertion is one difference."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

KEYS = ("Name", "Key", "ContainerName", "Id", "Sid", "AttributeName")


def differences(before: Any, after: Any, path: str = "") -> Iterator[tuple[str, Any, Any]]:
    """Each (path, before, after) that differs; None where absent. Paths are JSON pointers; a matched list item goes by
    its name: `/Tags/Owner/Value`."""
    if before == after:
        return
    if isinstance(before, Mapping) and isinstance(after, Mapping):
        for key in [*before, *(key for key in after if key not in before)]:
            yield from differences(before.get(key), after.get(key), f"{path}/{escape(key)}")
        return
    pairs = _matched(before, after)
    found = [difference for step, old, new in pairs for difference in differences(old, new, f"{path}/{step}")]
    # A list that differs only in its order differs as a whole.
    yield from found or [(path, before, after)]


def _matched(before: Any, after: Any) -> list[tuple[str, Any, Any]]:
    """The items of two lists side by side; nothing where they cannot be matched."""
    if not isinstance(before, list) or not isinstance(after, list) or not before or not after:
        return []
    old, new = named(before), named(after)
    if old is not None and new is not None:
        return [(escape(key), old.get(key), new.get(key)) for key in [*old, *(key for key in new if key not in old)]]
    if len(before) == len(after) and all(isinstance(item, Mapping | list) for item in [*before, *after]):
        return [(str(index), *pair) for index, pair in enumerate(zip(before, after, strict=True))]
    return []


def named(items: list[Any]) -> dict[str, Any] | None:
    """The items by their name, if each has one and no two the same."""
    for key in KEYS:
        names = [item.get(key) if isinstance(item, Mapping) else None for item in items]
        if all(isinstance(name, str) for name in names) and len(set(names)) == len(names):
            return dict(zip(map(str, names), items, strict=True))
    return None


def at(value: Any, path: str) -> Any:
    """The value at a path of `differences`. Raises KeyError where the path does not lead through it."""
    for step in path.split("/")[1:]:
        value = _step(value, step.replace("~1", "/").replace("~0", "~"))
    return value


def _step(value: Any, step: str) -> Any:
    if isinstance(value, Mapping):
        return value[step]
    if isinstance(value, list):
        by_name = named(value)
        if by_name is not None and step in by_name:
            return by_name[step]
        if step.isdigit() and int(step) < len(value):
            return value[int(step)]
    raise KeyError(step)


def escape(step: str) -> str:
    """A step of a JSON pointer. https://www.rfc-editor.org/rfc/rfc6901"""
    return str(step).replace("~", "~0").replace("/", "~1")

"""What exists in one region: resources of every type in one place, found by type and identifier."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

Properties = dict[str, Any]


@dataclass(slots=True)
class Record:
    """One resource that exists.

    physical_id: what Ref gives. properties: as it is now, which drift may have moved from what its stack set.
    attributes: read-only properties by path (`Endpoint/Address`). stack: its stack's ARN, "" for none.
    state: what its service knows beside its properties, such as tasks, images or versions.
    """

    type: str
    physical_id: str
    properties: Properties
    attributes: dict[str, Any]
    created: datetime
    stack: str = ""
    logical_id: str = ""
    tags: dict[str, str] = field(default_factory=dict)
    state: Any = None

    def value(self, path: str) -> Any:
        """A property or attribute by path (`Endpoint/Address`); None where it has none."""
        if path in self.attributes:
            return self.attributes[path]
        found: Any = self.properties
        for step in path.split("/"):
            found = found.get(step) if isinstance(found, Mapping) else None
        return found

    @property
    def arn(self) -> str:
        """Its ARN, "" where its schema has none."""
        if self.physical_id.startswith("arn:"):
            return self.physical_id
        found = (value for path, value in self.attributes.items() if path.endswith("Arn"))
        return str(next(found, ""))


class Store:
    """The resources of one region, in the order in which they were made."""

    def __init__(self) -> None:
        self._records: dict[str, list[Record]] = {}

    def add(self, record: Record) -> None:
        self._records.setdefault(record.type, []).append(record)

    def remove(self, record: Record) -> None:
        self._records[record.type] = [one for one in self._records.get(record.type, ()) if one is not record]

    def has(self, record: Record) -> bool:
        return any(one is record for one in self._records.get(record.type, ()))

    def find(self, type: str, physical_id: str) -> Record | None:
        """A resource by what Ref gives; the first where several share it, as DNS records do."""
        return next((one for one in self._records.get(type, ()) if one.physical_id == physical_id), None)

    def every(self, *types: str) -> Iterator[Record]:
        """Every resource of these types; of all types where none is named."""
        for type in types or tuple(self._records):
            yield from tuple(self._records.get(type, ()))

    def named(self, type: str, identifier: str, *paths: str) -> Record | None:
        """A resource by its identifier, or by the value of one of these properties or attributes."""
        found = self.find(type, identifier)
        if found is not None:
            return found
        for record in self.every(type):
            if any(record.value(path) == identifier for path in paths):
                return record
        return None

    def users(self, *values: str) -> Iterator[Record]:
        """Every resource that has one of these values somewhere in its properties."""
        wanted = {value for value in values if value}
        return (record for record in self.every() if _holds(record.properties, wanted))


def _holds(value: Any, wanted: set[str]) -> bool:
    if isinstance(value, str):
        return value in wanted
    if isinstance(value, Mapping):
        return any(_holds(item, wanted) for item in value.values())
    return isinstance(value, list | tuple) and any(_holds(item, wanted) for item in value)

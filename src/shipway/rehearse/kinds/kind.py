"""What a resource type may do beyond its schema: each part is a function, and most types need none."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from shipway.rehearse.clock import Process
from shipway.rehearse.store import Record
from shipway.rehearse.work import Work


@dataclass(frozen=True, slots=True)
class Kind:
    """check: before it is made or changed. made: once it exists. create, update, delete: take time in their own way
    (update also gets the properties before). removable: before it goes. removed: once it is gone.

    check and removable raise Failed with what AWS would say.
    """

    check: Callable[[Work], None] | None = None
    made: Callable[[Work, Record], None] | None = None
    create: Callable[[Work, Record], Process] | None = None
    update: Callable[[Work, Record, dict[str, Any]], Process] | None = None
    delete: Callable[[Work, Record], Process] | None = None
    removable: Callable[[Work, Record], None] | None = None
    removed: Callable[[Work, Record], None] | None = None


PLAIN = Kind()


def conflict(work: Work, *same: str) -> Record | None:
    """Another resource of the type with the same values of these properties, if there is one."""
    wanted = [work.properties.get(path) for path in same]
    for record in work.region.store.every(work.type):
        if [record.value(path) for path in same] == wanted and record.properties is not work.properties:
            return record
    return None

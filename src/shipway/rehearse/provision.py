"""Making, changing and removing one resource: checks, time, and its record in the store."""

from __future__ import annotations

from collections.abc import Callable, Generator, Mapping
from typing import Any

from shipway.cloudformation.schemas import schema
from shipway.rehearse.cloud import Snapshot
from shipway.rehearse.durations import duration, snapshot
from shipway.rehearse.identities import identified, own_tags
from shipway.rehearse.kinds.kind import PLAIN, Kind
from shipway.rehearse.kinds.table import KINDS
from shipway.rehearse.naming_rules import naming
from shipway.rehearse.refusal import Failed
from shipway.rehearse.store import Record
from shipway.rehearse.validation import validate
from shipway.rehearse.work import Work

BEGIN = 1.0
"""Seconds from the request to the moment at which the service has taken it on."""

Making = Generator[float, None, Record]
Changing = Generator[float, None, None]


def kind_of(type_name: str) -> Kind:
    return KINDS.get(type_name, PLAIN)


def create(work: Work, initiated: Callable[[Record], None]) -> Making:
    """Make a resource; `initiated` is told once it has a physical id. Raises Failed."""
    kind = kind_of(work.type)
    validate(work.logical_id, work.type, work.properties)
    yield BEGIN
    if kind.check:
        kind.check(work)
    record = identified(work)
    _refuse_double(work, record)
    work.region.store.add(record)
    initiated(record)
    if kind.made:
        kind.made(work, record)
    seconds = duration(work.type, "create", work.properties).typical
    fault = work.region.cloud.faults.due(work.type, work.logical_id, phase="create")
    if fault is not None:
        yield seconds / 2
        raise work.failure(fault.message, fault.code)
    if kind.create:
        yield from kind.create(work, record)
    else:
        yield max(0.0, seconds - BEGIN)
    return record


def _refuse_double(work: Work, record: Record) -> None:
    """Two resources with one identifier, or one name where names are unique."""
    known, rule = schema(work.type), naming(work.type)
    store = work.region.store
    identifier = [record.value(path) for path in known.primary_identifier]
    for other in store.every(work.type):
        if [other.value(path) for path in known.primary_identifier] == identifier:
            named = ", ".join(f'"/properties/{p}":"{record.value(p)}"' for p in known.primary_identifier)
            raise work.failure(
                f"Resource of type '{work.type}' with identifier '{{{named}}}' already exists.", "AlreadyExists"
            )
    if rule is None or not rule.unique or rule.property not in work.properties:
        return
    for other in store.every(work.type):
        same_place = not rule.within or other.value(rule.within) == record.value(rule.within)
        if same_place and other.value(rule.property) == record.value(rule.property):
            raise work.failure(f"{record.value(rule.property)} already exists", "AlreadyExists")


def update(work: Work, record: Record) -> Changing:
    """Give a resource other properties. work.properties: the new ones. Raises Failed, which leaves it half-way."""
    kind = kind_of(work.type)
    validate(work.logical_id, work.type, work.properties)
    yield BEGIN
    if not work.region.store.has(record):
        raise work.failure(
            f"Resource of type '{work.type}' with identifier '{record.physical_id}' was not found.", "NotFound"
        )
    fault = work.region.cloud.faults.due(work.type, work.logical_id, phase="update")
    if fault is not None:
        yield duration(work.type, "update", work.properties).typical / 2
        raise work.failure(fault.message, fault.code)
    before = record.properties
    if kind.check:
        kind.check(work)
    record.properties = work.properties
    record.tags = dict(work.tags) | own_tags(work.properties)
    if kind.update:
        yield from kind.update(work, record, before)
    else:
        yield max(0.0, duration(work.type, "update", work.properties).typical - BEGIN)


def delete(work: Work, record: Record, policy: str) -> Changing:
    """Remove a resource. policy: Delete or Snapshot. Raises Failed where something hangs on to it."""
    kind, region = kind_of(work.type), work.region
    yield BEGIN
    if not region.store.has(record):
        return  # removed by hand: what is not there is deleted
    fault = region.cloud.faults.due(work.type, work.logical_id, phase="delete")
    if fault is not None:
        raise work.failure(fault.message, fault.code)
    if kind.removable:
        kind.removable(work, record)
    if policy == "Snapshot":
        yield max(0.0, snapshot(work.type).typical - BEGIN)
        name = f"{work.stack_name}-snapshot-{work.logical_id}-{work.source.text(12, name='snapshot')}".lower()
        region.snapshots.append(Snapshot(name, work.type, record.physical_id, region.clock.now()))
    elif kind.delete:
        yield from kind.delete(work, record)
    else:
        yield max(0.0, duration(work.type, "delete", record.properties).typical - BEGIN)
    region.store.remove(record)
    if kind.removed:
        kind.removed(work, record)


def refuse_same_name(old: Record, properties: Mapping[str, Any]) -> None:
    """A replacement is made beside the old one, so a name that is given cannot stay the same."""
    rule = naming(old.type)
    name = properties.get(rule.property) if rule else None
    if rule is None or not name or not rule.unique or str(name) != str(old.value(rule.property)):
        return
    if rule.within and properties.get(rule.within) != old.value(rule.within):
        return
    raise Failed(
        "CloudFormation cannot update a stack when a custom-named resource requires replacing. "
        f"Rename {name} and update the stack again."
    )

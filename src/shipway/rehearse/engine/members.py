"""One resource of a stack, made, changed, replaced or removed, with the events that CloudFormation tells of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from shipway.cloudformation.compare import differences
from shipway.cloudformation.intrinsics import IntrinsicError, evaluate, resolve
from shipway.cloudformation.replacement import ALWAYS, requires
from shipway.cloudformation.schemas import schema
from shipway.rehearse import provision
from shipway.rehearse.clock import Process
from shipway.rehearse.engine.scope import LiveScope
from shipway.rehearse.engine.stack import Member, Stack
from shipway.rehearse.refusal import Failed, Refused
from shipway.rehearse.store import Record
from shipway.rehearse.work import Work

Body = Mapping[str, Any]

REPLACING = "Requested update requires the creation of a new physical resource; hence creating one."


def intended(body: Body, scope: LiveScope) -> dict[str, Any]:
    """The properties with functions evaluated; dynamic references as they are written. Raises Failed."""
    return _evaluated(body, scope, evaluate)


def _resolved(body: Body, scope: LiveScope) -> dict[str, Any]:
    return _evaluated(body, scope, resolve)


def _evaluated(body: Body, scope: LiveScope, read: Any) -> dict[str, Any]:
    try:
        found = read(body.get("Properties") or {}, scope)
    except (IntrinsicError, Refused) as error:
        raise Failed(error.message if isinstance(error, Refused) else str(error)) from None
    return found if isinstance(found, dict) else {}


def work(stack: Stack, member: Member, properties: dict[str, Any], tags: Mapping[str, str]) -> Work:
    source = stack.region.ids.fresh(stack.name, member.logical_id)
    given = {"aws:cloudformation:stack-name": stack.name, "aws:cloudformation:logical-id": member.logical_id, **tags}
    return Work(stack.region, member.type, member.logical_id, stack.id, stack.name, properties, source, given)


def make(stack: Stack, member: Member, scope: LiveScope, tags: Mapping[str, str]) -> Process:
    """Create a resource."""
    stack.tell(member, "CREATE_IN_PROGRESS")

    def initiated(record: Record) -> None:
        member.record, member.physical_id = record, record.physical_id
        stack.tell(member, "CREATE_IN_PROGRESS", "Resource creation Initiated")

    try:
        member.intended = intended(member.body, scope)
        yield from provision.create(work(stack, member, _resolved(member.body, scope), tags), initiated)
    except Failed as failure:
        stack.tell(member, "CREATE_FAILED", failure.reason)
        raise
    stack.tell(member, "CREATE_COMPLETE")


def change(
    stack: Stack, member: Member, scope: LiveScope, tags: Mapping[str, str], before: Member, touched: list[str]
) -> Process:
    """Change a resource in place, or replace it; do nothing where nothing differs.

    before: what was there. touched: takes the logical id once there is something to go back from.
    """
    try:
        wanted = intended(member.body, scope)
        moved = [path for path, _, _ in differences(before.intended, wanted)]
        if not moved and not _around(before, member, tags != stack.tags):
            return
        touched.append(member.logical_id)
        member.intended = wanted
        if replaces(before, member, moved):
            yield from _replace(stack, member, scope, tags, before)
            return
        stack.tell(member, "UPDATE_IN_PROGRESS")
        properties = _kept(before, wanted, _resolved(member.body, scope))
        if before.record is not None:
            yield from provision.update(work(stack, member, properties, tags), before.record)
    except Failed as failure:
        stack.tell(member, "UPDATE_FAILED", failure.reason)
        raise
    stack.tell(member, "UPDATE_COMPLETE")


def _around(before: Member, member: Member, retagged: bool) -> bool:
    """Whether something beside the properties asks for an update: another type, metadata, the stack's tags."""
    other = before.type != member.type or before.body.get("Metadata") != member.body.get("Metadata")
    return other or (retagged and taggable(member))


def replaces(before: Member, member: Member, moved: Iterable[str]) -> bool:
    """Whether the change of these properties needs a new physical resource. moved: JSON pointers below Properties."""
    if before.record is None or before.type != member.type:
        return True
    return any(requires(member.type, f"/Properties{path}") == ALWAYS for path in moved)


def _kept(before: Member, wanted: Mapping[str, Any], resolved: dict[str, Any]) -> dict[str, Any]:
    """Properties whose text did not change keep their value: a dynamic reference is read again only where it changed.

    https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/dynamic-references-secretsmanager.html
    """
    record = before.record
    if record is None:
        return resolved
    same = (key for key in resolved if key in before.intended and before.intended[key] == wanted[key])
    return {**resolved, **{key: record.properties[key] for key in same if "{{resolve:" in str(before.intended[key])}}


def _replace(stack: Stack, member: Member, scope: LiveScope, tags: Mapping[str, str], before: Member) -> Process:
    stack.tell(member, "UPDATE_IN_PROGRESS", REPLACING)

    def initiated(record: Record) -> None:
        member.record, member.physical_id = record, record.physical_id
        stack.tell(member, "UPDATE_IN_PROGRESS", "Resource creation Initiated")

    properties = _resolved(member.body, scope)
    if before.record is not None and before.type == member.type:
        provision.refuse_same_name(before.record, properties)
    yield from provision.create(work(stack, member, properties, tags), initiated)
    stack.tell(member, "UPDATE_COMPLETE")


def restore(stack: Stack, member: Member, before: Member, properties: dict[str, Any]) -> Process:
    """Give a changed resource its old properties back, or a replaced one its old self."""
    stack.tell(member, "UPDATE_IN_PROGRESS")
    replaced = member.record is not before.record
    member.body, member.intended = before.body, before.intended
    member.record, member.physical_id = before.record, before.physical_id
    try:
        if not replaced and before.record is not None and before.record.properties != properties:
            yield from provision.update(work(stack, member, properties, stack.tags), before.record)
        else:
            yield provision.BEGIN
    except Failed as failure:
        stack.tell(member, "UPDATE_FAILED", failure.reason)
        raise
    stack.tell(member, "UPDATE_COMPLETE")


def remove(stack: Stack, member: Member, policy: str) -> Process:
    """Delete a resource, or leave it where its policy says Retain."""
    record = member.record
    if record is None:
        stack.tell(member, "DELETE_COMPLETE")
        return
    if policy == "Retain":
        stack.tell(member, "DELETE_SKIPPED")
        return
    stack.tell(member, "DELETE_IN_PROGRESS")
    try:
        yield from provision.delete(work(stack, member, record.properties, stack.tags), record, policy)
    except Failed as failure:
        stack.tell(member, "DELETE_FAILED", failure.reason)
        raise
    member.record = None
    stack.tell(member, "DELETE_COMPLETE")


def taggable(member: Member) -> bool:
    """Whether stack tags reach the resource."""
    return any(key in schema(member.type).properties for key in ("Tags", "FileSystemTags", "HostedZoneTags"))

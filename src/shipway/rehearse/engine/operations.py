"""Operations on a whole stack: create, update and delete, with their rollbacks, as sequences of events.

https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/view-stack-events.html
"""

from __future__ import annotations

from collections.abc import Collection, Generator, Iterable, Mapping
from copy import copy
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from shipway.cloudformation.graph import dependencies
from shipway.rehearse.clock import Process
from shipway.rehearse.durations import stack_overhead
from shipway.rehearse.engine import members, policies
from shipway.rehearse.engine.outputs import publish
from shipway.rehearse.engine.parallel import Outcome, parallel
from shipway.rehearse.engine.parameters import Value
from shipway.rehearse.engine.scope import LiveScope
from shipway.rehearse.engine.stack import Member, Stack
from shipway.rehearse.refusal import Failed

BY_USER = "User Initiated"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a stack shall be. on_failure: ROLLBACK, DO_NOTHING or DELETE, of a first creation."""

    text: str
    template: Mapping[str, Any]
    values: dict[str, Value]
    tags: dict[str, str]
    on_failure: str = "ROLLBACK"
    capabilities: tuple[str, ...] = ()


@dataclass(slots=True)
class Undo:
    """What an update needs to go back. before: every resource as it was; properties: their values then.

    created: ids of new resources. touched: ids of those that were changed or replaced, in whole or in part.
    """

    before: dict[str, Member]
    properties: dict[str, dict[str, Any]]
    created: list[str] = field(default_factory=list)
    touched: list[str] = field(default_factory=list)

    def replaced(self, stack: Stack) -> list[str]:
        """The ids behind which another physical resource stands now."""
        return [id for id in self.touched if stack.members[id].record is not self.before[id].record]


def pause() -> float:
    """Seconds at the beginning and again at the end of an operation, in which nothing is seen to happen."""
    return stack_overhead().typical / 3


def create(stack: Stack, wanted: Wanted) -> Process:
    """Make a stack; roll back where a resource cannot be made."""
    _adopt(stack, wanted)
    stack.enter("CREATE_IN_PROGRESS", BY_USER)
    yield pause()
    scope = LiveScope(stack, wanted.template, wanted.values)
    stack.members = {id: Member(id, body) for id, body in scope.included().items()}
    jobs = {id: partial(members.make, stack, member, scope, wanted.tags) for id, member in stack.members.items()}
    outcome = yield from parallel(jobs, dependencies(scope.included()), stop=True)
    _cancel(stack, outcome.cancelled, "CREATE_FAILED", "Resource creation cancelled")
    reason = _failures("create", [*outcome.failed, *outcome.cancelled]) or _published(stack, scope)
    yield pause()
    if not reason:
        stack.enter("CREATE_COMPLETE")
    elif wanted.on_failure == "DO_NOTHING":
        stack.enter("CREATE_FAILED", reason)
    else:
        yield from _roll_creation_back(stack, reason, wanted.on_failure)


def _adopt(stack: Stack, wanted: Wanted) -> None:
    stack.template, stack.text = wanted.template, wanted.text
    stack.values, stack.tags, stack.capabilities = wanted.values, wanted.tags, wanted.capabilities


def _roll_creation_back(stack: Stack, reason: str, on_failure: str) -> Process:
    begun = [member for member in stack.members.values() if member.status]
    if on_failure == "DELETE":
        stack.enter("DELETE_IN_PROGRESS", f"{reason}Delete requested by user.")
    else:
        stack.enter("ROLLBACK_IN_PROGRESS", f"{reason}Rollback requested by user.")
    yield pause()
    fates = {m.logical_id: policies.deletion(m.body, just_created=True) for m in begun}
    outcome = yield from _removed(stack, begun, fates)
    yield pause()
    stack.members = {m.logical_id: m for m in begun}
    if outcome.failed:
        stack.enter("ROLLBACK_FAILED", _failures("delete", outcome.failed))
    elif on_failure == "DELETE":
        _end(stack)
    else:
        stack.enter("ROLLBACK_COMPLETE")


def delete(stack: Stack, retain: Collection[str] = ()) -> Process:
    """Remove a stack. retain: resources to leave behind, which could not be deleted before."""
    stack.enter("DELETE_IN_PROGRESS", BY_USER)
    yield pause()
    left = [m for m in stack.members.values() if m.status not in ("DELETE_COMPLETE", "DELETE_SKIPPED")]
    fates = {m.logical_id: "Retain" if m.logical_id in retain else policies.deletion(m.body) for m in left}
    outcome = yield from _removed(stack, left, fates)
    yield pause()
    if outcome.failed:
        stack.enter("DELETE_FAILED", _failures("delete", outcome.failed))
    else:
        _end(stack)


def _end(stack: Stack) -> None:
    stack.deleted = stack.region.clock.now()
    stack.outputs, stack.exports = {}, {}
    stack.enter("DELETE_COMPLETE")


def _removed(stack: Stack, doomed: Iterable[Member], fates: Mapping[str, str]) -> Generator[float, None, Outcome]:
    """Remove resources, each after those that use it."""
    listed = {member.logical_id: member for member in doomed}
    after: dict[str, list[str]] = {id: [] for id in listed}
    for user, targets in dependencies({id: member.body for id, member in listed.items()}).items():
        for target in targets:
            after[target].append(user)
    order = reversed(list(listed.items()))
    jobs = {id: partial(members.remove, stack, member, fates[id]) for id, member in order}
    return (yield from parallel(jobs, after, stop=False))


def update(stack: Stack, wanted: Wanted) -> Process:
    """Change a stack into what is wanted; roll back where a resource cannot be changed."""
    stack.updated = stack.region.clock.now()
    stack.enter("UPDATE_IN_PROGRESS", BY_USER)
    yield pause()
    scope = LiveScope(stack, wanted.template, wanted.values)
    included = scope.included()
    undo = _prepared(stack, included)
    gone = [member for id, member in undo.before.items() if id not in included]
    jobs = {id: partial(_job, stack, id, scope, wanted, undo) for id in included}
    outcome = yield from parallel(jobs, dependencies(included), stop=True)
    reason = _stopped(stack, outcome, undo) or _published(stack, scope)
    yield pause()
    if reason:
        yield from _roll_update_back(stack, undo, reason)
        return
    _adopt(stack, wanted)
    stack.enter("UPDATE_COMPLETE_CLEANUP_IN_PROGRESS")
    yield from _clean_up(stack, gone, undo)
    stack.enter("UPDATE_COMPLETE")


def _prepared(stack: Stack, included: Mapping[str, Mapping[str, Any]]) -> Undo:
    """Give every resource its new body, and keep how all of them were."""
    before = {id: copy(member) for id, member in stack.members.items() if member.record is not None}
    undo = Undo(before, {id: m.record.properties for id, m in before.items() if m.record is not None})
    for id, body in included.items():
        if id in before:
            stack.members[id].body = body
        else:
            undo.created.append(id)
            stack.members[id] = Member(id, body)
    return undo


def _job(stack: Stack, id: str, scope: LiveScope, wanted: Wanted, undo: Undo) -> Process:
    member = stack.members[id]
    if id in undo.created:
        return members.make(stack, member, scope, wanted.tags)
    return members.change(stack, member, scope, wanted.tags, undo.before[id], undo.touched)


def _stopped(stack: Stack, outcome: Outcome, undo: Undo) -> str:
    """Tell of what was cancelled; the reason of the failure, "" where there is none."""
    new = [id for id in outcome.cancelled if id in undo.created]
    changed = [id for id in outcome.cancelled if id in undo.touched]
    _cancel(stack, new, "CREATE_FAILED", "Resource creation cancelled")
    _cancel(stack, changed, "UPDATE_FAILED", "Resource update cancelled")
    created = [id for id in outcome.failed if id in undo.created]
    updated = [id for id in outcome.failed if id not in undo.created]
    return _failures("create", [*created, *new]) + _failures("update", [*updated, *changed])


def _published(stack: Stack, scope: LiveScope) -> str:
    """Work out the outputs; why not, "" where they are there."""
    try:
        publish(stack, scope)
    except Failed as failure:
        return f"{failure.reason.rstrip('.')}. "
    return ""


def _roll_update_back(stack: Stack, undo: Undo, reason: str) -> Process:
    """Bring everything back that was changed, then remove what the update had made."""
    stack.enter("UPDATE_ROLLBACK_IN_PROGRESS", reason)
    yield pause()
    made = [stack.members[id] for id in undo.created if stack.members[id].status]
    made += [copy(stack.members[id]) for id in undo.replaced(stack)]
    jobs = {
        id: partial(members.restore, stack, stack.members[id], undo.before[id], undo.properties[id])
        for id in undo.touched
    }
    order = dependencies({id: member.body for id, member in undo.before.items()})
    outcome = yield from parallel(jobs, order, stop=False)
    for id, old in undo.before.items():
        stack.members[id].body = old.body
    if outcome.failed:
        stack.enter("UPDATE_ROLLBACK_FAILED", _failures("update", outcome.failed))
        return
    stack.enter("UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS")
    fates = {member.logical_id: policies.deletion(member.body, just_created=True) for member in made}
    yield from _removed(stack, made, fates)
    yield pause()
    stack.members = {id: member for id, member in stack.members.items() if id in undo.before}
    stack.enter("UPDATE_ROLLBACK_COMPLETE")


def _clean_up(stack: Stack, gone: list[Member], undo: Undo) -> Process:
    """Remove what the new template has no more, and what was replaced; a failure here is told and left."""
    replaced = [undo.before[id] for id in undo.replaced(stack)]
    fates = {old.logical_id: policies.replacement(stack.members[old.logical_id].body) for old in replaced}
    fates |= {member.logical_id: policies.deletion(member.body) for member in gone}
    yield from _removed(stack, [*replaced, *gone], fates)
    yield pause()
    for member in gone:
        stack.members.pop(member.logical_id)


def _cancel(stack: Stack, ids: Iterable[str], status: str, reason: str) -> None:
    for id in ids:
        stack.tell(stack.members[id], status, reason)


def _failures(what: str, ids: Iterable[str]) -> str:
    """`The following resource(s) failed to create: [A, B]. `, as CloudFormation says it."""
    listed = ", ".join(ids)
    return f"The following resource(s) failed to {what}: [{listed}]. " if listed else ""

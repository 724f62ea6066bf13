"""Change sets: proposed, worked out, executed or discarded.

https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/using-cfn-updating-stacks-changesets.html
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from shipway.rehearse.clock import Process
from shipway.rehearse.cloud import Region
from shipway.rehearse.engine.changes import Change, changes, outputs_differ
from shipway.rehearse.engine.operations import Wanted, pause
from shipway.rehearse.engine.requests import begin, existing, named, not_found, opened, updatable, wanted
from shipway.rehearse.engine.stack import Stack, stacks
from shipway.rehearse.refusal import Refused, invalid

EMPTY = "The submitted information didn't contain changes. Submit different information to create a change set."


@dataclass(slots=True)
class ChangeSet:
    """status: CREATE_PENDING, CREATE_IN_PROGRESS, CREATE_COMPLETE or FAILED; execution: of ExecutionStatus."""

    name: str
    id: str
    stack: Stack
    kind: str
    asked: Wanted
    created: datetime
    status: str = "CREATE_PENDING"
    reason: str = ""
    execution: str = "UNAVAILABLE"
    changes: tuple[Change, ...] = ()
    description: str = ""


def propose(region: Region, parameters: Mapping[str, Any]) -> ChangeSet:
    """Make a change set, and the empty stack of a first one. Raises Refused."""
    stack_name, kind = str(parameters["StackName"]), str(parameters.get("ChangeSetType") or "UPDATE")
    name = str(parameters["ChangeSetName"])
    if kind == "IMPORT":
        raise invalid("the embedded cloud imports no resources")
    stack = named(region, stack_name)
    if stack is not None and stack.status == "DELETE_COMPLETE":
        stack = None
    if kind == "UPDATE":
        if stack is None:
            raise invalid(f"Stack [{stack_name}] does not exist")
        updatable(stack)
    elif stack is not None and stack.status != "REVIEW_IN_PROGRESS":
        raise invalid(f"Stack [{stack_name}] already exists and cannot be created again with the changeSet [{name}].")
    if stack is not None and any(one.name == name for one in stack.change_sets):
        raise Refused("AlreadyExistsException", f"ChangeSet {name} cannot be created due to a name conflict")
    asked = wanted(region, parameters, stack if kind == "UPDATE" else None)
    if stack is None:
        stack = opened(region, stack_name)
        stack.tags = dict(asked.tags)
        stack.enter("REVIEW_IN_PROGRESS", "User Initiated")
    id = region.arn("cloudformation", f"changeSet/{name}/{region.ids.fresh('change set', stack_name, name).uuid()}")
    made = ChangeSet(
        name, id, stack, kind, asked, region.clock.now(), description=str(parameters.get("Description") or "")
    )
    stack.change_sets.append(made)
    region.clock.start(_worked_out(made))
    return made


def _worked_out(made: ChangeSet) -> Process:
    yield 1.0
    made.status = "CREATE_IN_PROGRESS"
    yield max(0.0, pause() - 1.0)
    if made not in made.stack.change_sets:
        return
    try:
        made.changes = changes(made.stack, made.asked)
    except Refused as refused:
        made.status, made.reason = "FAILED", refused.message
        return
    retagged = made.stack.tags != made.asked.tags
    if (
        made.kind == "UPDATE"
        and not made.changes
        and not retagged
        and not outputs_differ(made.stack, made.asked, made.changes)
    ):
        made.status, made.reason = "FAILED", EMPTY
        return
    made.status, made.execution = "CREATE_COMPLETE", "AVAILABLE"


def find(region: Region, name: str, stack_name: str = "") -> ChangeSet:
    """A change set by ARN, or by name and stack. Raises Refused."""
    if not name.startswith("arn:"):
        stack = existing(region, stack_name, "Stack [{}] does not exist")
        found = [one for one in stack.change_sets if one.name == name]
    else:
        found = [one for stack in stacks(region) for one in stack.change_sets if one.id == name]
    if not found:
        raise not_found(name)
    made: ChangeSet = found[0]
    return made


def execute(region: Region, name: str, stack_name: str = "") -> None:
    """Start what a change set proposes; the stack's other change sets are obsolete then. Raises Refused."""
    made = find(region, name, stack_name)
    if made.status != "CREATE_COMPLETE" or made.execution != "AVAILABLE":
        status = made.status if made.status != "CREATE_COMPLETE" else made.execution
        raise Refused(
            "InvalidChangeSetStatus", f"ChangeSet [{made.id}] cannot be executed in its current status of [{status}]"
        )
    if made.kind == "UPDATE":
        updatable(made.stack)
    made.execution = "EXECUTE_COMPLETE"
    made.stack.change_sets = [made]
    begin(made.stack, made.asked, create=made.kind == "CREATE")


def discard(region: Region, name: str, stack_name: str = "") -> None:
    """Delete a change set; one that is not there is none to delete. Raises Refused."""
    try:
        made = find(region, name, stack_name)
    except Refused as refused:
        if refused.code == "ChangeSetNotFound":
            return
        raise
    made.stack.change_sets.remove(made)

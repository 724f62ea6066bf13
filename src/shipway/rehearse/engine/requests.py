"""What callers ask of stacks: find one, begin an operation on it, or be refused.

https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_Operations.html
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from shipway.rehearse.cloud import Region
from shipway.rehearse.engine import operations
from shipway.rehearse.engine.operations import Wanted
from shipway.rehearse.engine.parameters import chosen
from shipway.rehearse.engine.stack import Stack, stacks
from shipway.rehearse.engine.template import capabilities, parsed, text_of
from shipway.rehearse.refusal import Refused, invalid

_UPDATABLE = frozenset(
    {"CREATE_COMPLETE", "UPDATE_COMPLETE", "UPDATE_ROLLBACK_COMPLETE", "IMPORT_COMPLETE", "IMPORT_ROLLBACK_COMPLETE"}
)


def named(region: Region, name: str) -> Stack | None:
    """The stack of this name that is there, or the one of this ARN even if it was deleted."""
    for stack in stacks(region):
        if stack.id == name or (stack.name == name and stack.status != "DELETE_COMPLETE"):
            return stack
    return None


def existing(region: Region, name: str, words: str = "Stack with id {} does not exist") -> Stack:
    """As `named`. Raises Refused where there is none."""
    stack = named(region, name)
    if stack is None:
        raise invalid(words.format(name))
    return stack


def opened(region: Region, name: str) -> Stack:
    """A new stack without anything in it."""
    source = region.ids.fresh("stack", name)
    arn = region.arn("cloudformation", f"stack/{name}/{source.uuid('stack')}")
    stack = Stack(name, arn, region, source, region.clock.now())
    stacks(region).append(stack)
    return stack


def wanted(region: Region, parameters: Mapping[str, Any], stack: Stack | None = None) -> Wanted:
    """What a request asks for. stack: the one to update, for previous values. Raises Refused."""
    previous = parameters.get("UsePreviousTemplate") and stack
    text = stack.text if stack and previous else text_of(region, parameters)
    template = parsed(text)
    given = tuple(parameters.get("Capabilities") or ())
    capabilities(template, given)
    values = chosen(template, parameters.get("Parameters") or (), stack.values if stack else None)
    tags = {str(tag["Key"]): str(tag["Value"]) for tag in parameters.get("Tags") or ()}
    if stack is not None and "Tags" not in parameters:
        tags = dict(stack.tags)
    on_failure = str(parameters.get("OnFailure") or parameters.get("OnStackFailure") or "ROLLBACK")
    if parameters.get("DisableRollback"):
        on_failure = "DO_NOTHING"
    return Wanted(text, template, values, tags, on_failure, given)


def updatable(stack: Stack) -> None:
    """Refuse an update in any state that allows none."""
    if stack.status not in _UPDATABLE:
        raise invalid(f"Stack:{stack.id} is in {stack.status} state and can not be updated.")


def begin(stack: Stack, asked: Wanted, *, create: bool) -> None:
    """Start the creation or the update."""
    stack.operation = stack.region.ids.fresh("operation").uuid()
    stack.begin(operations.create(stack, asked) if create else operations.update(stack, asked))


def delete(region: Region, name: str, retain: Collection[str] = ()) -> None:
    """Start the deletion; nothing happens where there is no such stack. Raises Refused."""
    stack = named(region, name)
    if stack is None or stack.status in ("DELETE_COMPLETE", "DELETE_IN_PROGRESS"):
        return
    if stack.protected:
        raise invalid(f"Stack [{stack.name}] cannot be deleted while TerminationProtection is enabled")
    if retain and stack.status != "DELETE_FAILED":
        raise invalid(
            f"Invalid operation on stack [{stack.id}]. "
            "Specify RetainResources only for a stack in the DELETE_FAILED state."
        )
    if stack.status.startswith(("UPDATE", "ROLLBACK")) and stack.busy:
        raise invalid(f"Stack [{stack.id}] cannot be deleted while in status {stack.status}")
    _refuse_used(stack)
    stack.abandon()
    stack.operation = region.ids.fresh("operation").uuid()
    if stack.status == "REVIEW_IN_PROGRESS":
        stack.deleted = region.clock.now()
        stack.enter("DELETE_IN_PROGRESS", operations.BY_USER)
        stack.enter("DELETE_COMPLETE")
        return
    stack.begin(operations.delete(stack, retain))


def _refuse_used(stack: Stack) -> None:
    for name, _ in stack.exports.values():
        users = [other.name for other in stacks(stack.region) if name in other.imports and not other.deleted]
        if users:
            raise invalid(f"Export {name} cannot be deleted as it is in use by {', '.join(users)}")


def not_found(name: str) -> Refused:
    return Refused("ChangeSetNotFound", f"ChangeSet [{name}] does not exist", 404)

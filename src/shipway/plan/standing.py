"""Which deployed stacks count as deployed, and which are leftovers of a failed first deployment."""

from __future__ import annotations

from shipway.plan.model import LiveStack

# A stack in one of these cannot be updated; it can only be deleted and created again.
# https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/view-stack-events.html#cfn-console-view-stack-data-resources-status-codes
LEFTOVER = frozenset({"ROLLBACK_COMPLETE", "ROLLBACK_FAILED", "CREATE_FAILED", "DELETE_FAILED"})
UNMADE = LEFTOVER | {"REVIEW_IN_PROGRESS", "ROLLBACK_IN_PROGRESS", "DELETE_IN_PROGRESS", "DELETE_COMPLETE"}


def stands(stack: LiveStack | None) -> bool:
    """Whether the stack's resources are there (being made or changed counts too)."""
    return stack is not None and stack.status not in UNMADE

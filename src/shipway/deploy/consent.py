"""What a change set would replace or remove although the plan does not say so."""

from __future__ import annotations

from collections.abc import Iterable

from shipway.plan.model import Action, Change, DeployStack, Plan
from shipway.ports import ResourceChange
from shipway.resources.facts import fact


def unnamed(plan: Plan, step: DeployStack, changes: Iterable[ResourceChange]) -> tuple[str, ...]:
    """Phrases such as `replace Database (AWS::RDS::DBInstance)`, for each loss that is not in the plan.

    `Conditional` means that CloudFormation cannot tell yet; it counts where the resource holds data, whether or not the
    plan expects it to change.
    https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_ResourceChange.html
    """
    named = {change.resource: change for change in plan.changes if change.stack == step.stack}
    return tuple(phrase for change in changes if (phrase := _loss(change, named.get(change.resource))))


def _loss(change: ResourceChange, planned: Change | None) -> str:
    what = f"{change.resource} ({change.type})"
    if change.action == "Remove":
        return "" if planned and planned.action is Action.REMOVE else f"remove {what}"
    if change.action != "Modify" or change.replacement == "False" or fact(change.type).revised:
        return ""
    if planned and (planned.action is Action.REPLACE or any(p.requires != "never" for p in planned.properties)):
        return ""
    if change.replacement != "Conditional":
        return f"replace {what}"
    holds_data = fact(change.type).data or (planned is not None and planned.holds_data)
    return f"perhaps replace {what}" if holds_data else ""

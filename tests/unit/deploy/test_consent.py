"""A change set may do no harm that the plan did not name."""

from __future__ import annotations

import pytest

from shipway.deploy.consent import unnamed
from shipway.plan.model import Action, Change, DeployStack, Plan, PropertyChange
from shipway.ports import ResourceChange

STEP = DeployStack("deploy-data", "data", ())
DATABASE = "AWS::RDS::DBInstance"


def plan(*changes: Change) -> Plan:
    return Plan("shop", "dev", "fargate", "us-east-1", True, "", (), changes, (STEP,))


def change(action: Action, *requires: str, stack: str = "data") -> Change:
    properties = tuple(PropertyChange("/Properties/X", None, "1", one) for one in requires)
    return Change(stack, "Database", DATABASE, action, properties, holds_data=True)


def proposed(action: str, replacement: str = "False", type: str = DATABASE) -> ResourceChange:
    return ResourceChange("Database", type, action, replacement)


@pytest.mark.parametrize(
    ("found", "planned", "phrases"),
    [
        (proposed("Add"), plan(), ()),
        (proposed("Modify"), plan(), ()),
        (proposed("Remove"), plan(), ("remove Database (AWS::RDS::DBInstance)",)),
        (proposed("Remove"), plan(change(Action.REMOVE)), ()),
        (proposed("Remove"), plan(change(Action.REMOVE, stack="edge")), ("remove Database (AWS::RDS::DBInstance)",)),
        (proposed("Modify", "True"), plan(), ("replace Database (AWS::RDS::DBInstance)",)),
        (
            proposed("Modify", "True"),
            plan(change(Action.CHANGE, "never")),
            ("replace Database (AWS::RDS::DBInstance)",),
        ),
        (proposed("Modify", "True"), plan(change(Action.CHANGE, "may")), ()),
        (proposed("Modify", "True"), plan(change(Action.REPLACE, "always")), ()),
        (proposed("Modify", "Conditional", "AWS::ECS::Service"), plan(), ()),
        (
            proposed("Modify", "Conditional"),
            plan(change(Action.CHANGE, "never")),
            ("perhaps replace Database (AWS::RDS::DBInstance)",),
        ),
        (proposed("Modify", "Conditional"), plan(change(Action.CHANGE, "never", "may")), ()),
        (proposed("Modify", "True", "AWS::ECS::TaskDefinition"), plan(), ()),
    ],
)
def test_losses_have_to_be_named(found: ResourceChange, planned: Plan, phrases: tuple[str, ...]) -> None:
    assert unnamed(planned, STEP, [found]) == phrases


@pytest.mark.parametrize("type", [DATABASE, "AWS::EFS::FileSystem", "AWS::SecretsManager::Secret", "AWS::S3::Bucket"])
@pytest.mark.parametrize("planned", [plan(), plan(change(Action.REPLACE, stack="edge"))])
def test_a_possible_replacement_of_data_that_the_plan_does_not_know_is_stopped(type: str, planned: Plan) -> None:
    """H-06, D-04: `Conditional` was let through where the plan did not expect the resource to change at all."""
    found = [proposed("Modify", "Conditional", type)]
    assert unnamed(planned, STEP, found) == (f"perhaps replace Database ({type})",)

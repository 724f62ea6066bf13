"""An IAM role with one inline policy, or none."""

from __future__ import annotations

from collections.abc import Sequence

from shipway.topology.graph import Property, Ref, Resource
from shipway.topology.properties import trust


def task_role(id: str, stack: str, statements: Sequence[Property], subject: str) -> Resource:
    """A role that ECS tasks take. https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-iam-roles.html"""
    return _role(id, stack, trust("ecs-tasks.amazonaws.com"), statements, subject)


def scheduler_role(id: str, stack: str, task_definition: str, pass_roles: Sequence[str], subject: str) -> Resource:
    """A role that EventBridge Scheduler takes to start one task definition, any revision of it."""
    statements: list[Property] = [
        {"Effect": "Allow", "Action": "ecs:RunTask", "Resource": [Ref(task_definition)]},
        {
            "Effect": "Allow",
            "Action": "iam:PassRole",
            "Resource": [Ref(role, "Arn") for role in pass_roles],
            "Condition": {"StringLike": {"iam:PassedToService": "ecs-tasks.amazonaws.com"}},
        },
    ]
    return _role(id, stack, trust("scheduler.amazonaws.com"), statements, subject)


def _role(id: str, stack: str, document: Property, statements: Sequence[Property], subject: str) -> Resource:
    properties: dict[str, Property] = {"AssumeRolePolicyDocument": document}
    if statements:
        policy: Property = {"Version": "2012-10-17", "Statement": list(statements)}
        properties["Policies"] = [{"PolicyName": "least", "PolicyDocument": policy}]
    return Resource(id, stack, "AWS::IAM::Role", properties, subject=subject)

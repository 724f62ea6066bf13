"""Whether a role may do something, as far as its own policies say.

https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
Conditions are taken as met, and what is not made here (an AWS-managed policy, somebody's own role) as allowing it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from shipway.rehearse.cloud import Region
from shipway.rehearse.store import Record

# https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AmazonECSTaskExecutionRolePolicy.html
_EXECUTION = {
    "Effect": "Allow",
    "Action": [
        "ecr:GetAuthorizationToken",
        "ecr:BatchCheckLayerAvailability",
        "ecr:GetDownloadUrlForLayer",
        "ecr:BatchGetImage",
        "logs:CreateLogStream",
        "logs:PutLogEvents",
    ],
    "Resource": "*",
}


def allowed(region: Region, role_arn: str, action: str, resource: str) -> bool:
    """Whether the role's policies allow the action on the resource; an explicit denial wins."""
    role = next((r for r in region.store.every("AWS::IAM::Role") if r.value("Arn") == role_arn), None)
    if role is None:
        return True
    verdict = False
    for statement in _statements(region, role):
        if statement is None:
            return True
        if not _matches(statement, action, resource):
            continue
        if statement.get("Effect") == "Deny":
            if "Condition" not in statement:
                return False
        else:
            verdict = True
    return verdict


def _statements(region: Region, role: Record) -> Iterator[Mapping[str, Any] | None]:
    """Every statement that applies to the role; None for a policy that is not known."""
    for policy in role.properties.get("Policies") or ():
        yield from _listed(policy.get("PolicyDocument"))
    for arn in role.properties.get("ManagedPolicyArns") or ():
        own = region.store.named("AWS::IAM::ManagedPolicy", str(arn), "PolicyArn")
        if own is not None:
            yield from _listed(own.properties.get("PolicyDocument"))
        else:
            yield _EXECUTION if str(arn).endswith("AmazonECSTaskExecutionRolePolicy") else None
    for record in region.store.every("AWS::IAM::Policy", "AWS::IAM::RolePolicy", "AWS::IAM::ManagedPolicy"):
        names = record.properties.get("Roles") or [record.properties.get("RoleName")]
        if role.physical_id in names:
            yield from _listed(record.properties.get("PolicyDocument"))


def _listed(document: Any) -> Iterator[Mapping[str, Any]]:
    statements = document.get("Statement") or () if isinstance(document, Mapping) else ()
    yield from [statements] if isinstance(statements, Mapping) else statements


def _matches(statement: Mapping[str, Any], action: str, resource: str) -> bool:
    if "NotAction" in statement or "NotResource" in statement:
        return False
    acts = any(_like(pattern.lower(), action.lower()) for pattern in _texts(statement.get("Action")))
    return acts and any(_like(pattern, resource) for pattern in _texts(statement.get("Resource", "*")))


def _texts(value: Any) -> list[str]:
    return [str(item) for item in value] if isinstance(value, list | tuple) else [str(value)]


def _like(pattern: str, text: str) -> bool:
    """IAM's wildcards: `*` any characters, `?` one; everything else is itself."""
    parts = (".*" if c == "*" else "." if c == "?" else re.escape(c) for c in pattern)
    return re.fullmatch("".join(parts), text, re.DOTALL) is not None

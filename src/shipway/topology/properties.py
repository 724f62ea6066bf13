"""Small constructors for properties that many resources share."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from shipway.topology.graph import Property, Ref


def tags(**values: str) -> list[Property]:
    """CloudFormation's list of tags."""
    return [{"Key": key, "Value": value} for key, value in values.items()]


def sub(text: str, values: Mapping[str, Property]) -> Property:
    """`Fn::Sub` with its own variables; a text without any stays a text."""
    return {"Fn::Sub": [text, dict(values)]} if values else text


def join(separator: str, parts: Sequence[Property]) -> Property:
    return {"Fn::Join": [separator, list(parts)]}


def arn(id: str) -> Ref:
    return Ref(id, "Arn")


def statement(actions: Sequence[str], resources: Sequence[Property], **more: Property) -> dict[str, Property]:
    """One statement of an IAM policy that allows."""
    return {"Effect": "Allow", "Action": list(actions), "Resource": list(resources), **more}


def trust(service: str, **conditions: Property) -> dict[str, Property]:
    """A role's trust in an AWS service, for this account only against the confused deputy.

    https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html
    """
    return {
        "Version": "2012-10-17",
        "Statement": [
            {
                "Effect": "Allow",
                "Principal": {"Service": service},
                "Action": "sts:AssumeRole",
                "Condition": {"StringEquals": {"aws:SourceAccount": {"Ref": "AWS::AccountId"}}, **conditions},
            }
        ],
    }

"""A value that is not known before CloudFormation runs, and what is made of it."""

from __future__ import annotations

from typing import Any

from shipway.records import record


@record
class Unknown:
    """A value that the scope cannot give yet.

    label: says what it is, spelled as Fn::Sub would (`${Vpc}`, `http://${Balancer.DNSName}/`): two unknowns with the
    same label are the same value. kind: JSON Schema's type name, or `any`. format: AWS's name for what it identifies
    (`AWS::EC2::VPC.Id`), "" where it has none.
    """

    label: str
    kind: str = "string"
    format: str = ""


class _Removed:
    """What `AWS::NoValue` stands for."""

    __slots__ = ()

    def __repr__(self) -> str:
        return "AWS::NoValue"


REMOVED = _Removed()


def holds_unknown(value: Any) -> bool:
    """Whether an unknown is in the value, at any depth."""
    if isinstance(value, Unknown):
        return True
    if isinstance(value, dict):
        return any(holds_unknown(item) for item in value.values())
    return isinstance(value, list) and any(holds_unknown(item) for item in value)


def labelled(value: Any) -> Any:
    """The value as plain data, each unknown as its label."""
    if isinstance(value, Unknown):
        return value.label
    if isinstance(value, dict):
        return {key: labelled(item) for key, item in value.items()}
    return [labelled(item) for item in value] if isinstance(value, list) else value


def as_text(value: Any) -> str:
    """A scalar as CloudFormation writes it into a string; an unknown as its label."""
    if isinstance(value, Unknown):
        return value.label
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value)

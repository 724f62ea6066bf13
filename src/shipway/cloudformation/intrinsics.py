"""Intrinsic functions: a template's value and a scope that knows names give the value that CloudFormation would see.

https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference.html
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from shipway.cloudformation import functions, logic  # they add themselves to the table of functions
from shipway.cloudformation.dynamic import PATTERN, parse
from shipway.cloudformation.evaluate import concatenate, conditional, evaluate
from shipway.cloudformation.references import references
from shipway.cloudformation.scope import IntrinsicError, Scope
from shipway.cloudformation.unknown import REMOVED, Unknown

__all__ = [
    "IntrinsicError",
    "Scope",
    "Unknown",
    "condition",
    "evaluate",
    "functions",
    "logic",
    "pseudo_parameters",
    "references",
    "resolve",
]

PSEUDO = (
    "AWS::AccountId",
    "AWS::NoValue",
    "AWS::NotificationARNs",
    "AWS::Partition",
    "AWS::Region",
    "AWS::StackId",
    "AWS::StackName",
    "AWS::URLSuffix",
)


def resolve(value: Any, scope: Scope) -> Any:
    """The value with every function evaluated, `AWS::NoValue` removed, dynamic references read.

    Raises IntrinsicError. A top-level `AWS::NoValue` is None.
    """
    result = _dynamic(evaluate(value, scope), scope)
    return None if result is REMOVED else result


def condition(definition: Any, scope: Scope) -> bool | Unknown:
    """The value of an entry of `Conditions`; names of other conditions are asked of the scope."""
    found = conditional(definition, scope)
    if isinstance(found, bool | Unknown):
        return found
    if found in ("true", "false"):
        return bool(found == "true")
    raise IntrinsicError("Template format error: Every Conditions member must be a boolean function.")


def _dynamic(value: Any, scope: Scope) -> Any:
    if isinstance(value, str):
        return _read(value, scope) if "{{resolve:" in value else value
    if isinstance(value, dict):
        return {key: _dynamic(item, scope) for key, item in value.items()}
    return [_dynamic(item, scope) for item in value] if isinstance(value, list) else value


def _read(text: str, scope: Scope) -> str | Unknown:
    """The text with its dynamic references replaced in one pass: what they give is not read again."""
    pieces: list[Any] = []
    end = 0
    for found in re.finditer(PATTERN, text):
        try:
            reference = parse(found[1], found[2])
        except ValueError as error:
            raise IntrinsicError(str(error)) from None
        pieces += [text[end : found.start()], scope.dynamic(reference)]
        end = found.end()
    return concatenate([*pieces, text[end:]])


def pseudo_parameters(region: str, account: str, stack_name: str, stack_id: str) -> Mapping[str, Any]:
    """What the pseudo parameters are in a stack of the commercial partition, China's and GovCloud's regions included.

    https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/pseudo-parameter-reference.html
    """
    partition = "aws-cn" if region.startswith("cn-") else "aws-us-gov" if region.startswith("us-gov-") else "aws"
    return {
        "AWS::AccountId": account,
        "AWS::NotificationARNs": [],
        "AWS::Partition": partition,
        "AWS::Region": region,
        "AWS::StackId": stack_id,
        "AWS::StackName": stack_name,
        "AWS::URLSuffix": "amazonaws.com.cn" if partition == "aws-cn" else "amazonaws.com",
    }

"""Intrinsic functions: a template's value and a scope that knows names give the value that CloudFormation would see.

https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference.html
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Protocol

from shipway.cloudformation.dynamic import PATTERN, DynamicReference, parse
from shipway.cloudformation.references import references
from shipway.cloudformation.unknown import REMOVED, Unknown, as_text

__all__ = ["IntrinsicError", "Scope", "Unknown", "condition", "pseudo_parameters", "references", "resolve"]

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


class IntrinsicError(ValueError):
    """A function cannot be evaluated; worded as CloudFormation words it."""


class Scope(Protocol):
    """What names stand for. Each method gives plain data or an `Unknown`; KeyError where there is no such name."""

    def ref(self, name: str) -> Any:
        """A parameter's value, a pseudo parameter's, or a resource's Ref."""

    def get_att(self, id: str, attribute: str) -> Any: ...

    def condition(self, name: str) -> bool | Unknown: ...

    def mapping(self, name: str, top: str, second: str) -> Any: ...

    def import_value(self, name: str) -> Any: ...

    def dynamic(self, reference: DynamicReference) -> str | Unknown: ...

    def zones(self, region: str) -> Any:
        """The availability zones of a region, "" for the stack's own."""


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


def conditional(value: Any, scope: Scope) -> Any:
    """An operand of a condition function: `{"Condition": NAME}` is a condition here, and nowhere else."""
    if isinstance(value, dict) and len(value) == 1 and isinstance(value.get("Condition"), str):
        return named_condition(value["Condition"], scope, "")
    return evaluate(value, scope)


def named_condition(name: str, scope: Scope, user: str) -> bool | Unknown:
    try:
        return scope.condition(name)
    except KeyError:
        raise IntrinsicError(
            f"Template error: unresolved condition dependency {name}{user and f' in {user}'}"
        ) from None


def evaluate(value: Any, scope: Scope) -> Any:
    """Like resolve, but dynamic references stay as they are written and NoValue is REMOVED."""
    if isinstance(value, dict):
        if len(value) == 1:
            (name, argument), *_ = value.items()
            if name == "Ref" or name.startswith("Fn::"):
                return _call(name, argument, scope)
        pairs = [(key, item if item.__class__ is str else evaluate(item, scope)) for key, item in value.items()]
        return {key: item for key, item in pairs if item is not REMOVED}
    if isinstance(value, list | tuple):
        items = [item if item.__class__ is str else evaluate(item, scope) for item in value]
        return [item for item in items if item is not REMOVED]
    return value


def _call(name: str, argument: Any, scope: Scope) -> Any:
    from shipway.cloudformation.functions import FUNCTIONS

    if name == "Ref" and not isinstance(argument, str):
        raise IntrinsicError("Template format error: All Ref values must be strings.")
    function = FUNCTIONS.get(name)
    if function is None:
        raise IntrinsicError(f"Template error: {name} is not a supported intrinsic function")
    return function(argument, scope)


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


def concatenate(pieces: list[Any]) -> str | Unknown:
    """The pieces as one string; unknown if one of them is."""
    text = "".join(as_text(piece) for piece in pieces)
    if not any(isinstance(piece, Unknown) for piece in pieces):
        return text
    kept = [piece for piece in pieces if piece != ""]
    return kept[0] if len(kept) == 1 and kept[0].kind == "string" else Unknown(text)


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

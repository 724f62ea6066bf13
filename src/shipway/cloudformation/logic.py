"""Conditions: Fn::If, Fn::Equals, Fn::And, Fn::Or, Fn::Not. An unknown operand decides only where it must.

https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-conditions.html
"""

from __future__ import annotations

import json
from typing import Any

from shipway.cloudformation.evaluate import conditional, evaluate, function, named_condition
from shipway.cloudformation.messages import EQUALS, pair
from shipway.cloudformation.scope import IntrinsicError, Scope
from shipway.cloudformation.unknown import REMOVED, Unknown, as_text, holds_unknown, labelled


@function("Fn::If")
def if_(argument: Any, scope: Scope) -> Any:
    if not isinstance(argument, list) or len(argument) != 3 or not isinstance(argument[0], str):
        raise IntrinsicError("Template error: Fn::If requires a list argument with three elements")
    name, yes, no = argument
    chosen = named_condition(name, scope, "Fn::If")
    if isinstance(chosen, Unknown):
        branches = [evaluate(yes, scope), evaluate(no, scope)]
        shown = [None if branch is REMOVED else labelled(branch) for branch in branches]
        return branches[0] if branches[0] == branches[1] else Unknown(f"if({name}, {json.dumps(shown)})", "any")
    return evaluate(yes if chosen else no, scope)


@function("Fn::Equals")
def equals(argument: Any, scope: Scope) -> Any:
    left, right = (conditional(item, scope) for item in pair(argument, EQUALS))
    if holds_unknown([left, right]) and left != right:
        return Unknown(f"equals({as_text(left)}, {as_text(right)})", "boolean")
    return as_text(left) == as_text(right)


@function("Fn::And")
def and_(argument: Any, scope: Scope) -> Any:
    operands = _operands("And", argument, scope)
    if False in operands:
        return False
    return next((operand for operand in operands if isinstance(operand, Unknown)), True)


@function("Fn::Or")
def or_(argument: Any, scope: Scope) -> Any:
    operands = _operands("Or", argument, scope)
    if True in operands:
        return True
    return next((operand for operand in operands if isinstance(operand, Unknown)), False)


@function("Fn::Not")
def not_(argument: Any, scope: Scope) -> Any:
    if not isinstance(argument, list) or len(argument) != 1:
        raise IntrinsicError("Template error: every Fn::Not object requires one boolean parameter.")
    operand = _boolean(conditional(argument[0], scope), "Not")
    return Unknown(f"not({operand.label})", "boolean") if isinstance(operand, Unknown) else not operand


def _operands(name: str, argument: Any, scope: Scope) -> list[Any]:
    if not isinstance(argument, list) or not 2 <= len(argument) <= 10:
        raise IntrinsicError(
            f"Template error: every Fn::{name} object requires a list of at least 2 and at most 10 boolean parameters."
        )
    return [_boolean(conditional(item, scope), name) for item in argument]


def _boolean(value: Any, name: str) -> bool | Unknown:
    if isinstance(value, bool | Unknown):
        return value
    if value in ("true", "false"):
        return bool(value == "true")
    raise IntrinsicError(f"Template error: every Fn::{name} object requires boolean parameters.")

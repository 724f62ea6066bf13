"""Evaluation: a value's functions are called, from the inside out. The functions add themselves to the table here.

https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference.html
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from shipway.cloudformation.scope import IntrinsicError, Scope
from shipway.cloudformation.unknown import REMOVED, Unknown, as_text

Function = Callable[[Any, Scope], Any]
"""(the argument as written, the scope) → the value."""
FUNCTIONS: dict[str, Function] = {}


def function(name: str) -> Callable[[Function], Function]:
    """Adds a function to the table, by the name that templates call it by."""

    def added(made: Function) -> Function:
        FUNCTIONS[name] = made
        return made

    return added


def evaluate(value: Any, scope: Scope) -> Any:
    """Like resolve, but dynamic references stay as they are written and NoValue is REMOVED."""
    if isinstance(value, dict):
        if len(value) == 1:
            (name, argument), *_ = value.items()
            if name == "Ref" or name.startswith("Fn::"):
                return _call(name, argument, scope)
        return {
            key: found
            for key, item in value.items()
            if (found := item if item.__class__ is str else evaluate(item, scope)) is not REMOVED
        }
    if isinstance(value, list | tuple):
        items = [item if item.__class__ is str else evaluate(item, scope) for item in value]
        return [item for item in items if item is not REMOVED]
    return value


def _call(name: str, argument: Any, scope: Scope) -> Any:
    if name == "Ref" and not isinstance(argument, str):
        raise IntrinsicError("Template format error: All Ref values must be strings.")
    function = FUNCTIONS.get(name)
    if function is None:
        raise IntrinsicError(f"Template error: {name} is not a supported intrinsic function")
    return function(argument, scope)


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


def concatenate(pieces: list[Any]) -> str | Unknown:
    """The pieces as one string; unknown if one of them is."""
    text = "".join(as_text(piece) for piece in pieces)
    if not any(isinstance(piece, Unknown) for piece in pieces):
        return text
    kept = [piece for piece in pieces if piece != ""]
    return kept[0] if len(kept) == 1 and kept[0].kind == "string" else Unknown(text)

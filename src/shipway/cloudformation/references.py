"""Who names whom inside a template: Ref, Fn::GetAtt and the variables of Fn::Sub."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

VARIABLE = re.compile(r"\$\{([^!${}][^${}]*)\}")
"""A variable of Fn::Sub; `${!Literal}` is none.

https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-sub.html
"""


def references(value: Any) -> set[tuple[str, str | None]]:
    """Every (logical id or parameter, attribute) that the value names; the attribute is None for Ref.

    Pseudo parameters (`AWS::Region`) are left out.
    """
    found: set[tuple[str, str | None]] = set()
    _collect(value, found)
    return {one for one in found if not one[0].startswith("AWS::")}


def _collect(value: Any, found: set[tuple[str, str | None]]) -> None:
    """Adds what the value names. A template is walked more than once, and most of it is text, which is not asked."""
    if isinstance(value, dict):
        if len(value) == 1:
            (name, argument), *_ = value.items()
            if name == "Ref" and isinstance(argument, str):
                found.add((argument, None))
                return
            if name in FUNCTIONS:
                found.update(FUNCTIONS[name](argument))
                return
        for item in value.values():
            if item.__class__ is not str:
                _collect(item, found)
    elif isinstance(value, list | tuple):
        for item in value:
            if item.__class__ is not str:
                _collect(item, found)


def _get_att(argument: Any) -> Iterator[tuple[str, str | None]]:
    if isinstance(argument, str):
        target, _, attribute = argument.partition(".")
        yield target, attribute
    elif isinstance(argument, list) and argument and isinstance(argument[0], str):
        rest = argument[1:]
        if all(isinstance(part, str) for part in rest):
            yield argument[0], ".".join(rest)
        else:
            yield argument[0], "*"
            yield from references(rest)


def _sub(argument: Any) -> Iterator[tuple[str, str | None]]:
    text, own = split_sub(argument)
    if isinstance(own, dict):
        yield from references(list(own.values()))
    for found in VARIABLE.finditer(text):
        name = found[1].strip()
        if not isinstance(own, dict) or name not in own:
            yield split_name(name)


FUNCTIONS = {"Fn::GetAtt": _get_att, "Fn::Sub": _sub}


def split_sub(argument: Any) -> tuple[str, dict[str, Any]]:
    """The text and the own variables of Fn::Sub's argument; ("", {}) if it is malformed."""
    if isinstance(argument, str):
        return argument, {}
    if isinstance(argument, list) and len(argument) == 2 and isinstance(argument[0], str):
        return argument[0], argument[1] if isinstance(argument[1], dict) else {}
    return "", {}


def split_name(name: str) -> tuple[str, str | None]:
    """`Db.Endpoint.Address` → (`Db`, `Endpoint.Address`); `Db` → (`Db`, None)."""
    target, dot, attribute = name.partition(".")
    return target, attribute if dot else None

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
    return {found for found in _walk(value) if not found[0].startswith("AWS::")}


def _walk(value: Any) -> Iterator[tuple[str, str | None]]:
    if isinstance(value, dict):
        yield from _mapping(value)
    elif isinstance(value, list | tuple):
        for item in value:
            yield from _walk(item)


def _mapping(value: dict[str, Any]) -> Iterator[tuple[str, str | None]]:
    if len(value) == 1:
        (name, argument), *_ = value.items()
        if name == "Ref" and isinstance(argument, str):
            yield argument, None
            return
        if name == "Fn::GetAtt":
            yield from _get_att(argument)
            return
        if name == "Fn::Sub":
            yield from _sub(argument)
            return
    for item in value.values():
        yield from _walk(item)


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
            yield from _walk(rest)


def _sub(argument: Any) -> Iterator[tuple[str, str | None]]:
    text, own = split_sub(argument)
    if isinstance(own, dict):
        yield from _walk(list(own.values()))
    for found in VARIABLE.finditer(text):
        name = found[1].strip()
        if not isinstance(own, dict) or name not in own:
            yield split_name(name)


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

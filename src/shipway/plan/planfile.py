"""A plan as a file: JSON, the same bytes for the same plan, and back."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from enum import Enum
from types import UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from shipway.errors import ShipwayError
from shipway.plan.model import Plan

FORMAT = 2
"""Raised whenever a plan of an older Shipway would be read wrongly."""
RECORD = "record"
"""The key of a record's type, which no record has as a field."""


def write(plan: Plan) -> str:
    """The plan as JSON with a trailing newline. It holds no secret, since no part of a plan can."""
    return json.dumps({"shipway_plan": FORMAT, **_encode(plan)}, indent=1, ensure_ascii=False) + "\n"


def read(text: str) -> Plan:
    """The plan that `write` wrote. Raises ShipwayError where the text is not a plan of this version."""
    again = "make it again with `shipway plan --save FILE`"
    try:
        data = json.loads(text)
    except ValueError as error:
        raise ShipwayError(f"could not read the plan: it is not JSON ({error})", again) from error
    if not isinstance(data, dict) or data.pop("shipway_plan", None) != FORMAT:
        raise ShipwayError("could not read the plan: it is not from this version of Shipway", again)
    try:
        plan = _decode(Plan, data)
    except (KeyError, TypeError, ValueError) as error:
        raise ShipwayError(f"could not read the plan: it was edited by hand or is cut off ({error})", again) from error
    return plan  # type: ignore[no-any-return]


def _encode(value: Any) -> Any:
    if is_dataclass(value) and not isinstance(value, type):
        body = {field.name: _encode(getattr(value, field.name)) for field in fields(value)}
        return {RECORD: type(value).__name__, **body}
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, Mapping):
        return {key: _encode(item) for key, item in value.items()}
    return [_encode(item) for item in value] if isinstance(value, list | tuple) else value


def _decode(shape: Any, data: Any) -> Any:
    """`data` as the type `shape` says: what is plain data stays as it is."""
    if get_origin(shape) in (Union, UnionType):
        return _decode(_chosen(get_args(shape), data), data)
    if get_origin(shape) is tuple:
        inner = get_args(shape)
        if not isinstance(data, list):
            raise TypeError(f"a list was expected, not {data!r}")
        if inner[-1] is Ellipsis:
            return tuple(_decode(inner[0], item) for item in data)
        return tuple(_decode(one, item) for one, item in zip(inner, data, strict=True))
    if is_dataclass(shape):
        hints = get_type_hints(shape)
        return shape(**{f.name: _decode(hints[f.name], data[f.name]) for f in fields(shape)})  # type: ignore[operator]
    return shape(data) if isinstance(shape, type) and issubclass(shape, Enum) else data


def _chosen(shapes: tuple[Any, ...], data: Any) -> Any:
    """The member of a union that `data` is: by its record where it is a dataclass, else plain data."""
    kind = data.get(RECORD) if isinstance(data, dict) else None
    for shape in shapes:
        if is_dataclass(shape) and isinstance(shape, type) and shape.__name__ == kind:
            return shape
    return object

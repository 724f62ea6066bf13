"""One function per intrinsic function that gives a value; each takes the argument as written and the scope."""

from __future__ import annotations

import base64
import json
from itertools import islice
from typing import Any

from shipway.cloudformation.evaluate import concatenate, evaluate, function
from shipway.cloudformation.messages import CIDR, FIND_IN_MAP, GET_ATT, JOIN, SELECT, SPLIT, SUB, pair
from shipway.cloudformation.references import VARIABLE, split_name
from shipway.cloudformation.scope import IntrinsicError, Scope
from shipway.cloudformation.unknown import REMOVED, Unknown, as_text, holds_unknown, labelled


@function("Ref")
def ref(name: Any, scope: Scope) -> Any:
    if name == "AWS::NoValue":
        return REMOVED
    try:
        return scope.ref(name)
    except KeyError:
        raise IntrinsicError(
            f"Template format error: Unresolved resource dependencies [{name}] in the Resources block of the template"
        ) from None


@function("Fn::GetAtt")
def get_att(argument: Any, scope: Scope) -> Any:
    parts = list(argument.partition(".")[::2]) if isinstance(argument, str) else evaluate(argument, scope)
    if not isinstance(parts, list) or len(parts) < 2 or not all(isinstance(part, str) and part for part in parts):
        raise IntrinsicError(GET_ATT)
    return _attribute(parts[0], ".".join(parts[1:]), scope)


def _attribute(id: str, attribute: str, scope: Scope) -> Any:
    try:
        return scope.get_att(id, attribute)
    except KeyError:
        raise IntrinsicError(f"Template error: instance of Fn::GetAtt references undefined resource {id}") from None


@function("Fn::Sub")
def sub(argument: Any, scope: Scope) -> Any:
    text, own = (argument, {}) if isinstance(argument, str) else pair(argument, SUB)
    if not isinstance(text, str) or not isinstance(own, dict):
        raise IntrinsicError(SUB)
    pieces: list[Any] = []
    end = 0
    for found in VARIABLE.finditer(text):
        pieces += [text[end : found.start()], _variable(found[1].strip(), own, scope)]
        end = found.end()
    pieces.append(text[end:])
    return concatenate([piece.replace("${!", "${") if i % 2 == 0 else piece for i, piece in enumerate(pieces)])


def _variable(name: str, own: dict[str, Any], scope: Scope) -> Any:
    if name in own:
        found = evaluate(own[name], scope)
    else:
        target, attribute = split_name(name)
        found = ref(target, scope) if attribute is None else _attribute(target, attribute, scope)
    if found is REMOVED or isinstance(found, dict | list):
        raise IntrinsicError(f"Template error: variable {name} in Fn::Sub expression does not resolve to a string")
    return found


@function("Fn::Join")
def join(argument: Any, scope: Scope) -> Any:
    delimiter, items = pair(argument, JOIN)
    items = evaluate(items, scope)
    if not isinstance(delimiter, str):
        raise IntrinsicError(JOIN)
    if isinstance(items, Unknown):
        return Unknown(f"join({delimiter!r}, {items.label})")
    if not isinstance(items, list) or any(isinstance(item, dict | list) for item in items):
        raise IntrinsicError(JOIN)
    return concatenate([piece for item in items for piece in (delimiter, item)][1:])


@function("Fn::Split")
def split(argument: Any, scope: Scope) -> Any:
    delimiter, text = pair(argument, SPLIT)
    text = evaluate(text, scope)
    if isinstance(text, Unknown):
        return Unknown(f"split({delimiter!r}, {text.label})", "array")
    if not isinstance(delimiter, str) or not isinstance(text, str) or not delimiter:
        raise IntrinsicError(SPLIT)
    return text.split(delimiter)


@function("Fn::Select")
def select(argument: Any, scope: Scope) -> Any:
    index, items = (evaluate(item, scope) for item in pair(argument, SELECT))
    if isinstance(index, Unknown) or isinstance(items, Unknown):
        return Unknown(f"select({as_text(index)}, {json.dumps(labelled(items))})", "any")
    if not isinstance(items, list) or not str(index).isdigit():
        raise IntrinsicError(SELECT)
    if int(index) >= len(items):
        raise IntrinsicError(f"Template error: Fn::Select cannot select nonexistent value at index {index}")
    return items[int(index)]


@function("Fn::FindInMap")
def find_in_map(argument: Any, scope: Scope) -> Any:
    keys = evaluate(argument, scope)
    if not isinstance(keys, list) or len(keys) not in (3, 4):
        raise IntrinsicError(FIND_IN_MAP)
    if holds_unknown(keys[:3]):
        return Unknown(f"map({', '.join(as_text(key) for key in keys[:3])})", "any")
    name, top, second = (as_text(key) for key in keys[:3])
    try:
        return scope.mapping(name, top, second)
    except KeyError:
        if len(keys) == 4 and isinstance(keys[3], dict) and "DefaultValue" in keys[3]:
            return keys[3]["DefaultValue"]
        raise IntrinsicError(f"Template error: Unable to get mapping for {name}::{top}::{second}") from None


@function("Fn::Base64")
def base64_(argument: Any, scope: Scope) -> Any:
    text = evaluate(argument, scope)
    if isinstance(text, Unknown):
        return Unknown(f"base64({text.label})")
    if text is None or isinstance(text, dict | list):
        raise IntrinsicError("Template error: every Fn::Base64 object must have a String-typed value.")
    return base64.b64encode(as_text(text).encode()).decode()


@function("Fn::Cidr")
def cidr(argument: Any, scope: Scope) -> Any:
    parts = evaluate(argument, scope)
    if not isinstance(parts, list) or len(parts) not in (2, 3):
        raise IntrinsicError(CIDR)
    if holds_unknown(parts):
        return _unknown_blocks(parts)
    if not isinstance(parts[0], str):
        raise IntrinsicError(CIDR)
    import ipaddress  # late: no template of ours has a Cidr

    try:
        block = ipaddress.ip_network(parts[0], strict=False)
        count, bits = int(parts[1]), int(parts[2]) if len(parts) == 3 else 8
        blocks = [str(found) for found in islice(block.subnets(new_prefix=block.max_prefixlen - bits), count)]
    except (ValueError, TypeError):
        raise IntrinsicError(CIDR) from None
    if not 1 <= count <= 256 or len(blocks) < count:
        raise IntrinsicError(f"Template error: Fn::Cidr cannot make {count} blocks of {bits} bits out of {parts[0]}")
    return blocks


def _unknown_blocks(parts: list[Any]) -> Any:
    """As many unknown blocks as are asked for, so that Fn::Select can pick one."""
    label = f"cidr({', '.join(as_text(part) for part in parts)})"
    if not str(parts[1]).isdigit() or int(parts[1]) > 256:
        return Unknown(label, "array")
    return [Unknown(f"{label}[{index}]") for index in range(int(parts[1]))]


@function("Fn::GetAZs")
def get_azs(argument: Any, scope: Scope) -> Any:
    region = "" if argument is None else evaluate(argument, scope)
    if isinstance(region, Unknown):
        return Unknown(f"zones({region.label})", "array")
    if not isinstance(region, str):
        raise IntrinsicError("Template error: Fn::GetAZs requires a region's name or an empty string")
    return scope.zones(region)


@function("Fn::ImportValue")
def import_value(argument: Any, scope: Scope) -> Any:
    name = evaluate(argument, scope)
    if isinstance(name, Unknown):
        return Unknown(f"import({name.label})")
    try:
        return scope.import_value(name)
    except KeyError:
        raise IntrinsicError(f"No export named {name} found") from None


@function("Fn::Length")
def length(argument: Any, scope: Scope) -> Any:
    items = evaluate(argument, scope)
    if isinstance(items, Unknown):
        return Unknown(f"length({items.label})", "integer")
    if not isinstance(items, list):
        raise IntrinsicError("Template error: Fn::Length requires a list")
    return len(items)


@function("Fn::ToJsonString")
def to_json_string(argument: Any, scope: Scope) -> Any:
    value = evaluate(argument, scope)
    if not isinstance(value, dict | list):
        raise IntrinsicError("Template error: Fn::ToJsonString requires an object or an array")
    text = json.dumps(labelled(value), separators=(",", ":"), ensure_ascii=False)
    return Unknown(text) if holds_unknown(value) else text

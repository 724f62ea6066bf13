"""Phase 2, interpolate: `$NAME`, `${NAME:-default}` and their kin, in every scalar, before anything is merged.

The forms: https://docs.docker.com/reference/compose-file/interpolation/
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import field

from shipway.compose.tree import Node, Source
from shipway.diagnostics import Diagnostics, Origin
from shipway.records import draft, record

NAME = re.compile(r"[_A-Za-z][_A-Za-z0-9]*")
OPERATORS = (":-", ":?", ":+", "-", "?", "+")
MAX_NESTING = 50
OWN = r"(?:(?P<key>\w+)=)?\$(?:\{(?P<braced>\w+)(?::?\?[^{}]*)?\}|(?P<bare>\w+))"

Definitions = Mapping[str, tuple[str, Origin | None]]
"""Variable → its value and where it is defined; the origin is None for the shell's."""


class Invalid(ValueError):
    """The template is not one: a brace without its pair, or a name that is none."""


class Required(ValueError):
    """`${NAME:?message}` without a value."""

    def __init__(self, name: str, message: str) -> None:
        super().__init__(message)
        self.name = name
        self.message = message


@draft
class Interpolation:
    """What one template gave: the text, the variables that went in, and those that are set nowhere.

    borrowed: those whose value is an example's.
    """

    text: str = ""
    sources: list[Source] = field(default_factory=list)
    unset: list[str] = field(default_factory=list)
    examples: Definitions = field(default_factory=dict)
    borrowed: list[str] = field(default_factory=list)


def substitute(template: str, variables: Definitions, examples: Definitions | None = None) -> Interpolation:
    """Interpolate one string. examples: values for what is set nowhere and has no default. Raises Invalid, Required."""
    result = Interpolation(examples=examples or {})
    result.text = _expand(template, variables, result, 0)
    return result


def _expand(template: str, variables: Definitions, result: Interpolation, depth: int) -> str:
    if depth > MAX_NESTING:
        raise Invalid("the template is nested too deeply")
    pieces: list[str] = []
    position = 0
    while (dollar := template.find("$", position)) >= 0:
        pieces.append(template[position:dollar])
        following = template[dollar + 1 : dollar + 2]
        if following == "$":
            pieces.append("$")
            position = dollar + 2
        elif following == "{":
            end = _closing(template, dollar + 1)
            pieces.append(_braced(template[dollar + 2 : end], variables, result, depth))
            position = end + 1
        elif name := NAME.match(template, dollar + 1):
            pieces.append(_value(name.group(), variables, result))
            position = name.end()
        else:
            raise Invalid(f'"{template[dollar : dollar + 12]}" is no variable; write $$ for a dollar sign')
    return "".join(pieces) + template[position:]


def _closing(template: str, opening: int) -> int:
    """The index of the brace that closes the one at `opening`."""
    depth = 0
    for index in range(opening, len(template)):
        if template[index] == "{" and template[index - 1] == "$":
            depth += 1
        elif template[index] == "}":
            depth -= 1
            if depth == 0:
                return index
    raise Invalid(f'"{template[opening - 1 : opening + 20]}" has no closing brace')


def _braced(inside: str, variables: Definitions, result: Interpolation, depth: int) -> str:
    name = NAME.match(inside)
    if name is None:
        raise Invalid(f'"${{{inside}}}" names no variable')
    rest = inside[name.end() :]
    if not rest:
        return _value(name.group(), variables, result)
    operator = next((one for one in OPERATORS if rest.startswith(one)), None)
    if operator is None:
        raise Invalid(f'"${{{inside}}}" has "{rest[0]}" where :-, :? or :+ may stand')
    return _operated(name.group(), operator, rest[len(operator) :], variables, result, depth)


def _operated(
    name: str, operator: str, argument: str, variables: Definitions, result: Interpolation, depth: int
) -> str:
    known = variables.get(name)
    present = known is not None and (bool(known[0]) or not operator.startswith(":"))
    if operator.endswith("+"):
        return _expand(argument, variables, result, depth + 1) if present else ""
    if present:
        return _value(name, variables, result)
    if operator.endswith("?") and name in result.examples:
        return _value(name, {}, result)
    if operator.endswith("?"):
        raise Required(name, _expand(argument, variables, result, depth + 1))
    return _expand(argument, variables, result, depth + 1)


def _value(name: str, variables: Definitions, result: Interpolation) -> str:
    known = variables.get(name)
    if known is None and name in result.examples:
        known = result.examples[name]
        result.borrowed.append(name)
    if known is None:
        result.unset.append(name)
        return ""
    result.sources.append((name, known[1]))
    return known[0]


@record
class Scope:
    """What a file may name. examples: for what `variables` have not. stored: secrets whose values AWS keeps."""

    variables: Definitions
    examples: Definitions
    stored: frozenset[str] = frozenset()


def interpolate(node: Node, scope: Scope, diagnostics: Diagnostics, key: str = "") -> Node:
    """The tree with every text interpolated; keys are left as they are. Problems are collected. key: the node's own."""
    if isinstance(node.value, dict):
        entries = {name: interpolate(child, scope, diagnostics, name) for name, child in node.value.items()}
        return Node(dict(entries), node.origin, node.tag, node.raw, node.sources, dict(node.keys))
    if isinstance(node.value, list):
        return Node([interpolate(child, scope, diagnostics) for child in node.value], node.origin, node.tag)
    if not isinstance(node.value, str) or "$" not in node.value:
        return node
    text, sources = _told(node.value, scope, diagnostics, node.origin, key)
    return Node(text, node.origin, node.tag, node.value, sources)


def _own(template: str, key: str) -> str:
    """The variable that the text passes on under its own name, as `NAME: ${NAME:?}` and `- NAME=$NAME`; "" for none."""
    match = re.fullmatch(OWN, template)
    name = (match["braced"] or match["bare"]) if match else ""
    return name if match and name == (match["key"] or key) else ""


def _told(
    template: str, scope: Scope, diagnostics: Diagnostics, origin: Origin, key: str
) -> tuple[str, tuple[Source, ...]]:
    own = _own(template, key) if scope.stored else ""
    if own in scope.stored and not scope.variables.get(own, ("",))[0]:
        return template.partition("$")[0], ()
    try:
        result = substitute(template, scope.variables, scope.examples)
    except Required as error:
        reason = f": {error.message}" if error.message else ""
        diagnostics.error(
            "compose.required-variable",
            f'the required variable "{error.name}" has no value{reason}',
            origin,
            detail="The file asks for it with `:?` or `?`.",
            fix=f"Write {error.name}=… into .env, or set it in the shell."
            + (
                f" For a secret that AWS keeps: `secrets: [{error.name}]` in shipway.yaml."
                if _own(template, key)
                else ""
            ),
        )
        return "", ()
    except Invalid as error:
        diagnostics.error(
            "compose.bad-interpolation",
            f"invalid interpolation: {error}",
            origin,
            fix="Variables are $NAME or ${NAME}; a dollar sign that is meant as one is written $$.",
        )
        return "", ()
    for name in dict.fromkeys(result.borrowed):
        source = result.examples[name][1]
        lender = source.file if source else "an example"
        diagnostics.blocker(
            "compose.example-variable",
            f'the variable "{name}" is not set; this plan takes its value from {lender}',
            origin,
            detail="An example's values are nobody's secrets, so nothing is deployed with them.",
            fix=f"Write {name}=… into .env, or set it in the shell.",
        )
    for name in dict.fromkeys(result.unset):
        diagnostics.warning(
            "compose.unset-variable",
            f'the variable "{name}" is not set; an empty string takes its place',
            origin,
            fix=f"Write {name}=… into .env, or give a default: ${{{name}:-value}}.",
        )
    return result.text, tuple(result.sources)

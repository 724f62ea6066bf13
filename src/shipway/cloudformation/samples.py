"""The scope in which a template is checked: what a name gives has a type, taken from the schema of what it names."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

from shipway.cloudformation.dynamic import DynamicReference
from shipway.cloudformation.schemas import UnknownType, schema
from shipway.cloudformation.symbols import Symbols
from shipway.cloudformation.unknown import Unknown

Path = tuple[str | int, ...]


class Samples(Symbols):
    """Every name gives something: names that do not exist are reported on their own.

    scenario: the value of each condition. Parameters are unknown even where they have a default, since both count.
    """

    def __init__(self, template: Mapping[str, Any], scenario: Mapping[str, bool]) -> None:
        super().__init__(template)
        self._scenario = scenario

    def ref(self, name: str) -> Any:
        if name in self._resources:
            kind, of = produced(str(self._resources[name].get("Type")), None)
            return Unknown(f"${{{name}}}", kind, of)
        if name in self._parameters:
            return _parameter(name, str(self._parameters[name].get("Type", "String")))
        try:
            return super().ref(name)
        except KeyError:
            return Unknown(f"${{{name}}}", "any")

    def get_att(self, id: str, attribute: str) -> Any:
        body = self._resources.get(id)
        kind, of = produced(str(body.get("Type")), attribute) if body is not None else ("any", "")
        return Unknown(f"${{{id}.{attribute}}}", kind, of)

    def condition(self, name: str) -> bool | Unknown:
        return self._scenario.get(name, True)

    def dynamic(self, reference: DynamicReference) -> str | Unknown:
        return Unknown(reference.text)


def _parameter(name: str, type_name: str) -> Unknown:
    is_list = type_name.startswith("List<") or type_name == "CommaDelimitedList" or "<List<" in type_name
    kind = "array" if is_list else "number" if type_name == "Number" else "string"
    return Unknown(f"${{{name}}}", kind)


@cache
def produced(type_name: str, attribute: str | None) -> tuple[str, str]:
    """(type, format) of what Ref (attribute None) or Fn::GetAtt gives; (`any`, "") where nothing is known.

    The format is AWS's own (`AWS::EC2::VPC.Id`) where the schema has one, else `TYPE.PROPERTY`.
    """
    try:
        found = schema(type_name)
    except UnknownType:
        return "any", ""
    if attribute is None:
        path = found.ref_property
        if path is None:
            return "string", f"{type_name}.Ref"
    elif attribute in found.attributes:
        path = found.attributes[attribute]
    else:
        return "any", ""
    node = found.property_schema(path) or {}
    kind = node.get("type", "any")
    return kind if isinstance(kind, str) else "any", node.get("format") or f"{type_name}.{path.rpartition('/')[2]}"


def plain(value: Any, path: Path = (), found: dict[Path, Unknown] | None = None) -> tuple[Any, dict[Path, Unknown]]:
    """The value with a sample in place of each unknown, and where the unknowns were."""
    places: dict[Path, Unknown] = {} if found is None else found
    if isinstance(value, Unknown):
        places[path] = value
        return sample(value), places
    if isinstance(value, dict):
        return {
            key: item if item.__class__ is str else plain(item, (*path, key), places)[0] for key, item in value.items()
        }, places
    if isinstance(value, list):
        return [
            item if item.__class__ is str else plain(item, (*path, index), places)[0]
            for index, item in enumerate(value)
        ], places
    return value, places


def sample(unknown: Unknown) -> Any:
    """Something of the unknown's type; strings are as different as their labels, for lists of unique items."""
    made: dict[str, Any] = {"integer": 1, "number": 1, "boolean": True, "array": [], "object": {}}
    return made.get(unknown.kind, unknown.label)

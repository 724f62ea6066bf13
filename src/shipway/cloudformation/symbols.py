"""The scope of a template that is not deployed: names are known, most values are not."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from shipway.cloudformation.dynamic import DynamicReference
from shipway.cloudformation.intrinsics import PSEUDO, condition
from shipway.cloudformation.unknown import Unknown


class Symbols:
    """Parameters have their given value or default, resources a label: `${Vpc}`, `${Db.Endpoint.Address}`.

    values: parameters' values, by name. replaced: resources that get a new identity; their labels say so, so that
    whatever names them differs. Parameters from SSM and those without a default are unknown.
    """

    def __init__(
        self, template: Mapping[str, Any], values: Mapping[str, str] | None = None, replaced: Collection[str] = ()
    ) -> None:
        self._parameters: Mapping[str, Any] = template.get("Parameters") or {}
        self._resources: Mapping[str, Any] = template.get("Resources") or {}
        self._conditions: Mapping[str, Any] = template.get("Conditions") or {}
        self._mappings: Mapping[str, Any] = template.get("Mappings") or {}
        self._values = values or {}
        self._replaced = replaced
        self._decided: dict[str, bool | Unknown] = {}

    def ref(self, name: str) -> Any:
        if name in PSEUDO:
            return Unknown(f"${{{name}}}", "array" if name == "AWS::NotificationARNs" else "string")
        if name in self._parameters:
            return self._parameter(name, self._parameters[name])
        if name in self._resources:
            return Unknown(f"${{{self._identity(name)}}}")
        raise KeyError(name)

    def _parameter(self, name: str, parameter: Mapping[str, Any]) -> Any:
        kind = str(parameter.get("Type", "String"))
        value = self._values.get(name, parameter.get("Default"))
        is_list = kind.startswith("List<") or "List" in kind
        if value is None or kind.startswith("AWS::SSM::") or parameter.get("NoEcho"):
            return Unknown(
                f"${{{name}}}" if value is None else f"${{{name}={value}}}", "array" if is_list else "string"
            )
        return str(value).split(",") if is_list else str(value)

    def get_att(self, id: str, attribute: str) -> Any:
        if id not in self._resources:
            raise KeyError(id)
        return Unknown(f"${{{self._identity(id)}.{attribute}}}", "any")

    def _identity(self, id: str) -> str:
        return f"{id} (new)" if id in self._replaced else id

    def condition(self, name: str) -> bool | Unknown:
        if name not in self._decided:
            definition = self._conditions[name]
            self._decided[name] = Unknown(f"condition {name}", "boolean")  # a cycle ends here
            self._decided[name] = condition(definition, self)
        return self._decided[name]

    def mapping(self, name: str, top: str, second: str) -> Any:
        return self._mappings[name][top][second]

    def import_value(self, name: str) -> Any:
        return Unknown(f"import({name})")

    def dynamic(self, reference: DynamicReference) -> str | Unknown:
        return reference.text

    def zones(self, region: str) -> Any:
        return Unknown(f"zones({region})", "array")

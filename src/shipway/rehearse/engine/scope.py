"""What names stand for while a stack is worked on: parameters, resources that exist, secrets, exports."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from shipway.cloudformation.dynamic import DynamicReference
from shipway.cloudformation.intrinsics import IntrinsicError, condition, pseudo_parameters
from shipway.cloudformation.schemas import schema
from shipway.cloudformation.unknown import Unknown
from shipway.rehearse.cloud import Region
from shipway.rehearse.engine.parameters import Value, is_list
from shipway.rehearse.engine.stack import Member, Stack, stacks
from shipway.rehearse.refusal import invalid
from shipway.rehearse.services import secretsmanager


class LiveScope:
    """Implements cloudformation.intrinsics.Scope over what exists."""

    def __init__(self, stack: Stack, template: Mapping[str, Any], values: Mapping[str, Value]) -> None:
        self.stack = stack
        self.template = template
        self._region: Region = stack.region
        self._values = values
        self._conditions: Mapping[str, Any] = template.get("Conditions") or {}
        self._pseudo = pseudo_parameters(stack.region.name, stack.region.account, stack.name, stack.id)
        self.imported: set[str] = set()

    def ref(self, name: str) -> Any:
        if name in self._pseudo:
            return self._pseudo[name]
        definitions = self.template.get("Parameters") or {}
        if name in definitions:
            return self._parameter(definitions[name], self._values[name])
        return self.member_ref(self.stack.members[name])

    def _parameter(self, definition: Mapping[str, Any], value: Value) -> Any:
        if str(definition.get("Type", "")).startswith("AWS::SSM::Parameter::Value"):
            found = self._region.store.find("AWS::SSM::Parameter", value)
            if found is None:
                raise invalid(f"Unable to fetch parameters [{value}] from parameter store for this account.")
            value = str(found.properties.get("Value", ""))
        return [item.strip() for item in value.split(",")] if is_list(definition) else value

    def member_ref(self, member: Member) -> Any:
        if member.record is None:
            raise KeyError(member.logical_id)
        return member.physical_id

    def get_att(self, id: str, attribute: str) -> Any:
        return self.member_attribute(self.stack.members[id], attribute)

    def member_attribute(self, member: Member, attribute: str) -> Any:
        path = schema(member.type).attributes.get(attribute)
        if path is None:
            raise IntrinsicError(
                f"Template error: resource {member.logical_id} does not support attribute type {attribute} "
                "in Fn::GetAtt"
            )
        if member.record is None:
            raise KeyError(member.logical_id)
        value = member.record.value(path)
        if value is None:
            raise IntrinsicError(f"Attribute '{attribute}' does not exist")
        return value

    def condition(self, name: str) -> bool | Unknown:
        return condition(self._conditions[name], self)

    def mapping(self, name: str, top: str, second: str) -> Any:
        return self.template.get("Mappings", {})[name][top][second]

    def import_value(self, name: str) -> Any:
        for stack in stacks(self._region):
            for exported, value in stack.exports.values():
                if exported == name and stack is not self.stack:
                    self.imported.add(name)
                    return value
        raise KeyError(name)

    def dynamic(self, reference: DynamicReference) -> str | Unknown:
        if reference.service == "secretsmanager":
            return secretsmanager.resolved(self._region, reference)
        found = self._region.store.named("AWS::SSM::Parameter", reference.name, "Name")
        if found is None:
            raise IntrinsicError(f"Parameters: [{reference.text[2:-2].partition(':')[2]}] could not be found.")
        return str(found.properties.get("Value", ""))

    def zones(self, region: str) -> Any:
        return self._region.cloud.region(region).zones if region else self._region.zones

    def included(self) -> dict[str, Mapping[str, Any]]:
        """The resources of the template whose condition holds."""
        return {
            id: body
            for id, body in self.template["Resources"].items()
            if "Condition" not in body or self.condition(body["Condition"]) is True
        }

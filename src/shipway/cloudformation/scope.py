"""What names in a template stand for, and what is wrong with one."""

from __future__ import annotations

from typing import Any, Protocol

from shipway.cloudformation.dynamic import DynamicReference
from shipway.cloudformation.unknown import Unknown


class IntrinsicError(ValueError):
    """A function cannot be evaluated; worded as CloudFormation words it."""


class Scope(Protocol):
    """What names stand for. Each method gives plain data or an `Unknown`; KeyError where there is no such name."""

    def ref(self, name: str) -> Any:
        """A parameter's value, a pseudo parameter's, or a resource's Ref."""

    def get_att(self, id: str, attribute: str) -> Any: ...

    def condition(self, name: str) -> bool | Unknown: ...

    def mapping(self, name: str, top: str, second: str) -> Any: ...

    def import_value(self, name: str) -> Any: ...

    def dynamic(self, reference: DynamicReference) -> str | Unknown: ...

    def zones(self, region: str) -> Any:
        """The availability zones of a region, "" for the stack's own."""

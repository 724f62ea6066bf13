"""One resource under work: what its making, changing or removing needs to know."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from shipway.rehearse.cloud import Region
from shipway.rehearse.identifiers import Source
from shipway.rehearse.refusal import Failed, handled


@dataclass(slots=True)
class Work:
    """properties: resolved, with secrets in them; never shown. source: of the identifiers of this attempt."""

    region: Region
    type: str
    logical_id: str
    stack: str
    stack_name: str
    properties: dict[str, Any]
    source: Source
    tags: Mapping[str, str] = field(default_factory=dict)

    def failure(self, message: str, code: str) -> Failed:
        """What the resource's handler says. code: HandlerErrorCode, such as AlreadyExists."""
        return handled(message, code, self.source.uuid("request token"))

    def service_failure(self, message: str, code: str, service: str) -> Failed:
        """As AWS's SDK words an error of a service. service: such as `Ec2`."""
        number = self.source.uuid("request")
        return self.failure(f"{message} (Service: {service}, Status Code: 400, Request ID: {number})", code)

    def text(self, name: str, default: str = "") -> str:
        """A property as text."""
        value = self.properties.get(name)
        return default if value is None else str(value)

    def flag(self, name: str) -> bool:
        return str(self.properties.get(name, "")).lower() == "true"

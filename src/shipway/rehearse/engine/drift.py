"""Drift: what differs between a stack's resources as they are and as it set them.

https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/using-cfn-stack-drift.html
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from shipway.cloudformation.compare import differences
from shipway.cloudformation.schemas import covers, schema
from shipway.rehearse.clock import Process
from shipway.rehearse.engine.stack import Member, Stack

SECONDS = 8.0


@dataclass(slots=True)
class Detection:
    """status: DETECTION_IN_PROGRESS or DETECTION_COMPLETE. rows: what was found of each resource."""

    id: str
    stack: Stack
    begun: datetime
    status: str = "DETECTION_IN_PROGRESS"
    rows: list[dict[str, Any]] = field(default_factory=list)

    @property
    def drifted(self) -> int:
        return sum(row["StackResourceDriftStatus"] != "IN_SYNC" for row in self.rows)


def detect(stack: Stack) -> Detection:
    """Start a detection."""
    region = stack.region
    made = Detection(region.ids.fresh("drift", stack.name).uuid(), stack, region.clock.now())
    stack.drift = made
    region.clock.start(_detected(made))
    return made


def _detected(made: Detection) -> Process:
    yield SECONDS
    made.rows = [_row(made.stack, member) for member in made.stack.members.values() if member.physical_id]
    made.status = "DETECTION_COMPLETE"


def _row(stack: Stack, member: Member) -> dict[str, Any]:
    there = member.record is not None and stack.region.store.has(member.record)
    moved = _moved(member) if there else []
    status = "DELETED" if not there else "MODIFIED" if moved else "IN_SYNC"
    actual = member.record.properties if member.record is not None and there else {}
    row: dict[str, Any] = {
        "StackId": stack.id,
        "LogicalResourceId": member.logical_id,
        "PhysicalResourceId": member.physical_id,
        "ResourceType": member.type,
        "StackResourceDriftStatus": status,
        "Timestamp": stack.region.clock.now(),
        "ExpectedProperties": json.dumps(_shown(member.type, member.intended)),
        "PropertyDifferences": moved,
    }
    if there:
        row["ActualProperties"] = json.dumps(_shown(member.type, actual))
    return row


def _moved(member: Member) -> list[dict[str, str]]:
    """Properties of the template that are different now; what may hold a secret is never read back, so left out."""
    expected = _shown(member.type, member.intended)
    actual = _shown(member.type, member.record.properties if member.record else {})
    rows = []
    for name, value in expected.items():
        if "{{resolve:" in json.dumps(value):
            continue
        for path, before, after in differences(value, actual.get(name)):
            kind = "REMOVE" if after is None else "ADD" if before is None else "NOT_EQUAL"
            rows.append(
                {
                    "PropertyPath": f"/{name}{path}",
                    "ExpectedValue": _text(before),
                    "ActualValue": _text(after),
                    "DifferenceType": kind,
                }
            )
    return rows


def _shown(type_name: str, properties: Mapping[str, Any]) -> dict[str, Any]:
    """The properties that AWS gives back: write-only ones are never compared."""
    hidden = schema(type_name).write_only
    return {name: value for name, value in properties.items() if not covers(hidden, name)}


def _text(value: Any) -> str:
    return "null" if value is None else value if isinstance(value, str) else json.dumps(value)

"""A stack as CloudFormation knows it: its template, resources, outputs and history."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from shipway.rehearse.clock import Process
from shipway.rehearse.cloud import Region
from shipway.rehearse.engine.parameters import Value
from shipway.rehearse.identifiers import Source
from shipway.rehearse.store import Record

STACK_TYPE = "AWS::CloudFormation::Stack"


@dataclass(frozen=True, slots=True)
class Event:
    """One line of the history. operation: the id of the operation that it belongs to."""

    id: str
    time: datetime
    logical_id: str
    physical_id: str
    type: str
    status: str
    reason: str = ""
    operation: str = ""


@dataclass(slots=True)
class Member:
    """One resource of a stack.

    body: as the template has it. intended: its properties with functions evaluated and dynamic references as written,
    which is what updates are compared by. record: what exists; None before it does and after it is gone.
    """

    logical_id: str
    body: Mapping[str, Any]
    status: str = ""
    reason: str = ""
    physical_id: str = ""
    time: datetime | None = None
    intended: dict[str, Any] = field(default_factory=dict)
    record: Record | None = None

    @property
    def type(self) -> str:
        return str(self.body["Type"])


@dataclass(slots=True)
class Stack:
    """template, text, values, tags, outputs: of the last operation that succeeded. values: parameters with defaults.

    exports: output → (export, value). process: the operation under way.
    """

    name: str
    id: str
    region: Region
    source: Source
    created: datetime
    status: str = ""
    reason: str = ""
    template: Mapping[str, Any] = field(default_factory=dict)
    text: str = ""
    values: dict[str, Value] = field(default_factory=dict)
    tags: dict[str, str] = field(default_factory=dict)
    outputs: dict[str, str] = field(default_factory=dict)
    exports: dict[str, tuple[str, str]] = field(default_factory=dict)
    imports: set[str] = field(default_factory=set)
    members: dict[str, Member] = field(default_factory=dict)
    events: list[Event] = field(default_factory=list)
    change_sets: list[Any] = field(default_factory=list)
    capabilities: tuple[str, ...] = ()
    protected: bool = False
    updated: datetime | None = None
    deleted: datetime | None = None
    drift: Any = None
    operation: str = ""
    process: Process | None = None

    @property
    def busy(self) -> bool:
        """Whether an operation is under way, so that no other can begin."""
        return self.status.endswith("_IN_PROGRESS") and self.status != "REVIEW_IN_PROGRESS"

    def enter(self, status: str, reason: str = "") -> None:
        """Take a status and say so in the history."""
        self.status, self.reason = status, reason
        number = self.source.uuid(f"event {len(self.events)}")
        self._add(Event(number, self._now(), self.name, self.id, STACK_TYPE, status, reason, self.operation))

    def tell(self, member: Member, status: str, reason: str = "", physical_id: str | None = None) -> None:
        """Give one of its resources a status, and say so in the history. physical_id: another than its own."""
        member.status, member.reason, member.time = status, reason, self._now()
        id = f"{member.logical_id}-{status}-{self._now():%Y-%m-%dT%H:%M:%S}.{len(self.events):03}Z"
        physical = member.physical_id if physical_id is None else physical_id
        self._add(Event(id, self._now(), member.logical_id, physical, member.type, status, reason, self.operation))

    def begin(self, process: Process) -> None:
        """Start an operation."""
        self.process = process
        self.region.clock.start(process)

    def abandon(self) -> None:
        """Stop the operation under way, as it stands."""
        if self.process is not None:
            self.process.close()

    def _now(self) -> datetime:
        return self.region.clock.now()

    def _add(self, event: Event) -> None:
        self.events.append(event)


def stacks(region: Region) -> list[Stack]:
    """The region's stacks; also deleted ones, which AWS still knows by their ARN."""
    found: list[Stack] = region.kept.setdefault("stacks", [])
    return found

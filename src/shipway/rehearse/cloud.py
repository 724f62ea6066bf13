"""The embedded cloud: one account, its regions, its clock and the faults put into it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any

from shipway.cloudformation.intrinsics import pseudo_parameters
from shipway.rehearse.clock import VirtualClock
from shipway.rehearse.faults import Fault, Faults
from shipway.rehearse.identifiers import Identifiers
from shipway.rehearse.store import Store

if TYPE_CHECKING:
    from shipway.rehearse.ecs.task import Task

ACCOUNT = "123456789012"


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A final snapshot that a Snapshot policy left behind. source: the resource's physical id."""

    identifier: str
    type: str
    source: str
    time: datetime


@dataclass(slots=True)
class Region:
    """What exists in one region. kept: what an engine keeps here of its own, by a name of its choice."""

    name: str
    cloud: EmbeddedCloud
    store: Store = field(default_factory=Store)
    kept: dict[str, Any] = field(default_factory=dict)
    tasks: dict[str, Task] = field(default_factory=dict)
    snapshots: list[Snapshot] = field(default_factory=list)

    @property
    def clock(self) -> VirtualClock:
        return self.cloud.clock

    @property
    def account(self) -> str:
        return self.cloud.account

    @property
    def ids(self) -> Identifiers:
        return self.cloud.ids

    @property
    def partition(self) -> str:
        return str(pseudo_parameters(self.name, "", "", "")["AWS::Partition"])

    @property
    def suffix(self) -> str:
        """`amazonaws.com`, or China's."""
        return str(pseudo_parameters(self.name, "", "", "")["AWS::URLSuffix"])

    @property
    def zones(self) -> list[str]:
        return [f"{self.name}{letter}" for letter in "abc"]

    def arn(self, service: str, resource: str) -> str:
        """`arn:aws:SERVICE:REGION:ACCOUNT:RESOURCE`."""
        return f"arn:{self.partition}:{service}:{self.name}:{self.account}:{resource}"


class EmbeddedCloud:
    """An account in this process. Two clouds with the same seed give the same identifiers for the same calls."""

    def __init__(
        self,
        clock: VirtualClock | None = None,
        account: str = ACCOUNT,
        faults: Iterable[Fault] = (),
        seed: str = "shipway",
    ) -> None:
        self.clock = clock or VirtualClock()
        self.account = account
        self.faults = Faults(faults)
        self.ids = Identifiers(seed)
        self._regions: dict[str, Region] = {}

    def region(self, name: str) -> Region:
        """The region of this name, empty when it is first asked for."""
        if name not in self._regions:
            self._regions[name] = Region(name, self)
        return self._regions[name]

    def regions(self) -> Iterator[Region]:
        """Every region that was used so far."""
        yield from tuple(self._regions.values())

"""A Cloud over the embedded one, and a builder that pushes made-up images into it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from unit.shop import plan, shop

from shipway.adapters.cloud import aws
from shipway.deploy.apply import apply
from shipway.deploy.events import Event, Note, StackProgress, StepEnded
from shipway.deploy.observe import observe
from shipway.deploy.release import Release
from shipway.model.sensitive import Sensitive
from shipway.plan.model import Facts, Plan
from shipway.ports import Cloud
from shipway.rehearse.builder import RehearsalBuilder
from shipway.rehearse.clock import VirtualClock
from shipway.rehearse.cloud import EmbeddedCloud
from shipway.rehearse.faults import Fault
from shipway.rehearse.http import RehearsalHttp
from shipway.rehearse.session import session
from shipway.topology.graph import Topology

REGION = "us-east-1"


class Values:
    """A SecretValues with these values."""

    def __init__(self, **values: str) -> None:
        self._values = values

    def value(self, name: str) -> Sensitive | None:
        found = self._values.get(name)
        return Sensitive(found) if found is not None else None


@dataclass
class Rehearsal:
    """One embedded account and what was told while deploying to it."""

    backend: EmbeddedCloud
    cloud: Cloud
    raw: Any
    told: list[Event] = field(default_factory=list)

    def facts(self, topology: Topology) -> Facts:
        return observe(topology, self.cloud)

    def plan(self, topology: Topology) -> Plan:
        return plan(topology, self.facts(topology))

    def deploy(self, topology: Topology | None = None) -> Release:
        """Plan against what is there, and apply."""
        self.told.clear()
        return apply(self.plan(topology or shop()), self.cloud, self.told.append, holder="ada")

    def ends(self) -> dict[str, str]:
        """step id → its result, of the last deployment."""
        return {event.step: event.result for event in self.told if isinstance(event, StepEnded)}

    def notes(self) -> str:
        return "\n".join(event.text for event in self.told if isinstance(event, Note))

    def history(self) -> list[tuple[str, str, str]]:
        """(stack, resource, status) as told live."""
        return [(e.stack, e.event.resource, e.event.status) for e in self.told if isinstance(e, StackProgress)]

    def statuses(self) -> dict[str, str]:
        names = self.cloud.stacks.list({})
        return {name: live.status for name in names if (live := self.cloud.stacks.look(name))}


def rehearsal(faults: Iterable[Fault] = (), values: Values | None = None) -> Rehearsal:
    clock = VirtualClock()
    backend = EmbeddedCloud(clock=clock, faults=faults)
    made = session(backend, REGION)
    cloud = aws(
        made,
        values=values or Values(JWT_SECRET="hunter2"),
        builder=RehearsalBuilder(backend),
        clock=clock,
        http=RehearsalHttp(backend),
        name="the embedded cloud",
        real=False,
    )
    return Rehearsal(backend, cloud, made.client)

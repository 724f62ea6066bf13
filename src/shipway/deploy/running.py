"""A running deployment: the plan, the cloud, and what the steps so far have given."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from shipway.deploy.bucket import bootstrap_bucket
from shipway.deploy.events import Event, Progress, StackProgress
from shipway.errors import ShipwayError
from shipway.plan.model import Input, Output, Physical, Plan, Stack
from shipway.ports import Cloud


@dataclass(slots=True)
class Deployment:
    """What every step is given. results: step id → what it gave; stirred: something happened since last asked."""

    plan: Plan
    cloud: Cloud
    progress: Progress
    results: dict[str, dict[str, str]] = field(default_factory=dict)
    _told: bool = False
    _bucket: str | None = None

    def tell(self, event: Event) -> None:
        self._told |= isinstance(event, StackProgress)
        self.progress(event)

    def stirred(self) -> bool:
        told, self._told = self._told, False
        return told

    def stack(self, key: str) -> Stack:
        return self.plan.stack(key)

    def bucket(self) -> str | None:
        """The bootstrap bucket's name; None while there is none."""
        self._bucket = self._bucket or bootstrap_bucket(self.cloud.stacks)
        return self._bucket

    def value(self, source: Input) -> str:
        """An input's value, once the steps before have run. Raises ShipwayError where none gave it."""
        if isinstance(source, str):
            return source
        if isinstance(source, Output) and source.key in self.results.get(source.step, {}):
            return self.results[source.step][source.key]
        if isinstance(source, Physical):
            return self._physical(source)
        raise ShipwayError(f"the plan needs {source}, which no step gave")

    def _physical(self, source: Physical) -> str:
        stack = self.plan.deployed_by(source.step)
        rows = self.cloud.stacks.resources(stack.name)
        found = next((row.physical_id for row in rows if row.logical_id == source.resource), "")
        if not found:
            raise ShipwayError(f"the stack {stack.name} has no resource {source.resource}, which the plan needs")
        return found


Emit = Callable[[Event], None]

"""A deployment under way: the plan, the cloud, and what the steps so far have given."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from shipway.deploy.bucket import bootstrap_bucket
from shipway.deploy.events import Event, Progress, StackProgress
from shipway.errors import ShipwayError
from shipway.plan.model import DeployStack, Input, Plan, Stack
from shipway.plan.outputs import PHYSICAL
from shipway.ports import Cloud


@dataclass(slots=True)
class Deployment:
    """What every step is handed. results: step id → what it gave; stirred: something was told since last asked."""

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
        return next(stack for stack in self.plan.stacks if stack.key == key)

    def bucket(self) -> str | None:
        """The bootstrap bucket's name; None as long as there is none."""
        self._bucket = self._bucket or bootstrap_bucket(self.cloud.stacks)
        return self._bucket

    def value(self, source: Input) -> str:
        """An input's value, now that the steps before have run. Raises ShipwayError where one did not give it."""
        if isinstance(source, str):
            return source
        given = self.results.get(source.step, {})
        if source.key in given:
            return given[source.key]
        if source.key.startswith(PHYSICAL):
            return self._physical(source.step, source.key.removeprefix(PHYSICAL).split(","))
        raise ShipwayError(f"the step {source.step} was to give {source.key!r}, and did not")

    def deployed_by(self, step: str) -> Stack:
        """The stack that a step deploys."""
        return self.stack(next(one.stack for one in self.plan.steps if isinstance(one, DeployStack) and one.id == step))

    def _physical(self, step: str, ids: list[str]) -> str:
        stack = self.deployed_by(step)
        known = {row.logical_id: row.physical_id for row in self.cloud.stacks.resources(stack.name)}
        for id in ids:
            if not known.get(id):
                raise ShipwayError(f"the stack {stack.name} has no resource {id}, which the plan counts on")
        return ",".join(known[id] for id in ids)


Emit = Callable[[Event], None]

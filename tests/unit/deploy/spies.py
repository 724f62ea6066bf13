"""A cloud whose ports write down what is asked of them, for tests of one step."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import pairwise
from typing import Any

from unit.embedded import Rehearsal

from shipway.deploy.events import Event
from shipway.deploy.loop import Polling, Results
from shipway.deploy.running import Deployment
from shipway.plan.model import Plan
from shipway.ports import Cloud


@dataclass
class Spy:
    """Hands every call on to a port, and keeps (time, method, arguments)."""

    port: Any
    now: Callable[[], datetime]
    calls: list[tuple[datetime, str, tuple[Any, ...]]] = field(default_factory=list)

    def __getattr__(self, name: str) -> Any:
        method = getattr(self.port, name)

        def called(*arguments: Any, **named: Any) -> Any:
            self.calls.append((self.now(), name, (*arguments, *named.values())))
            return method(*arguments, **named)

        return called

    def times(self, name: str) -> list[datetime]:
        return [time for time, called, _ in self.calls if called == name]

    def given(self, name: str) -> list[tuple[Any, ...]]:
        return [arguments for _, called, arguments in self.calls if called == name]


def watched(world: Rehearsal, port: str) -> Spy:
    """Puts a spy before one of the world's ports."""
    spy = Spy(getattr(world.cloud, port), world.cloud.clock.now)
    world.cloud = replace(world.cloud, **{port: spy})
    return spy


def deployment(plan: Plan, cloud: Cloud, results: Mapping[str, dict[str, str]] | None = None) -> Deployment:
    told: list[Event] = []
    return Deployment(plan, cloud, told.append, dict(results or {}))


def finished(polling: Polling, cloud: Cloud, seconds: float = 1.0, rounds: int = 100_000) -> tuple[Results, int]:
    """(what it gave, how often it had to wait), letting that much time pass at each wait."""
    for waits in range(rounds):
        try:
            next(polling)
        except StopIteration as stop:
            return stop.value, waits
        cloud.clock.sleep(seconds)
    raise AssertionError("it never ended")


def gaps(times: Sequence[datetime]) -> list[float]:
    return [(later - earlier).total_seconds() for earlier, later in pairwise(times)]

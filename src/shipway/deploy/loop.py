"""One thread, many tasks at once: each is a generator that yields while it has to wait.

A task's generator is resumed again and again; it yields to say "not yet", returns its results when done, and raises
ShipwayError when it fails. Only `Clock.sleep` waits, so rehearsal runs the same loop over a virtual clock.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from shipway.errors import ShipwayError
from shipway.ports import Clock
from shipway.records import record

Results = Mapping[str, str]
Polling = Generator[None, None, Results]

SHORTEST, LONGEST, GROWTH = 1.0, 8.0, 1.4
"""Seconds between two rounds: short after something happened, longer while nothing does. CloudFormation throttles
DescribeStackEvents at a few calls a second for the whole account."""


@record
class Task:
    """Something to do after the tasks in `after`. start: makes its generator."""

    id: str
    after: tuple[str, ...]
    start: Callable[[], Polling]


@record
class Listener:
    """What the loop reports to: begun(id), ended(id, results, seconds), failed(id, error, seconds)."""

    begun: Callable[[str], None]
    ended: Callable[[str, Results, float], None]
    failed: Callable[[str, ShipwayError, float], None]


@dataclass(slots=True)
class _Loop:
    """What changes while it runs."""

    clock: Clock
    listener: Listener
    waiting: dict[str, Task]
    done: dict[str, Results] = field(default_factory=dict)
    running: dict[str, tuple[Polling, datetime]] = field(default_factory=dict)
    failure: ShipwayError | None = None

    def begin_ready(self) -> bool:
        ready = [task for task in self.waiting.values() if self.done.keys() >= set(task.after)]
        for task in ready if self.failure is None else ():
            del self.waiting[task.id]
            self.listener.begun(task.id)
            self.running[task.id] = (task.start(), self.clock.now())
        return bool(ready) and self.failure is None

    def advance(self, id: str) -> bool:
        """Resume one task; True when it has ended."""
        polling, since = self.running[id]
        try:
            next(polling)
        except StopIteration as stop:
            self.done[id] = stop.value
            self.listener.ended(id, stop.value, self._seconds(since))
        except ShipwayError as error:
            self.failure = self.failure or error
            self.listener.failed(id, error, self._seconds(since))
        else:
            return False
        del self.running[id]
        return True

    def _seconds(self, since: datetime) -> float:
        return (self.clock.now() - since).total_seconds()


def run(
    tasks: Sequence[Task],
    clock: Clock,
    listener: Listener,
    *,
    done: Mapping[str, Results] | None = None,
    stirred: Callable[[], bool] = lambda: False,
) -> dict[str, Results]:
    """Run all tasks, each when those before it are done. Returns their results by id, `done` included.

    After a failure nothing more is started, what runs is waited for, and the first failure is raised.
    stirred: whether something was seen since it was last asked, so that the next round comes soon.
    """
    loop = _Loop(clock, listener, {task.id: task for task in tasks}, dict(done or {}))
    pause = SHORTEST
    while True:
        moved = loop.begin_ready()
        for id in tuple(loop.running):
            moved |= loop.advance(id)
        if not loop.running and (loop.failure or not loop.waiting):
            break
        if not loop.running and not moved:
            raise ShipwayError(f"nothing can continue: {', '.join(loop.waiting)} wait for steps that do not exist")
        if moved or stirred():
            pause = SHORTEST
        if loop.running and not moved:
            clock.sleep(pause)
            pause = min(LONGEST, pause * GROWTH)
    if loop.failure:
        raise loop.failure
    return loop.done

"""The loop: order, things under way at the same time, and the end after a failure."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from shipway.deploy.loop import Listener, Polling, Task, run
from shipway.errors import ShipwayError


class FakeClock:
    """A clock that only sleeping moves."""

    def __init__(self) -> None:
        self.time = datetime(2026, 1, 1, tzinfo=UTC)
        self.pauses: list[float] = []

    def now(self) -> datetime:
        return self.time

    def sleep(self, seconds: float) -> None:
        self.pauses.append(seconds)
        self.time += timedelta(seconds=seconds)


class Story:
    """What the loop told."""

    def __init__(self) -> None:
        self.lines: list[str] = []

    def listener(self) -> Listener:
        return Listener(
            lambda id: self.lines.append(f"begin {id}"),
            lambda id, results, seconds: self.lines.append(f"end {id} {results.get('x', '')}"),
            lambda id, error, seconds: self.lines.append(f"fail {id} {error.what}"),
        )


def waits(rounds: int, fails: str = "") -> Callable[[], Polling]:
    def polling() -> Polling:
        for _ in range(rounds):
            yield
        if fails:
            raise ShipwayError(fails)
        return {"x": str(rounds)}

    return polling


def test_each_after_what_it_needs() -> None:
    story = Story()
    tasks = [Task("b", ("a",), waits(0)), Task("a", (), waits(2))]
    results = run(tasks, FakeClock(), story.listener())
    assert story.lines == ["begin a", "end a 2", "begin b", "end b 0"]
    assert results == {"a": {"x": "2"}, "b": {"x": "0"}}


def test_independent_tasks_are_under_way_together() -> None:
    story, clock = Story(), FakeClock()
    run([Task("a", (), waits(3)), Task("b", (), waits(3))], clock, story.listener())
    assert story.lines[:2] == ["begin a", "begin b"]
    assert len(clock.pauses) == 2


def test_what_was_done_before_counts() -> None:
    results = run([Task("b", ("a",), waits(0))], FakeClock(), Story().listener(), done={"a": {"x": "before"}})
    assert results["a"] == {"x": "before"}


def test_after_a_failure_nothing_begins_and_the_rest_ends() -> None:
    story = Story()
    tasks = [Task("bad", (), waits(1, "it broke")), Task("slow", (), waits(4)), Task("later", ("slow",), waits(0))]
    with pytest.raises(ShipwayError, match="it broke"):
        run(tasks, FakeClock(), story.listener())
    assert story.lines == ["begin bad", "begin slow", "fail bad it broke", "end slow 4"]


def test_first_of_two_failures_is_raised() -> None:
    tasks = [Task("a", (), waits(2, "second")), Task("b", (), waits(1, "first"))]
    with pytest.raises(ShipwayError, match="first"):
        run(tasks, FakeClock(), Story().listener())


def test_pauses_grow_while_nothing_happens() -> None:
    clock = FakeClock()
    run([Task("a", (), waits(12))], clock, Story().listener())
    assert clock.pauses[0] == 1
    assert clock.pauses == sorted(clock.pauses)
    assert clock.pauses[-1] == 8


def test_pauses_are_short_again_when_something_stirs() -> None:
    clock, rounds = FakeClock(), iter(range(100))
    run([Task("a", (), waits(12))], clock, Story().listener(), stirred=lambda: next(rounds) % 2 == 0)
    assert max(clock.pauses) < 2


def test_waiting_for_nobody_is_said() -> None:
    with pytest.raises(ShipwayError, match="nothing can continue: a"):
        run([Task("a", ("none",), waits(0))], FakeClock(), Story().listener())


def test_nothing_to_do() -> None:
    assert run([], FakeClock(), Story().listener()) == {}

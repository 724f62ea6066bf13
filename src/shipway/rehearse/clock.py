"""Time that passes only when somebody sleeps: what the engine has under way happens meanwhile, in order."""

from __future__ import annotations

import heapq
import itertools
from collections.abc import Callable, Generator
from datetime import UTC, datetime, timedelta
from typing import Any

START = datetime(2026, 1, 5, 9, 0, tzinfo=UTC)
"""When every rehearsal begins, so that two of them print the same."""

Process = Generator[float, None, Any]
"""Something that takes time: each yielded number is how many seconds pass before it goes on."""


class VirtualClock:
    """Implements ports.Clock. Nothing runs in the background: `sleep` alone lets time pass and processes go on."""

    def __init__(self, start: datetime = START) -> None:
        self._now = start
        self._due: list[tuple[datetime, int, Callable[[], None]]] = []
        self._numbers = itertools.count()

    def now(self) -> datetime:
        return self._now

    def sleep(self, seconds: float) -> None:
        """Let so many seconds pass; whatever is due meanwhile happens at its own time."""
        end = self._now + timedelta(seconds=max(0.0, seconds))
        while self._due and self._due[0][0] <= end:
            self._now, _, action = heapq.heappop(self._due)
            action()
        self._now = end

    def after(self, seconds: float, action: Callable[[], None]) -> None:
        """Have something done in so many seconds; of two at the same moment the one that was asked first."""
        due = self._now + timedelta(seconds=max(0.0, seconds))
        heapq.heappush(self._due, (due, next(self._numbers), action))

    def start(self, process: Process) -> None:
        """Begin a process now, up to its first wait; it goes on by itself while others sleep."""
        pause = next(process, None)
        if pause is not None:
            self.after(pause, lambda: self.start(process))

"""Many jobs at the same time, each after those it waits for; virtual time passes once for all of them."""

from __future__ import annotations

import heapq
from collections.abc import Callable, Collection, Generator, Mapping
from dataclasses import dataclass, field

from shipway.rehearse.clock import Process
from shipway.rehearse.refusal import Failed

Job = Callable[[], Process]


@dataclass(slots=True)
class Outcome:
    """done and failed in the order in which they ended; cancelled: under way when another failed."""

    done: list[str] = field(default_factory=list)
    failed: dict[str, str] = field(default_factory=dict)
    cancelled: list[str] = field(default_factory=list)


def parallel(
    jobs: Mapping[str, Job], after: Mapping[str, Collection[str]], *, stop: bool
) -> Generator[float, None, Outcome]:
    """Run all jobs; a job that raises Failed has failed, and what waits for it is never begun.

    stop: after the first failure begin nothing more and cancel what is under way; else let the others go on.
    """
    outcome = Outcome()
    waiting = dict(jobs)
    running: list[tuple[float, int, str, Process]] = []
    now, number = 0.0, 0
    while True:
        settled = jobs.keys() - set(outcome.done)
        ready = [id for id in waiting if not settled & set(after.get(id, ()))]
        for id in ready:
            number += 1
            heapq.heappush(running, (now, number, id, waiting.pop(id)()))
        if not running:
            return outcome
        due, _, id, process = heapq.heappop(running)
        if due > now:
            yield due - now
            now = due
        try:
            pause = next(process)
        except StopIteration:
            outcome.done.append(id)
        except Failed as failure:
            outcome.failed[id] = failure.reason
            if stop:
                outcome.cancelled = [other for _, _, other, _ in sorted(running, key=lambda one: one[1])]
                for _, _, _, other in running:
                    other.close()
                return outcome
        else:
            number += 1
            heapq.heappush(running, (now + pause, number, id, process))

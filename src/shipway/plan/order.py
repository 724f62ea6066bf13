"""An order of steps in which each comes after what it needs, the same for the same steps."""

from __future__ import annotations

from collections.abc import Iterable
from heapq import heapify, heappop, heappush

from shipway.errors import ShipwayError
from shipway.plan.kinds import rank
from shipway.plan.model import Step


def ordered(steps: Iterable[Step]) -> tuple[Step, ...]:
    """The steps sorted by what they wait for; of those that are ready, the one that people expect comes first.

    Raises ShipwayError where steps wait for each other or for a step that does not exist, which no input may cause.
    """
    all_ = tuple(steps)
    waiting: dict[str, list[int]] = {step.id: [] for step in all_}
    """Step → those that wait for it, by their places."""
    open_ = [set(step.after) for step in all_]
    for index, needs in enumerate(open_):
        if missing := needs - waiting.keys():
            raise ShipwayError(f"the step {all_[index].id} waits for {min(missing)}, which the plan does not have")
        for id in needs:
            waiting[id].append(index)
    ready = [(rank(step), index) for index, step in enumerate(all_) if not step.after]
    heapify(ready)
    out: list[Step] = []
    while ready:
        step = all_[heappop(ready)[1]]
        out.append(step)
        for index in waiting[step.id]:
            open_[index].discard(step.id)
            if not open_[index]:
                heappush(ready, (rank(all_[index]), index))
    if len(out) < len(all_):
        left = ", ".join(step.id for step, needs in zip(all_, open_, strict=True) if needs)
        raise ShipwayError(f"steps of the plan wait for each other: {left}")
    return tuple(out)

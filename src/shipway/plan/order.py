"""An order of steps in which each comes after what it needs, the same for the same steps."""

from __future__ import annotations

from collections.abc import Iterable

from shipway.errors import ShipwayError
from shipway.plan.kinds import rank
from shipway.plan.model import Step


def ordered(steps: Iterable[Step]) -> tuple[Step, ...]:
    """The steps sorted by what they wait for; of those that are ready, the one that people expect comes first.

    Raises ShipwayError where steps wait for each other or for a step that does not exist, which no input may cause.
    """
    left = dict(enumerate(steps))
    known = {step.id for step in left.values()}
    for step in left.values():
        if missing := set(step.after) - known:
            raise ShipwayError(f"the step {step.id} waits for {sorted(missing)[0]}, which the plan does not have")
    done: set[str] = set()
    out: list[Step] = []
    while left:
        ready = [(rank(step), index) for index, step in left.items() if done.issuperset(step.after)]
        if not ready:
            raise ShipwayError(f"steps of the plan wait for each other: {', '.join(s.id for s in left.values())}")
        step = left.pop(min(ready)[1])
        done.add(step.id)
        out.append(step)
    return tuple(out)

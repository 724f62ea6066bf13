"""Backends before their callers: a running task does not learn of a Service Connect endpoint created after it.

https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-connect-concepts-deploy.html
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from shipway.diagnostics import Diagnostics
from shipway.model.application import Application
from shipway.topology.actions import RunJob

SHOWN = 3


def backends_first(
    stacks: Mapping[str, str], jobs: Iterable[RunJob], application: Application, diagnostics: Diagnostics
) -> dict[str, tuple[str, ...]]:
    """Stack → the stacks of the services that its own calls. stacks: service → its stack.

    Where services call each other in a circle, one call is left out, and reported.
    """
    phases = _phases(stacks.values(), tuple(jobs))
    calls: dict[str, list[str]] = {name: [] for name in stacks}
    for link in application.links:
        if link.guessed:
            continue
        if link.source in stacks and link.sink in stacks and link.source != link.sink:
            earlier = phases[stacks[link.sink]] <= phases[stacks[link.source]]
            if earlier and link.sink not in calls[link.source]:
                calls[link.source].append(link.sink)
    circles = _circles(calls)
    for caller, called in circles:
        calls[caller].remove(called)
    if circles:
        _tell(circles, application, diagnostics)
    return {stacks[name]: tuple(stacks[sink] for sink in sinks) for name, sinks in calls.items()}


def _tell(circles: list[tuple[str, str]], application: Application, diagnostics: Diagnostics) -> None:
    callers = list(dict.fromkeys(caller for caller, _ in circles))
    said = ", ".join(f'"{caller}" calls "{called}"' for caller, called in circles[:SHOWN])
    more = f" and {len(circles) - SHOWN} more calls" if circles[SHOWN:] else ""
    diagnostics.warning(
        "links.circle",
        f"services call each other in a circle: {said}{more}, deployed after its caller the first time",
        application.workload(callers[0]).origin,
        detail="A running task does not learn of an endpoint that is created after it.",
        fix=f"After the first deployment run `aws ecs update-service --force-new-deployment` for {', '.join(callers)}.",
    )


def _phases(stacks: Iterable[str], jobs: tuple[RunJob, ...]) -> dict[str, int]:
    """Stack → how many jobs, one after another, come before it: what comes before a job waits for nothing after it."""
    found = dict.fromkeys(stacks, 0)
    ends = {job.id: 0 for job in jobs}
    for _ in jobs:
        for job in jobs:
            start = max((ends.get(name, found.get(name, 0)) for name in job.after), default=0)
            ends[job.id] = max(ends[job.id], start + 1)
            for stack in job.before:
                found[stack] = max(found.get(stack, 0), ends[job.id])
    return found


def _circles(calls: Mapping[str, list[str]]) -> list[tuple[str, str]]:
    """The calls that close a circle, in the order of the file; without recursion, since chains may be long."""
    found: list[tuple[str, str]] = []
    state: dict[str, str] = {}
    for first in calls:
        path = [(first, iter(calls[first]))] if first not in state else []
        state.setdefault(first, "open")
        while path:
            name, left = path[-1]
            sink = next(left, None)
            if sink is None:
                state[name] = "done"
                path.pop()
            elif state.get(sink) == "open":
                found.append((name, sink))
            elif sink not in state:
                state[sink] = "open"
                path.append((sink, iter(calls[sink])))
    return found

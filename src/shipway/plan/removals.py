"""Stacks that are no longer wanted, and what a stack still holds for others: what is removed, and when."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from shipway.plan.model import BuildImage, DeployStack, LiveStack, RemoveStack, Step
from shipway.plan.standing import stands
from shipway.plan.tags import kind_of, never_twice
from shipway.topology.graph import StackKind

Gone = tuple[tuple[str, LiveStack], ...]
"""(key, stack) of what is deployed and not designed."""


def with_removals(found: list[Step], gone: Gone) -> list[Step]:
    """A workload goes after its successors run, its data and network after it.

    A workload that may never run twice goes before them instead, since its successor may do the same work.
    """
    workloads = [(key, live) for key, live in gone if kind_of(live.tags) is StackKind.WORKLOAD]
    early = {key for key, live in workloads if not stands(live) or never_twice(live.tags)}
    moved = [_after(step, tuple(_remove(key) for key, _ in workloads if key in early)) for step in found]
    settled = ends(moved)
    first = tuple(step.id for step in moved if _opening(step))
    out = list(moved)
    out += [RemoveStack(_remove(key), first if key in early else settled, key) for key, _ in workloads]
    last = (*settled, *(_remove(key) for key, _ in workloads))
    return out + [RemoveStack(_remove(key), last, key) for key, live in gone if (key, live) not in workloads]


def _remove(key: str) -> str:
    return f"remove-{key}"


def _after(step: Step, removed: tuple[str, ...]) -> Step:
    """A workload's deployment comes after the removals that it depends on."""
    if isinstance(step, DeployStack) and step.kind is StackKind.WORKLOAD:
        return replace(step, after=(*step.after, *removed))
    return step


def _opening(step: Step) -> bool:
    """The steps that show that a deployment can begin at all: nothing is removed before them."""
    return isinstance(step, BuildImage) or (isinstance(step, DeployStack) and step.kind.shared)


def tidying(found: list[Step]) -> list[Step]:
    """A second pass over each stack that kept something, after everything else; the first stack goes last."""
    after = ends(found)
    out: list[Step] = []
    for step in reversed(found):
        if isinstance(step, DeployStack) and step.keeps:
            tidy = replace(step, id=f"trim-{step.stack}", after=after, keeps=(), tidies=True)
            out.append(tidy)
            after = (tidy.id,)
    return out


def ends(steps: Iterable[Step]) -> tuple[str, ...]:
    """The steps that no other waits for: what comes after these comes after all."""
    known = tuple(steps)
    awaited = {id for step in known for id in step.after}
    return tuple(step.id for step in known if step.id not in awaited)

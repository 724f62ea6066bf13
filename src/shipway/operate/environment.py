"""The stacks of a deployed environment, by key and in the order in which they were created."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from shipway.plan.model import LiveStack
from shipway.plan.tags import key_of, kind_of
from shipway.ports import Stacks
from shipway.records import record
from shipway.topology.graph import StackKind

_KINDS = tuple(StackKind)


@record
class Standing:
    """A deployed stack. level: one of a higher level uses those of lower levels, and none of its own."""

    key: str
    name: str
    level: tuple[int, int]


def standing(stacks: Stacks, names: Iterable[str]) -> tuple[Standing, ...]:
    """Those of these stacks that exist: what others depend on comes first, workloads last."""
    live = {name: found for name in names if (found := stacks.look(name)) is not None}
    depths = _depths({name: one for name, one in live.items() if kind_of(one.tags) is StackKind.ENVIRONMENT})
    made = (
        Standing(key_of(one.tags, name), name, (_KINDS.index(kind_of(one.tags)), depths.get(name, 0)))
        for name, one in live.items()
    )
    return tuple(sorted(made, key=lambda one: (one.level, one.key)))


def _depths(live: Mapping[str, LiveStack]) -> dict[str, int]:
    """How many stacks lie below each: values pass from one to the next as outputs that become parameters."""
    given = {name: {text for text in one.outputs.values() if text} for name, one in live.items()}
    taken = {name: set(one.parameters.values()) for name, one in live.items()}
    uses = {name: [other for other in live if other != name and given[other] & taken[name]] for name in live}
    depths = dict.fromkeys(live, 0)
    for _ in live:
        deeper = {name: max((depths[other] + 1 for other in uses[name]), default=0) for name in live}
        if deeper == depths:
            break
        depths = deeper
    return depths

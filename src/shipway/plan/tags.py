"""What a stack's tags say about it, so that a deployed stack can be understood without the project's files."""

from __future__ import annotations

from collections.abc import Mapping

from shipway import naming
from shipway.topology.graph import StackKind, StackSpec, Topology

KEY, KIND, SUBJECT, SINGLE = "shipway:stack", "shipway:kind", "shipway:subject", "shipway:single"
Tags = Mapping[str, str]


def tags(topology: Topology, spec: StackSpec) -> tuple[tuple[str, str], ...]:
    """A stack that several environments share carries none of one environment's tags, or each would change it."""
    app, environment = naming.tags(topology.app, topology.environment)
    owner = {StackKind.ACCOUNT: (), StackKind.APPLICATION: (app,)}.get(spec.kind, (app, environment))
    found = [*owner, (KEY, spec.name), (KIND, spec.kind.value)]
    found += [(SUBJECT, spec.subject)] if spec.subject else []
    found += [(SINGLE, "true")] if spec.single else []
    return tuple(found)


def key_of(live: Tags, name: str) -> str:
    """The stack's key; its name where no tag says it."""
    return live.get(KEY) or name


def kind_of(live: Tags) -> StackKind:
    """What there is one such stack per; an environment where no tag says it."""
    known = live.get(KIND)
    return StackKind(known) if known in tuple(StackKind) else StackKind.ENVIRONMENT


def subject_of(live: Tags) -> str:
    """The workload that the stack is of, "" for none."""
    return live.get(SUBJECT, "")


def never_twice(live: Tags) -> bool:
    """Whether the stack's workload must never run twice at once."""
    return live.get(SINGLE) == "true"

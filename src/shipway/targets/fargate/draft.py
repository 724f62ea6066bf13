"""A topology while it is designed: what each part of the design adds to."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import field

from shipway.diagnostics import Diagnostics
from shipway.model.application import Application, Environment
from shipway.model.workload import Workload
from shipway.naming import logical_id
from shipway.records import draft
from shipway.resources.security_group import security_group
from shipway.targets.fargate.options import FargateOptions
from shipway.topology import grants
from shipway.topology.graph import Edge, Purpose, Resource

ROOM = 60
"""Workloads whose security groups share a stack: with a dozen connections each it stays below 500 resources.

https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html
"""


@draft
class Draft:
    """groups: node of the edges → its security group."""

    application: Application
    environment: Environment
    options: FargateOptions
    diagnostics: Diagnostics
    resources: list[Resource] = field(default_factory=list)
    edges: list[Edge] = field(default_factory=list)
    groups: dict[str, grants.Group] = field(default_factory=dict)

    @property
    def name(self) -> str:
        return f"{self.application.name}-{self.environment.name}"

    def connect(self, source: str, sink: str, port: int) -> None:
        self.edges.append(Edge(source, sink, Purpose.CONNECT, port))


def group(draft: Draft, node: str, *words: str, stack: str = "network") -> str:
    """A security group for a node; the words make its id where the node's name is not enough."""
    id = logical_id(*(words or (node,)), "security group")
    draft.groups[node] = grants.Group(id, stack)
    draft.resources.append(security_group(id, stack, f"{node} of {draft.name}", f"{draft.name}-{node}"))
    return id


def access(application: Application) -> tuple[str, ...]:
    """Stacks for the security groups of more workloads than one template could hold."""
    count = len(application.workloads)
    return tuple(f"access-{n + 1}" for n in range(-(-count // ROOM))) if count > ROOM else ()


def placed(application: Application) -> Iterator[tuple[Workload, str]]:
    """Each workload with the stack of its security group."""
    stacks = access(application)
    for number, workload in enumerate(application.workloads):
        yield workload, stacks[number // ROOM] if stacks else "network"

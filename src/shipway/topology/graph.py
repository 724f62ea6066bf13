"""The graph of AWS resources that a target designs: Resource, Edge, StackSpec, Topology.

A building block names another resource by `Ref(id)` or `Ref(id, "Arn")` and does not know which stack either lives in;
`synthesize` turns a reference inside a stack into Ref or GetAtt, and one across stacks into an output of one stack and
a parameter of the other.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from enum import StrEnum
from typing import TypeVar

from shipway.diagnostics import Origin
from shipway.records import record
from shipway.topology.actions import Action
from shipway.topology.inputs import Ref as Ref

T = TypeVar("T")

Json = None | bool | int | float | str | list["Json"] | dict[str, "Json"]


@record
class ImageRef:
    """The image of a workload: a parameter of its stack, `repository@sha256:…`, filled by the deployer."""

    image: str


Property = None | bool | int | float | str | Ref | ImageRef | list["Property"] | dict[str, "Property"]


class Retention(StrEnum):
    """What CloudFormation does with the resource when it is removed or replaced."""

    DELETE = "Delete"
    RETAIN = "RetainExceptOnCreate"
    SNAPSHOT = "Snapshot"


@record
class Resource:
    """One resource of CloudFormation. id is its logical id and unique in the whole topology (naming.py).

    properties: CloudFormation's, with Ref and ImageRef anywhere, also inside Fn::Sub's second argument.
    subject: the workload, datastore or volume that it serves, for the plan's grouping. holds_data: lost with it.
    """

    id: str
    stack: str
    type: str
    properties: Mapping[str, Property]
    depends_on: tuple[str, ...] = ()
    retention: Retention = Retention.DELETE
    subject: str = ""
    holds_data: bool = False
    origin: Origin | None = None


class Purpose(StrEnum):
    """Why an edge exists; grants.py knows what each needs."""

    CONNECT = "connect"  # source opens a TCP connection to sink on port
    PUBLIC = "public"  # the internet reaches sink on port
    READ_SECRET = "read-secret"  # source's execution role reads sink
    MOUNT = "mount"  # source mounts the file system sink
    WRITE_LOGS = "write-logs"
    PULL_IMAGE = "pull-image"


@record
class Edge:
    """What uses what; nothing else opens a port or grants a permission. Nodes are names or resource ids."""

    source: str
    sink: str
    purpose: Purpose
    port: int | None = None


class StackKind(StrEnum):
    """How many there are of a stack: one per account and region, per application, per environment or per workload."""

    ACCOUNT = "account"
    APPLICATION = "application"
    ENVIRONMENT = "environment"
    WORKLOAD = "workload"

    @property
    def shared(self) -> bool:
        """Whether other environments use it too: it comes first, and is not removed with one of them."""
        return self in (StackKind.ACCOUNT, StackKind.APPLICATION)


@record
class StackSpec:
    """A stack of the topology. name: its key, such as `network`; region: where it lives; depends_on: keys.

    subject: the workload that a workload's stack is of, or what runs all of them. single: it must never run twice at
    once.
    """

    name: str
    region: str
    depends_on: tuple[str, ...] = ()
    kind: StackKind = StackKind.ENVIRONMENT
    subject: str = ""
    single: bool = False


@record
class Topology:
    """A designed environment. Everything is ordered, so that the same input gives the same bytes.

    actions: what is done between and after the stacks. outputs: (stack, name, value) shown to people.
    """

    target: str
    app: str
    environment: str
    region: str
    stacks: tuple[StackSpec, ...]
    resources: tuple[Resource, ...]
    edges: tuple[Edge, ...] = ()
    actions: tuple[Action, ...] = ()
    outputs: tuple[tuple[str, str, Ref | str], ...] = field(default=())

    def resource(self, id: str) -> Resource:
        return next(r for r in self.resources if r.id == id)

    def every(self, type: type[T]) -> tuple[T, ...]:
        """The actions of one kind."""
        return tuple(action for action in self.actions if isinstance(action, type))

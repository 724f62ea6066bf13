"""The graph of AWS resources that a target designs: Resource, Edge, Topology, and references between resources.

A building block names another resource by `Ref(id)` or `Ref(id, "Arn")` and does not know which stack either lives in;
 `synthesize` turns a reference inside a stack into Ref or GetAtt, and one across stacks into an output
of one stack and a parameter of the other.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from enum import StrEnum

from shipway.diagnostics import Origin
from shipway.records import record

Json = None | bool | int | float | str | list["Json"] | dict[str, "Json"]


@record
class Ref:
    """A property's value that is another resource's Ref (attribute None) or GetAtt. id: unique in the topology."""

    id: str
    attribute: str | None = None


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
    """Who uses what; nothing else opens a port or grants a permission. Nodes are names or resource ids."""

    source: str
    sink: str
    purpose: Purpose
    port: int | None = None
    port_end: int | None = None


@record
class StackSpec:
    """A stack of the topology. name: its key ("network", "workload-web"); depends_on: keys; region: where it lives."""

    name: str
    region: str
    depends_on: tuple[str, ...] = ()
    once_per: str = "environment"  # account, application, environment or workload


@record
class ImageSpec:
    """An image to have before its stack: built and pushed to `repository`, or taken by reference.

    stacks: the stacks that take it as parameter `Image`. tag: the content tag. reference: for an image that is not
    built here. build/overlays: the model's, for the builder port.
    """

    name: str
    tag: str
    repository: str | None = None  # resource id of the AWS::ECR::Repository
    reference: str | None = None
    build: object | None = None
    overlays: tuple[object, ...] = ()
    platform: str | None = None


@record
class JobSpec:
    """A task run to completion between stacks: `task_definition` is a resource id, run before `before` stacks."""

    name: str
    stack: str
    task_definition: str
    cluster: str
    subnets: str
    security_group: str
    after: tuple[str, ...] = ()
    before: tuple[str, ...] = ()
    subject: str = ""


@record
class SecretSpec:
    """A secret that a step fills: `resource` is the AWS::SecretsManager::Secret, `name` the application's secret."""

    name: str
    resource: str
    source: Origin | None
    before: tuple[str, ...] = ()


@record
class Topology:
    """A designed environment. Everything is ordered, so that the same input gives the same bytes."""

    target: str
    app: str
    environment: str
    region: str
    stacks: tuple[StackSpec, ...]
    resources: tuple[Resource, ...]
    edges: tuple[Edge, ...] = ()
    images: tuple[ImageSpec, ...] = ()
    jobs: tuple[JobSpec, ...] = ()
    secrets: tuple[SecretSpec, ...] = ()
    services: tuple[tuple[str, str], ...] = ()  # (workload, resource id of its AWS::ECS::Service)
    outputs: tuple[tuple[str, str, Ref | str], ...] = field(default=())  # (stack, name, value) shown to people

    def resource(self, id: str) -> Resource:
        return next(r for r in self.resources if r.id == id)

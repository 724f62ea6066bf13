"""Plan, Step and Change: what `apply`, dry run, progress, eject and rehearsal all interpret.

A plan is data: frozen, ordered, serialisable (planfile.py), and holds no secret. What is not known before the
deployment is an `Output` of an earlier step.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from enum import StrEnum

from shipway.diagnostics import Origin
from shipway.model.application import Overlay
from shipway.records import record

Json = None | bool | int | float | str | list["Json"] | dict[str, "Json"]


class Action(StrEnum):
    ADD = "add"
    CHANGE = "change"
    REPLACE = "replace"
    REMOVE = "remove"


@record
class PropertyChange:
    """path: `/Properties/DBInstanceClass`. before and after are compact JSON, None where absent. requires replacement:
    never, may, always."""

    path: str
    before: str | None
    after: str | None
    requires: str = "never"


@record
class Change:
    """One resource of one stack. holds_data: something is lost where it is replaced or removed."""

    stack: str
    resource: str
    type: str
    action: Action
    properties: tuple[PropertyChange, ...] = ()
    subject: str = ""
    holds_data: bool = False
    origin: Origin | None = None


@record
class Output:
    """An input known only while applying: output `key` of step `step`. Stack steps give the stack's outputs, an image
    step gives `Image` (repository@digest)."""

    step: str
    key: str


Input = str | Output


@record
class DeployStack:
    """Create or update a stack by a change set. parameters: template parameter → input.

    keeps: resources of the deployed template that this pass leaves in place although the new one has dropped them,
    because stacks deployed later still use them; a second step of the same stack, after those, removes them.
    """

    id: str
    stack: str
    after: tuple[str, ...]
    parameters: tuple[tuple[str, Input], ...] = ()
    keeps: tuple[str, ...] = ()


@record
class BuildImage:
    """Build (or take, where `reference` is given and built is False) an image, push it, learn its digest.

    repository: input that gives the repository URI; None where the reference is used as it is. secret_args: build
    arguments whose values the plan does not hold, each with the key that `SecretValues` knows it by.
    """

    id: str
    after: tuple[str, ...]
    image: str
    tag: str
    repository: Input | None
    reference: str | None = None
    context: str | None = None
    dockerfile: str = "Dockerfile"
    target: str | None = None
    args: tuple[tuple[str, str], ...] = ()
    overlays: tuple[Overlay, ...] = ()
    inline_dockerfile: str | None = None
    platform: str | None = None
    secret_args: tuple[tuple[str, str], ...] = ()


@record
class StoreSecret:
    """Put the value of the application's secret `name` into Secrets Manager where it has none yet."""

    id: str
    after: tuple[str, ...]
    name: str
    secret: Input  # ARN
    source: Origin | None


@record
class RunJob:
    """Run a task to completion; exit status other than 0 stops the deployment."""

    id: str
    after: tuple[str, ...]
    name: str
    cluster: Input
    task_definition: Input
    subnets: Input
    security_group: Input
    log_group: str = ""
    public_ip: bool = False


@record
class WaitService:
    """Wait until an ECS service is steady, and say why a task died if it is not."""

    id: str
    after: tuple[str, ...]
    workload: str
    cluster: Input
    service: Input


@record
class ProtectStack:
    """Termination protection on, after the first success."""

    id: str
    after: tuple[str, ...]
    stack: str


@record
class RemoveStack:
    """Delete a stack that the environment no longer has."""

    id: str
    after: tuple[str, ...]
    stack: str


Step = DeployStack | BuildImage | StoreSecret | RunJob | WaitService | ProtectStack | RemoveStack


@record
class Stack:
    """A synthesized stack: its key, CloudFormation name, region, template (plain data) and tags."""

    key: str
    name: str
    region: str
    template: Mapping[str, Json]
    depends_on: tuple[str, ...] = ()
    parameters: tuple[tuple[str, Input], ...] = ()
    tags: tuple[tuple[str, str], ...] = ()


@record
class LiveStack:
    """What `observe` read of one deployed stack. template: as deployed. protected: termination protection. id: ARN."""

    name: str
    status: str
    template: Mapping[str, Json]
    parameters: Mapping[str, str] = field(default_factory=dict)
    outputs: Mapping[str, str] = field(default_factory=dict)
    protected: bool = False
    id: str = ""
    tags: Mapping[str, str] = field(default_factory=dict)


@record
class Facts:
    """All that was read of AWS before a plan; empty without credentials (`known` False, and the plan says so).

    stacks: by name in CloudFormation. images: image name → `repository@digest` where its content tag is pushed already.
    """

    known: bool = False
    account: str = ""
    region: str = ""
    stacks: Mapping[str, LiveStack] = field(default_factory=dict)
    images: Mapping[str, str] = field(default_factory=dict)


@record
class Plan:
    """What will be done. base_digest: of the facts it was made against; apply refuses when they moved."""

    app: str
    environment: str
    target: str
    region: str
    known: bool
    base_digest: str
    stacks: tuple[Stack, ...]
    changes: tuple[Change, ...]
    steps: tuple[Step, ...]

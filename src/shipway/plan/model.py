"""Plan, Step and Change: what `apply`, dry run, progress, eject and rehearsal all interpret.

A plan is data: frozen, ordered, serialisable (planfile.py), and holds no secret. What is not known before the
deployment is an `Output` of an earlier step, or a `Physical` id in the stack that it deploys.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from enum import StrEnum

from shipway.diagnostics import Origin
from shipway.records import record
from shipway.topology.actions import Action as TargetAction
from shipway.topology.actions import BuildImage as BuildImage
from shipway.topology.actions import RunJob as RunJob
from shipway.topology.actions import StoreSecret as StoreSecret
from shipway.topology.actions import WaitContainerService as WaitContainerService
from shipway.topology.actions import WaitService as WaitService
from shipway.topology.graph import Json as Json
from shipway.topology.graph import StackKind
from shipway.topology.inputs import Input as Input
from shipway.topology.inputs import Output as Output
from shipway.topology.inputs import Physical as Physical


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
    """One resource of one stack. holds_data: replacing or removing it loses data."""

    stack: str
    resource: str
    type: str
    action: Action
    properties: tuple[PropertyChange, ...] = ()
    subject: str = ""
    holds_data: bool = False
    origin: Origin | None = None


@record
class DeployStack:
    """Create or update a stack by a change set. parameters: template parameter → input.

    keeps: resources of the deployed template that this pass leaves in place although the new one has dropped them,
    because stacks deployed later still use them; a second step of the same stack, after those, removes them: it
    `tidies`.
    """

    id: str
    stack: str
    after: tuple[str, ...]
    parameters: tuple[tuple[str, Input], ...] = ()
    keeps: tuple[str, ...] = ()
    kind: StackKind = StackKind.ENVIRONMENT
    tidies: bool = False


@record
class ProtectStack:
    """Turn on termination protection, after the first success."""

    id: str
    after: tuple[str, ...]
    stack: str


@record
class RemoveStack:
    """Delete a stack that the environment no longer has."""

    id: str
    after: tuple[str, ...]
    stack: str


Step = DeployStack | ProtectStack | RemoveStack | TargetAction
"""What the plan itself does to stacks, and what the target wants done besides (topology/actions.py)."""


@record
class Stack:
    """A synthesized stack: its key, CloudFormation name, region, template (plain data) and tags (tags.py)."""

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
    """What will be done. base_digest: of the facts it was made against; apply refuses when they have changed."""

    app: str
    environment: str
    target: str
    region: str
    known: bool
    base_digest: str
    stacks: tuple[Stack, ...]
    changes: tuple[Change, ...]
    steps: tuple[Step, ...]

    def stack(self, key: str) -> Stack:
        """The stack with this key."""
        return next(stack for stack in self.stacks if stack.key == key)

    def deployed_by(self, step: str) -> Stack:
        """The stack that a step deploys, by the step's id."""
        return self.stack(next(one.stack for one in self.steps if isinstance(one, DeployStack) and one.id == step))

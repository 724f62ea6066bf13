"""What a target wants done between and after its stacks: one record per kind of action.

An action has an `id`. Stack keys and actions' ids say what it comes `after` and `before`; the stacks of the
resources that its inputs refer to come before it without being named. In a plan it is a step: each Ref has become an
Output or a Physical (inputs.py), `after` names steps, and `before` is empty, since it has become their `after`.

A new kind is a record here, in `Action`; a row in plan/kinds.py; an interpreter in deploy/steps/, in its table.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields

from shipway.diagnostics import Origin
from shipway.model.image import Overlay
from shipway.records import record
from shipway.topology.inputs import Input, Ref


@record
class BuildImage:
    """Build an image and push it, or take it as it is where there is no repository; learn its digest.

    repository: the name of the repository. reference: of an image that is not built here, or that overlays go on top
    of. secret_args: (argument, the key of its value).
    """

    id: str
    after: tuple[str, ...]
    image: str
    tag: str
    repository: Input | None = None
    reference: str | None = None
    context: str | None = None
    dockerfile: str = "Dockerfile"
    target: str | None = None
    args: tuple[tuple[str, str], ...] = ()
    overlays: tuple[Overlay, ...] = ()
    inline_dockerfile: str | None = None
    platform: str | None = None
    secret_args: tuple[tuple[str, str], ...] = ()
    before: tuple[str, ...] = ()


@record
class StoreSecret:
    """Store the value of the application's secret `name` if it has none yet. secret: the ARN of its home."""

    id: str
    after: tuple[str, ...]
    name: str
    secret: Input
    source: Origin | None
    before: tuple[str, ...] = ()


@record
class RunJob:
    """Run a task to completion; an exit status other than 0 stops the deployment. log_group: where it writes."""

    id: str
    after: tuple[str, ...]
    name: str
    cluster: Input
    task_definition: Input
    subnets: tuple[Input, ...]
    security_group: Input
    log_group: str = ""
    public_ip: bool = False
    before: tuple[str, ...] = ()


@record
class WaitService:
    """Wait until the service of a workload is steady, and say why a task died if it is not."""

    id: str
    after: tuple[str, ...]
    workload: str
    cluster: Input
    service: Input
    log_group: str = ""
    before: tuple[str, ...] = ()


@record
class WaitContainerService:
    """Wait until a Lightsail container service runs its newest deployment, and say why that failed if it did.

    name: as people know it. service: its name as the stack gives it. containers: whose last lines tell why.
    """

    id: str
    after: tuple[str, ...]
    name: str
    service: Input
    containers: tuple[str, ...] = ()
    before: tuple[str, ...] = ()


Action = BuildImage | StoreSecret | RunJob | WaitService | WaitContainerService


def references(action: Action) -> Iterator[Ref]:
    """Every resource that an action's inputs refer to."""
    for one in fields(action):
        value = getattr(action, one.name)
        for item in value if isinstance(value, tuple) else (value,):
            if isinstance(item, Ref):
                yield item

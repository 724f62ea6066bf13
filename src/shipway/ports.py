"""What the deployer needs of the world: small Protocols, one per AWS service or local tool.

adapters/ implements each with boto3 or a subprocess; the embedded cloud answers below boto3, so the same adapters serve
`deploy` and `rehearse`. Errors: CloudError and its kin of errors.py, never botocore's.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Protocol

from shipway.model.sensitive import Sensitive
from shipway.plan.model import BuildImage, LiveStack
from shipway.records import record


class Clock(Protocol):
    def now(self) -> datetime: ...
    def sleep(self, seconds: float) -> None: ...


@record
class StackEvent:
    """One line of a stack's history, oldest first where several are returned."""

    id: str
    time: datetime
    stack: str
    resource: str
    type: str
    status: str
    reason: str = ""
    physical_id: str = ""


@record
class ResourceChange:
    """What a change set will do to one resource: action Add, Modify or Remove; replacement True, False, Conditional."""

    resource: str
    type: str
    action: str
    replacement: str = "False"


@record
class ChangeSet:
    """status CREATE_COMPLETE or FAILED; empty: failed only because nothing changes."""

    id: str
    status: str
    reason: str
    changes: tuple[ResourceChange, ...]
    empty: bool = False


@record
class LiveResource:
    logical_id: str
    physical_id: str
    type: str
    status: str


class Stacks(Protocol):
    """AWS CloudFormation."""

    def find(self, name: str) -> LiveStack | None: ...
    def look(self, name: str) -> LiveStack | None:
        """As `find`, without the template: one call, for polling."""

    def events(self, name: str, after: str | None = None) -> Sequence[StackEvent]: ...
    def resources(self, name: str) -> Sequence[LiveResource]: ...
    def propose(self, name: str, template: str, parameters: Mapping[str, str], tags: Mapping[str, str]) -> str:
        """Create a change set (CREATE where the stack is absent or in REVIEW_IN_PROGRESS); returns its id."""

    def change_set(self, name: str, id: str) -> ChangeSet: ...
    def execute(self, name: str, id: str) -> None: ...
    def discard(self, name: str, id: str) -> None: ...
    def delete(self, name: str, retain: Sequence[str] = ()) -> None: ...
    def protect(self, name: str, enabled: bool) -> None: ...
    def list(self, tags: Mapping[str, str]) -> Sequence[str]: ...
    def detect_drift(self, name: str) -> str: ...
    def drift(self, name: str, detection: str) -> tuple[str, Sequence[tuple[str, str]]] | None:
        """(status, [(logical id, drift status)]) once detection has ended, None before."""


class Identity(Protocol):
    def account(self) -> str: ...


class Images(Protocol):
    """Amazon ECR."""

    def digest(self, repository_uri: str, tag: str) -> str | None: ...
    def login(self) -> tuple[str, str, Sensitive]:
        """(registry, user, password) for docker login."""

    def clear(self, repository: str) -> int: ...


class Builder(Protocol):
    """docker build and push."""

    def available(self) -> str | None:
        """None when it can build; else why not."""

    def build(self, step: BuildImage, uri: str, secrets: Mapping[str, Sensitive]) -> None:
        """secrets: build argument → value, for those that the step does not hold."""

    def push(self, uri: str) -> str:
        """Pushes and returns the digest `sha256:…`."""


class Secrets(Protocol):
    """AWS Secrets Manager."""

    def has_value(self, arn: str) -> bool: ...
    def put(self, arn: str, value: Sensitive) -> str: ...


class SecretValues(Protocol):
    """The user's secret values, read from their files only when a step stores them."""

    def value(self, name: str) -> Sensitive | None: ...


@record
class TaskState:
    arn: str
    status: str
    exit_code: int | None = None
    stop_code: str = ""
    stop_reason: str = ""
    containers: tuple[tuple[str, int | None, str], ...] = ()


@record
class ServiceState:
    """One ECS service now: counts, the primary deployment's rollout state and reason, newest events first.

    target_groups: ARNs of those that its tasks are registered with.
    """

    name: str
    status: str
    desired: int
    running: int
    rollout: str = ""
    rollout_reason: str = ""
    images: tuple[str, ...] = ()
    target_groups: tuple[str, ...] = ()
    events: tuple[str, ...] = ()


class Tasks(Protocol):
    """Amazon ECS."""

    def run(
        self,
        cluster: str,
        task_definition: str,
        subnets: Sequence[str],
        security_group: str,
        public_ip: bool = False,
    ) -> str: ...
    def state(self, cluster: str, task: str) -> TaskState: ...
    def service(self, cluster: str, service: str) -> ServiceState | None: ...
    def stopped(self, cluster: str, service: str) -> Sequence[TaskState]: ...


@record
class ContainerServiceState:
    """One Lightsail container service now. state: RUNNING, READY, DEPLOYING… version, deployment: of the newest
    deployment, 0 and "" where there is none; active: the version that runs, 0 for none. scale: nodes."""

    name: str
    state: str
    detail: str
    scale: int
    url: str
    version: int
    deployment: str
    active: int
    containers: tuple[str, ...] = ()
    images: tuple[str, ...] = ()

    @property
    def steady(self) -> bool:
        return self.state == "RUNNING" and self.deployment == "ACTIVE" and self.version == self.active


class ContainerServices(Protocol):
    """Amazon Lightsail."""

    def look(self, name: str) -> ContainerServiceState | None: ...
    def lines(self, name: str, container: str, count: int = 10) -> Sequence[str]: ...


class Logs(Protocol):
    def tail(self, group: str, stream_prefix: str, lines: int = 20) -> Sequence[str]: ...


@record
class TargetHealth:
    target: str
    state: str
    reason: str = ""


class LoadBalancers(Protocol):
    def target_health(self, target_group: str) -> Sequence[TargetHealth]: ...


@record
class Answer:
    """What a URL answered; status 0 and a reason where nothing did."""

    status: int
    reason: str = ""


class Http(Protocol):
    def get(self, url: str, host: str | None = None) -> Answer: ...


class Objects(Protocol):
    """Amazon S3: the bootstrap bucket."""

    def put(self, bucket: str, key: str, body: bytes, *, only_if_absent: bool = False) -> bool: ...
    def get(self, bucket: str, key: str) -> bytes | None: ...
    def delete(self, bucket: str, key: str) -> None: ...
    def list(self, bucket: str, prefix: str) -> Iterator[str]: ...


class Snapshots(Protocol):
    """Amazon RDS: looking at a database before it goes."""

    def deletion_protection(self, identifier: str, enabled: bool) -> None: ...


@record
class Cloud:
    """All ports of one deployment. name: `AWS` or `the embedded cloud`, as reports call it."""

    name: str
    real: bool
    clock: Clock
    identity: Identity
    stacks: Stacks
    images: Images
    builder: Builder
    secrets: Secrets
    values: SecretValues
    tasks: Tasks
    container_services: ContainerServices
    logs: Logs
    load_balancers: LoadBalancers
    http: Http
    objects: Objects
    snapshots: Snapshots

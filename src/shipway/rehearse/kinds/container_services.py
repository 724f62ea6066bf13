"""Lightsail container services: each deployment is a version, and one that fails leaves the one before running.

https://docs.aws.amazon.com/lightsail/latest/userguide/amazon-lightsail-container-services-deployments.html
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from shipway.rehearse.clock import Process
from shipway.rehearse.durations import duration
from shipway.rehearse.kinds.kind import Kind
from shipway.rehearse.store import Record
from shipway.rehearse.work import Work

TYPE = "AWS::Lightsail::Container"
NAME = r"[a-z0-9]{1,2}|[a-z0-9][a-z0-9-]+[a-z0-9]"
MOST, LONGEST, KEPT = 10, 53, 50


@dataclass(slots=True)
class Deployment:
    """body: as CloudFormation has it. What dynamic references gave is in it, so no representation shows it."""

    version: int
    body: Mapping[str, Any] = field(repr=False)
    created: datetime
    state: str = "ACTIVATING"

    @property
    def containers(self) -> list[Mapping[str, Any]]:
        return list(self.body.get("Containers") or ())


@dataclass(slots=True)
class State:
    """deployments: newest first. lines: container → (time, text)."""

    status: str = "PENDING"
    deployments: list[Deployment] = field(default_factory=list)
    lines: dict[str, list[tuple[datetime, str]]] = field(default_factory=dict)

    @property
    def active(self) -> Deployment | None:
        return next((one for one in self.deployments if one.state == "ACTIVE"), None)


def _check(work: Work) -> None:
    body = work.properties.get("ContainerServiceDeployment") or {}
    for problem in _problems(body):
        raise work.service_failure(problem, "InvalidRequest", "Lightsail")


def _problems(body: Mapping[str, Any]) -> Iterator[str]:
    containers = {str(one.get("ContainerName", "")): one for one in body.get("Containers") or ()}
    if len(body.get("Containers") or ()) > MOST:
        yield f"A deployment can have at most {MOST} containers."
    for name, container in containers.items():
        if not re.fullmatch(NAME, name) or len(name) > LONGEST:
            yield f"The container name {name} is not valid."
        if not container.get("Image"):
            yield f"The container {name} has no image."
    endpoint = body.get("PublicEndpoint")
    if endpoint:
        opened = containers.get(str(endpoint.get("ContainerName")), {}).get("Ports") or ()
        ports = {str(one.get("Port")) for one in opened if one.get("Protocol") in ("HTTP", "HTTPS")}
        if str(endpoint.get("ContainerPort")) not in ports:
            yield "The public endpoint is not an open HTTP or HTTPS port of a container of the deployment."


def _made(work: Work, record: Record) -> None:
    record.state = State()


def _create(work: Work, record: Record) -> Process:
    seconds = duration(TYPE, "create", work.properties).typical
    if not work.properties.get("ContainerServiceDeployment"):
        yield seconds
        record.state.status = "READY"
        return
    yield from _deploy(work, record, seconds)


def _update(work: Work, record: Record, before: dict[str, Any]) -> Process:
    state: State = record.state
    if work.flag("IsDisabled"):
        state.status = "DISABLED"
    body = work.properties.get("ContainerServiceDeployment")
    seconds = duration(TYPE, "update", work.properties).typical
    if body and body != before.get("ContainerServiceDeployment"):
        yield from _deploy(work, record, seconds)
        return
    state.status = "UPDATING"
    yield seconds
    state.status = "RUNNING" if state.active else "READY"


def _deploy(work: Work, record: Record, seconds: float) -> Process:
    """A fault of one of its containers fails the deployment; what ran before goes on."""
    state: State = record.state
    number = 1 + max((one.version for one in state.deployments), default=0)
    made = Deployment(number, work.properties["ContainerServiceDeployment"], work.region.clock.now())
    state.deployments = [made, *state.deployments][:KEPT]
    state.status = "UPDATING" if state.active else "DEPLOYING"
    yield seconds
    if _failed(work, state, made):
        made.state = "FAILED"
        state.status = "RUNNING" if state.active else "READY"
        raise work.failure(f"The deployment {number} of {record.physical_id} has failed.", "NotStabilized")
    for one in state.deployments:
        one.state = "INACTIVE" if one.state == "ACTIVE" else one.state
    made.state, state.status = "ACTIVE", "RUNNING"


def _failed(work: Work, state: State, made: Deployment) -> bool:
    for container in made.containers:
        name = str(container.get("ContainerName"))
        fault = work.region.cloud.faults.due(f"container:{name}")
        if fault is not None:
            state.lines.setdefault(name, []).append((work.region.clock.now(), fault.message))
            return True
    return False


def _delete(work: Work, record: Record) -> Process:
    record.state.status = "DELETING"
    yield duration(TYPE, "delete", record.properties).typical


KINDS = {TYPE: Kind(check=_check, made=_made, create=_create, update=_update, delete=_delete)}

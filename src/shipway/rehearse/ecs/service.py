"""A service: so many tasks of one definition, rolled over to another one, with the circuit breaker.

https://docs.aws.amazon.com/AmazonECS/latest/developerguide/deployment-circuit-breaker.html
"""

from __future__ import annotations

import math
from collections.abc import Generator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from shipway.rehearse.clock import Process
from shipway.rehearse.cloud import Region
from shipway.rehearse.durations import task_seconds
from shipway.rehearse.ecs.health import drain_seconds
from shipway.rehearse.ecs.running import launch, start, stop
from shipway.rehearse.ecs.task import Task
from shipway.rehearse.store import Record

LOOK = 5.0
PATIENCE = 3 * 3600.0
"""Seconds for which CloudFormation waits for a service to become steady.

https://repost.aws/knowledge-center/cloudformation-ecs-service-stabilize
"""
STOP_TIMEOUT = 30.0


@dataclass(slots=True)
class Deployment:
    id: str
    definition: str
    created: datetime
    rollout: str = "IN_PROGRESS"
    reason: str = ""
    failed: int = 0


@dataclass(slots=True)
class State:
    """What a service knows beside its properties. messages: (time, text), newest first."""

    desired: int
    cluster: Record
    deployments: list[Deployment] = field(default_factory=list)
    messages: list[tuple[datetime, str]] = field(default_factory=list)

    @property
    def primary(self) -> Deployment:
        return self.deployments[0]


def tasks_of(region: Region, service: Record) -> list[Task]:
    """Its tasks, stopped ones included."""
    state: State = service.state
    group = f"service:{service.value('ServiceName')}"
    return [t for t in region.tasks.values() if t.group == group and t.cluster == state.cluster.value("Arn")]


def roll_out(region: Region, service: Record, definition: Record) -> Generator[float, None, str]:
    """Bring a service to its desired count of the definition; the reason why not, "" once it is steady."""
    state: State = service.state
    old = [task for task in tasks_of(region, service) if task.live]
    number = region.ids.fresh("deployment", service.physical_id).text(19, "0123456789")
    deployment = Deployment(f"ecs-svc/{number}", definition.physical_id, region.clock.now())
    state.deployments.insert(0, deployment)
    if _maximum(service) <= 100:
        yield from _stopped(region, service, old)
    reason = yield from _steady(region, service, definition, deployment)
    if reason:
        yield from _given_up(region, service, deployment, bool(old))
        return reason
    if _maximum(service) > 100:
        yield from _stopped(region, service, old)
    yield task_seconds("settle")
    deployment.rollout, deployment.reason = "COMPLETED", f"ECS deployment {deployment.id} completed."
    state.deployments = [deployment]
    say(region, service, f"(service {service.value('ServiceName')}) has reached a steady state.")
    return ""


def _steady(region: Region, service: Record, definition: Record, deployment: Deployment) -> Generator[float, None, str]:
    state: State = service.state
    breaker = _breaker(service)
    threshold = min(200, max(3, math.ceil(state.desired / 2)))
    begun = region.clock.now()
    mine: list[Task] = []
    while True:
        live = [task for task in mine if task.live]
        deployment.failed = len(mine) - len(live)
        for task in live:
            _kill_unhealthy(region, service, task)
        if breaker and deployment.failed >= threshold:
            return "Error occurred during operation 'ECS Deployment Circuit Breaker was triggered'."
        if len(live) >= state.desired and all(task.ready for task in live[: state.desired]):
            return ""
        while len(live) < state.desired:
            live.append(_launched(region, service, definition, deployment, len(mine)))
            mine.append(live[-1])
        # ECS waits longer and longer before it starts a task that keeps failing.
        # https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-throttle-logic.html
        yield LOOK if deployment.failed < threshold else LOOK * 12
        if (region.clock.now() - begun).total_seconds() > PATIENCE:
            return "Exceeded attempts to wait"


def _launched(region: Region, service: Record, definition: Record, deployment: Deployment, number: int) -> Task:
    state: State = service.state
    task = launch(
        region,
        state.cluster,
        definition,
        network_of(service),
        f"service:{service.value('ServiceName')}",
        deployment=deployment.id,
        started_by=deployment.id,
        number=number,
    )
    region.clock.start(start(region, task, balancers=service.properties.get("LoadBalancers") or ()))
    say(region, service, f"(service {service.value('ServiceName')}) has started 1 tasks: (task {task.id}).")
    return task


def _kill_unhealthy(region: Region, service: Record, task: Task) -> None:
    for arn, (state, _) in tuple(task.health.items()):
        grace = float(service.properties.get("HealthCheckGracePeriodSeconds") or 0)
        age = (region.clock.now() - (task.started or region.clock.now())).total_seconds()
        if state == "unhealthy" and age > grace:
            reason = f"Task failed ELB health checks in (target-group {arn})"
            stop(region, task, "ServiceSchedulerInitiated", reason)
            say(
                region,
                service,
                f"(service {service.value('ServiceName')}) (task {task.id}) failed ELB health checks in "
                f"(target-group {arn}).",
            )
            return


def _given_up(region: Region, service: Record, deployment: Deployment, had_tasks: bool) -> Process:
    """The circuit breaker's end: the failed deployment goes, and the last one that was steady comes back."""
    state: State = service.state
    deployment.rollout = "FAILED"
    deployment.reason = "ECS deployment circuit breaker: tasks failed to start."
    for task in tasks_of(region, service):
        if task.live and task.deployment == deployment.id:
            stop(
                region, task, "ServiceSchedulerInitiated", f"Scaling activity initiated by (deployment {deployment.id})"
            )
    before = [one for one in state.deployments if one is not deployment and one.rollout == "COMPLETED"]
    if not before or not had_tasks or not _rolls_back(service):
        return
    say(region, service, f"(service {service.value('ServiceName')}) rolling back to (deployment {before[0].id}).")
    state.deployments = [before[0], deployment]
    definition = region.store.find("AWS::ECS::TaskDefinition", before[0].definition)
    living = [task for task in tasks_of(region, service) if task.live]
    for number in range(state.desired - len(living)):
        if definition is not None:
            _launched(region, service, definition, before[0], number)
    yield LOOK


def _stopped(region: Region, service: Record, tasks: Sequence[Task]) -> Process:
    """Stop tasks: they leave the load balancer, are drained, and get their time to end."""
    living = [task for task in tasks if task.live]
    if not living:
        return
    groups = [arn for task in living for arn in task.health]
    for task in living:
        task.health = dict.fromkeys(task.health, ("draining", "Target deregistration is in progress"))
        task.desired = "STOPPED"
    yield drain_seconds(region, groups) + _stop_seconds(living)
    for task in living:
        if task.live:
            stop(
                region,
                task,
                "ServiceSchedulerInitiated",
                f"Scaling activity initiated by (deployment {service.state.primary.id})",
            )


def _stop_seconds(tasks: Sequence[Task]) -> float:
    given = [float(c.get("StopTimeout") or STOP_TIMEOUT) for task in tasks for c in task.definitions()]
    return min([STOP_TIMEOUT, *given]) / 3  # most programs end long before they have to


def scale(region: Region, service: Record, desired: int) -> Process:
    """Bring the count up or down without a new deployment."""
    state: State = service.state
    state.desired = desired
    living = [task for task in tasks_of(region, service) if task.live]
    definition = region.store.find("AWS::ECS::TaskDefinition", state.primary.definition)
    for number in range(len(living), desired):
        if definition is not None:
            _launched(region, service, definition, state.primary, number)
    yield from _stopped(region, service, living[desired:])


def remove(region: Region, service: Record) -> Process:
    """Scale to nothing before the service goes."""
    service.state.desired = 0
    yield from _stopped(region, service, tasks_of(region, service))
    yield task_seconds("settle")


def say(region: Region, service: Record, text: str) -> None:
    service.state.messages.insert(0, (region.clock.now(), text))


def network_of(service: Record) -> Mapping[str, Any]:
    found: Mapping[str, Any] = (service.properties.get("NetworkConfiguration") or {}).get("AwsvpcConfiguration") or {}
    return found


def _configuration(service: Record) -> Mapping[str, Any]:
    found: Mapping[str, Any] = service.properties.get("DeploymentConfiguration") or {}
    return found


def _maximum(service: Record) -> int:
    return int(_configuration(service).get("MaximumPercent") or 200)


def _breaker(service: Record) -> bool:
    return _yes((_configuration(service).get("DeploymentCircuitBreaker") or {}).get("Enable"))


def _rolls_back(service: Record) -> bool:
    return _yes((_configuration(service).get("DeploymentCircuitBreaker") or {}).get("Rollback"))


def _yes(value: Any) -> bool:
    return str(value).lower() == "true"

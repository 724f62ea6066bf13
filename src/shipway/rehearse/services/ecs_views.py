"""Services, tasks and task definitions in the shapes of ECS's answers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from shipway.rehearse.ecs.service import Deployment, State
from shipway.rehearse.ecs.task import Task
from shipway.rehearse.store import Record

# Their keys are the user's own, so they stay as they are.
_FREE = frozenset({"Options", "DockerLabels", "DriverOpts", "Labels"})


def service(record: Record, live: Sequence[Task]) -> dict[str, Any]:
    """live: its tasks that have not stopped."""
    state: State = record.state
    running = [task for task in live if task.status == "RUNNING"]
    return {
        "serviceArn": record.physical_id,
        "serviceName": record.value("ServiceName"),
        "clusterArn": state.cluster.value("Arn"),
        "status": "ACTIVE",
        "desiredCount": state.desired,
        "runningCount": len(running),
        "pendingCount": len(live) - len(running),
        "launchType": str(record.value("LaunchType") or "FARGATE"),
        "taskDefinition": state.primary.definition if state.deployments else record.value("TaskDefinition"),
        "createdAt": record.created,
        "loadBalancers": _balancers(record),
        "deployments": [
            _deployment(one, state, live, "ACTIVE" if number else "PRIMARY")
            for number, one in enumerate(state.deployments)
        ],
        "events": [
            {"id": f"event-{len(state.messages) - number}", "createdAt": time, "message": text}
            for number, (time, text) in enumerate(state.messages[:100])
        ],
    }


def _balancers(record: Record) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = _lowered(record.properties.get("LoadBalancers") or ())
    return [{**one, "containerPort": int(one["containerPort"])} for one in found]


def _deployment(one: Deployment, state: State, live: Sequence[Task], status: str) -> dict[str, Any]:
    mine = [task for task in live if task.deployment == one.id]
    running = sum(task.status == "RUNNING" for task in mine)
    return {
        "id": one.id,
        "status": status,
        "taskDefinition": one.definition,
        "desiredCount": state.desired if status == "PRIMARY" else len(mine),
        "runningCount": running,
        "pendingCount": len(mine) - running,
        "failedTasks": one.failed,
        "createdAt": one.created,
        "rolloutState": one.rollout,
        "rolloutStateReason": one.reason or f"ECS deployment {one.id} in progress.",
    }


def task(one: Task) -> dict[str, Any]:
    row: dict[str, Any] = {
        "taskArn": one.arn,
        "clusterArn": one.cluster,
        "taskDefinitionArn": one.definition.physical_id,
        "group": one.group,
        "launchType": one.launch_type,
        "lastStatus": one.status,
        "desiredStatus": one.desired,
        "createdAt": one.created,
        "containers": [],
        "tags": [{"key": key, "value": value} for key, value in one.tags.items()],
    }
    for container in one.containers:
        shown: dict[str, Any] = {"name": container.name, "image": container.image, "lastStatus": one.status}
        if container.exit_code is not None:
            shown["exitCode"] = container.exit_code
        if container.reason:
            shown["reason"] = container.reason
        row["containers"].append(shown)
    given = {
        "startedBy": one.started_by,
        "startedAt": one.started,
        "stoppedAt": one.stopped,
        "stopCode": one.stop_code,
        "stoppedReason": one.stop_reason,
    }
    return row | {key: value for key, value in given.items() if value}


def definition(record: Record) -> dict[str, Any]:
    shown: dict[str, Any] = _lowered({k: v for k, v in record.properties.items() if k != "Tags"})
    family, _, revision = record.physical_id.rpartition("/")[2].partition(":")
    return shown | {
        "taskDefinitionArn": record.physical_id,
        "family": family,
        "revision": int(revision),
        "status": "ACTIVE",
    }


def _lowered(value: Any) -> Any:
    """CloudFormation's `ContainerPort` is the API's `containerPort`."""
    if isinstance(value, Mapping):
        return {k[:1].lower() + k[1:]: v if k in _FREE else _lowered(v) for k, v in value.items()}
    return [_lowered(item) for item in value] if isinstance(value, list | tuple) else value

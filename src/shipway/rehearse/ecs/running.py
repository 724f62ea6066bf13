"""The life of a task: placed, started or not, and stopped, over virtual time. No container is ever run."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from shipway.rehearse.clock import Process
from shipway.rehearse.cloud import Region
from shipway.rehearse.durations import task_seconds
from shipway.rehearse.ecs.health import register, unregister
from shipway.rehearse.ecs.obstacles import obstacle
from shipway.rehearse.ecs.task import Container, Task
from shipway.rehearse.identifiers import Source
from shipway.rehearse.kinds.images import Stream
from shipway.rehearse.store import Record

JOB_SECONDS = 10.0
"""How long a one-off task is taken to run: nobody knows what is in it."""

ESSENTIAL = "Essential container in task exited"


def launch(
    region: Region,
    cluster: Record,
    definition: Record,
    network: Mapping[str, Any],
    group: str,
    *,
    deployment: str = "",
    started_by: str = "",
    number: int = 0,
) -> Task:
    """Place a task. network: Subnets, SecurityGroups, AssignPublicIp, as a service's configuration has them."""
    source = region.ids.fresh("task", cluster.physical_id, group)
    subnets = list(network.get("Subnets") or ("",))
    task = Task(
        arn=region.arn("ecs", f"task/{cluster.physical_id}/{source.hexadecimal(32)}"),
        cluster=str(cluster.value("Arn")),
        definition=definition,
        group=group,
        created=region.clock.now(),
        subnet=str(subnets[number % len(subnets)]),
        security_groups=tuple(str(id) for id in network.get("SecurityGroups") or ()),
        public_ip=network.get("AssignPublicIp") == "ENABLED",
        address=_address(source),
        containers=[
            Container(str(c.get("Name")), str(c.get("Image")), str(c.get("Essential", True)).lower() == "true")
            for c in definition.properties.get("ContainerDefinitions") or ()
        ],
        deployment=deployment,
        started_by=started_by,
    )
    region.tasks[task.arn] = task
    return task


def _address(source: Source) -> str:
    third, fourth = (int(source.hexadecimal(2, part), 16) % 250 for part in ("net", "host"))
    return f"10.0.{third}.{fourth + 4}"


def start(region: Region, task: Task, *, balancers: Sequence[Mapping[str, Any]] = (), job: bool = False) -> Process:
    """Bring a task up; it stops by itself where something keeps it from starting, or where it is a job.

    balancers: a service's LoadBalancers, whose target groups it joins.
    """
    yield task_seconds("placement")
    if not task.live:
        return
    task.status = "PENDING"
    reason = obstacle(region, task)
    yield task_seconds("image_pull") / (2 if reason else 1)
    if not task.live:
        return
    if reason:
        for container in task.containers:
            container.reason = reason if "CannotPull" in reason else ""
        stop(region, task, "TaskFailedToStart", reason)
        return
    yield task_seconds("container_start")
    if not task.live:
        return
    task.status, task.started = "RUNNING", region.clock.now()
    _open_logs(region, task)
    failed = _fault(region, task)
    if failed is not None:
        yield JOB_SECONDS / 2
        _exited(region, task, *failed)
        return
    if job:
        yield JOB_SECONDS
        for container in task.containers:
            container.exit_code = 0
        stop(region, task, "EssentialContainerExited", ESSENTIAL)
        return
    yield from register(region, task, balancers)
    task.settled = True


def _fault(region: Region, task: Task) -> tuple[str, int, str] | None:
    """(container, exit status, last line) where a fault is due for one of the containers."""
    for container in task.containers:
        fault = region.cloud.faults.due(f"container:{container.name}")
        if fault is not None:
            return container.name, fault.exit_status, fault.message
    return None


def _exited(region: Region, task: Task, name: str, status: int, line: str) -> None:
    for container in task.containers:
        container.exit_code = status if container.name == name else 0 if not container.essential else 137
    for stream in _streams(region, task, name):
        stream.lines.append((int(region.clock.now().timestamp() * 1000), line))
    stop(region, task, "EssentialContainerExited", ESSENTIAL)


def stop(region: Region, task: Task, code: str, reason: str) -> None:
    """End a task now."""
    unregister(task)
    task.status, task.desired, task.stopped = "STOPPED", "STOPPED", region.clock.now()
    task.stop_code, task.stop_reason = code, reason


def _open_logs(region: Region, task: Task) -> None:
    for container in task.containers:
        list(_streams(region, task, container.name))


def _streams(region: Region, task: Task, name: str) -> list[Stream]:
    """The log streams of a container, made when they are first asked for: `PREFIX/CONTAINER/TASK`."""
    found: list[Stream] = []
    for definition in task.definitions():
        options: Mapping[str, Any] = (definition.get("LogConfiguration") or {}).get("Options") or {}
        home = region.cloud.region(str(options.get("awslogs-region") or region.name))
        group = home.store.find("AWS::Logs::LogGroup", str(options.get("awslogs-group") or ""))
        if definition.get("Name") != name or group is None:
            continue
        title = f"{options.get('awslogs-stream-prefix', name)}/{name}/{task.id}"
        found.append(group.state.setdefault(title, Stream(title, region.clock.now())))
    return found

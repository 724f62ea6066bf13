"""Amazon ECS: services and tasks as its API shows them, and one-off tasks.

https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_Operations.html
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from shipway.rehearse.cloud import Region
from shipway.rehearse.ecs import service as services
from shipway.rehearse.ecs.running import launch, start, stop
from shipway.rehearse.ecs.task import Task
from shipway.rehearse.kinds.containers import cluster_of, definition_of
from shipway.rehearse.paging import page
from shipway.rehearse.refusal import Refused
from shipway.rehearse.services import ecs_views as views
from shipway.rehearse.store import Record

SERVICE = "AWS::ECS::Service"
REMEMBERED = 3600.0
"""Seconds for which a stopped task is still shown."""

Parameters = Mapping[str, Any]


def _cluster(region: Region, parameters: Parameters) -> Record:
    record = cluster_of(region, str(parameters.get("cluster") or "default"))
    if record is None:
        raise Refused("ClusterNotFoundException", "Cluster not found.")
    return record


def _definition(region: Region, parameters: Parameters) -> Record:
    record = definition_of(region, str(parameters["taskDefinition"]))
    if record is None:
        raise Refused("ClientException", "Unable to describe task definition.")
    return record


def _short(name: Any) -> str:
    return str(name).rpartition("/")[2]


def _service(region: Region, cluster: Record, name: str) -> Record | None:
    for record in region.store.every(SERVICE):
        if _short(record.physical_id) == _short(name) and record.state is not None and record.state.cluster is cluster:
            return record
    return None


def _shown(region: Region, cluster: Record) -> Iterator[Task]:
    """The cluster's tasks that ECS still shows."""
    for task in region.tasks.values():
        old = task.stopped and (region.clock.now() - task.stopped).total_seconds() > REMEMBERED
        if task.cluster == cluster.value("Arn") and not old:
            yield task


def _missing(region: Region, kind: str, name: str) -> dict[str, str]:
    return {"arn": name if name.startswith("arn:") else region.arn("ecs", f"{kind}/{name}"), "reason": "MISSING"}


def describe_services(region: Region, parameters: Parameters) -> dict[str, Any]:
    cluster = _cluster(region, parameters)
    rows, failures = [], []
    for name in parameters["services"]:
        record = _service(region, cluster, str(name))
        if record is None:
            failures.append(_missing(region, "service", str(name)))
        else:
            rows.append(views.service(record, [t for t in services.tasks_of(region, record) if t.live]))
    return {"services": rows, "failures": failures}


def list_services(region: Region, parameters: Parameters) -> dict[str, Any]:
    cluster = _cluster(region, parameters)
    found = [r.physical_id for r in region.store.every(SERVICE) if r.state is not None and r.state.cluster is cluster]
    items, token = page(found, parameters, 10, "nextToken", "maxResults")
    return {"serviceArns": items, **token}


def describe_tasks(region: Region, parameters: Parameters) -> dict[str, Any]:
    shown = {task.id: task for task in _shown(region, _cluster(region, parameters))}
    wanted = [str(name) for name in parameters["tasks"]]
    return {
        "tasks": [views.task(shown[_short(name)]) for name in wanted if _short(name) in shown],
        "failures": [_missing(region, "task", name) for name in wanted if _short(name) not in shown],
    }


def list_tasks(region: Region, parameters: Parameters) -> dict[str, Any]:
    cluster = _cluster(region, parameters)
    service = parameters.get("serviceName")
    if service and _service(region, cluster, str(service)) is None:
        raise Refused("ServiceNotFoundException", "Service not found.")
    status, family = str(parameters.get("desiredStatus") or "RUNNING"), parameters.get("family")
    found = [
        task.arn
        for task in _shown(region, cluster)
        if task.desired == status
        and (not service or task.group == f"service:{_short(service)}")
        and (not family or task.definition.value("Family") == family)
    ]
    items, token = page(found, parameters, 100, "nextToken", "maxResults")
    return {"taskArns": items, **token}


def run_task(region: Region, parameters: Parameters) -> dict[str, Any]:
    """Start one-off tasks; they run and end while time passes."""
    cluster, definition = _cluster(region, parameters), _definition(region, parameters)
    given = (parameters.get("networkConfiguration") or {}).get("awsvpcConfiguration")
    if not given or not given.get("subnets"):
        raise Refused(
            "InvalidParameterException",
            "Network Configuration must be provided when networkMode 'awsvpc' is specified.",
        )
    network = {
        "Subnets": list(given["subnets"]),
        "SecurityGroups": list(given.get("securityGroups") or ()),
        "AssignPublicIp": given.get("assignPublicIp", "DISABLED"),
    }
    group = str(parameters.get("group") or f"family:{definition.value('Family')}")
    rows = []
    for number in range(int(parameters.get("count") or 1)):
        starter = str(parameters.get("startedBy") or "")
        task = launch(region, cluster, definition, network, group, started_by=starter, number=number)
        task.tags = dict(definition.tags) if parameters.get("propagateTags") == "TASK_DEFINITION" else {}
        region.clock.start(start(region, task, job=True))
        rows.append(views.task(task))
    return {"tasks": rows, "failures": []}


def stop_task(region: Region, parameters: Parameters) -> dict[str, Any]:
    shown = {task.id: task for task in _shown(region, _cluster(region, parameters))}
    task = shown.get(_short(parameters["task"]))
    if task is None:
        raise Refused("InvalidParameterException", "The referenced task was not found.")
    if task.live:
        stop(region, task, "UserInitiated", str(parameters.get("reason") or "Task stopped by user"))
    return {"task": views.task(task)}


def describe_task_definition(region: Region, parameters: Parameters) -> dict[str, Any]:
    return {"taskDefinition": views.definition(_definition(region, parameters))}


def describe_clusters(region: Region, parameters: Parameters) -> dict[str, Any]:
    rows, failures = [], []
    for name in parameters.get("clusters") or ("default",):
        record = cluster_of(region, str(name))
        if record is None:
            failures.append(_missing(region, "cluster", str(name)))
            continue
        row = {"clusterArn": record.value("Arn"), "clusterName": record.physical_id, "status": "ACTIVE"}
        rows.append(row)
    return {"clusters": rows, "failures": failures}


def update_service(region: Region, parameters: Parameters) -> dict[str, Any]:
    """What is changed outside of a stack: how many tasks there are."""
    cluster = _cluster(region, parameters)
    record = _service(region, cluster, str(parameters["service"]))
    if record is None:
        raise Refused("ServiceNotFoundException", "Service not found.")
    if "desiredCount" in parameters:
        desired = int(parameters["desiredCount"])
        record.properties = {**record.properties, "DesiredCount": desired}
        region.clock.start(services.scale(region, record, desired))
    return {"service": views.service(record, [t for t in services.tasks_of(region, record) if t.live])}


OPERATIONS = {
    "DescribeClusters": describe_clusters,
    "DescribeServices": describe_services,
    "DescribeTaskDefinition": describe_task_definition,
    "DescribeTasks": describe_tasks,
    "ListServices": list_services,
    "ListTasks": list_tasks,
    "RunTask": run_task,
    "StopTask": stop_task,
    "UpdateService": update_service,
}

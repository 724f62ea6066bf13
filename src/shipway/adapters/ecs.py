"""Amazon ECS: services, one-off tasks, and why a task stopped."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from shipway.adapters.clients import Clients
from shipway.adapters.errors import translated
from shipway.errors import CloudError, NotFound
from shipway.ports import ServiceState, TaskState


class EcsTasks:
    def __init__(self, clients: Clients) -> None:
        self._clients = clients

    def run(
        self,
        cluster: str,
        task_definition: str,
        subnets: Sequence[str],
        security_group: str,
        public_ip: bool = False,
    ) -> str:
        """Start one task on Fargate; returns its ARN. public_ip: needed in subnets that have no NAT gateway."""
        network = {
            "subnets": list(subnets),
            "securityGroups": [security_group],
            "assignPublicIp": "ENABLED" if public_ip else "DISABLED",
        }
        with translated(f"run the task {short(task_definition)}"):
            answer = self._clients("ecs").run_task(
                cluster=cluster,
                taskDefinition=task_definition,
                launchType="FARGATE",
                networkConfiguration={"awsvpcConfiguration": network},
                startedBy="shipway",
                propagateTags="TASK_DEFINITION",
            )
        if answer.get("tasks"):
            return str(answer["tasks"][0]["taskArn"])
        reasons = "; ".join(f.get("detail") or f.get("reason", "") for f in answer.get("failures", ()))
        raise CloudError(f"could not run the task {short(task_definition)}: {reasons or 'ECS gave no reason'}")

    def state(self, cluster: str, task: str) -> TaskState:
        with translated(f"look at the task {short(task)}"):
            answer = self._clients("ecs").describe_tasks(cluster=cluster, tasks=[task])
        if not answer.get("tasks"):
            raise NotFound(f"could not look at the task {short(task)}: ECS does not know it any more")
        return _task(answer["tasks"][0])

    def service(self, cluster: str, service: str) -> ServiceState | None:
        """The service (name or ARN) now; None where there is none, or where it was deleted."""
        try:
            with translated(f"look at the service {short(service)}"):
                found = self._clients("ecs").describe_services(cluster=cluster, services=[service])["services"]
        except NotFound:
            return None
        if not found or found[0].get("status") == "INACTIVE":
            return None
        row = found[0]
        primary: Mapping[str, Any] = next((d for d in row.get("deployments", ()) if d.get("status") == "PRIMARY"), {})
        return ServiceState(
            name=str(row.get("serviceName", "")),
            status=str(row.get("status", "")),
            desired=int(row.get("desiredCount", 0)),
            running=int(row.get("runningCount", 0)),
            rollout=str(primary.get("rolloutState", "")),
            rollout_reason=str(primary.get("rolloutStateReason", "")),
            images=self._images(str(primary.get("taskDefinition") or row.get("taskDefinition", ""))),
            target_groups=tuple(
                str(one["targetGroupArn"]) for one in row.get("loadBalancers", ()) if "targetGroupArn" in one
            ),
            events=tuple(str(event.get("message", "")) for event in row.get("events", ())[:10]),
        )

    def stopped(self, cluster: str, service: str) -> Sequence[TaskState]:
        """The service's stopped tasks, newest first; ECS forgets them after about an hour."""
        try:
            with translated(f"list the stopped tasks of {short(service)}"):
                arns = self._clients("ecs").list_tasks(
                    cluster=cluster, serviceName=short(service), desiredStatus="STOPPED"
                )["taskArns"]
                rows = self._clients("ecs").describe_tasks(cluster=cluster, tasks=arns)["tasks"] if arns else []
        except NotFound:
            return ()
        ordered = sorted(rows, key=lambda row: str(row.get("stoppedAt") or row.get("createdAt") or ""), reverse=True)
        return tuple(_task(row) for row in ordered)

    def _images(self, task_definition: str) -> tuple[str, ...]:
        if not task_definition:
            return ()
        with translated(f"read the task definition {short(task_definition)}"):
            answer = self._clients("ecs").describe_task_definition(taskDefinition=task_definition)
        return tuple(str(c["image"]) for c in answer["taskDefinition"].get("containerDefinitions", ()) if "image" in c)


def short(arn: str) -> str:
    """The last part of an ARN, which is how people call the thing."""
    return arn.rpartition("/")[2]


def _task(row: Mapping[str, Any]) -> TaskState:
    containers = tuple(
        (str(c.get("name", "")), c.get("exitCode"), str(c.get("reason", ""))) for c in row.get("containers", ())
    )
    codes = [code for _, code, _ in containers if code is not None]
    return TaskState(
        arn=str(row["taskArn"]),
        status=str(row.get("lastStatus", "")),
        exit_code=next((code for code in codes if code), codes[0] if codes else None),
        stop_code=str(row.get("stopCode", "")),
        stop_reason=str(row.get("stoppedReason", "")),
        containers=containers,
    )

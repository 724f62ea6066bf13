"""What the load balancer thinks of a task: one passed check makes a new target healthy.

https://docs.aws.amazon.com/AmazonECS/latest/developerguide/load-balancer-healthcheck.html
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from shipway.rehearse.clock import Process
from shipway.rehearse.cloud import Region
from shipway.rehearse.ecs.network import admitted
from shipway.rehearse.ecs.task import Task
from shipway.rehearse.store import Record

TIMEOUT = "Request timed out"


def register(region: Region, task: Task, balancers: Sequence[Mapping[str, Any]]) -> Process:
    """Join the target groups and be checked; without any, wait for the containers' own health check."""
    if not balancers:
        yield _own_check(task)
        return
    for balancer in balancers:
        task.health[str(balancer.get("TargetGroupArn"))] = ("initial", "Target registration is in progress")
    interval = max((_interval(region, arn) for arn in task.health), default=30.0)
    yield interval
    for balancer in balancers:
        arn, port = str(balancer.get("TargetGroupArn")), int(balancer.get("ContainerPort") or 0)
        if arn in task.health:
            reached = _reached(region, arn, task, port)
            task.health[arn] = ("healthy", "") if reached else ("unhealthy", TIMEOUT)


def unregister(task: Task) -> None:
    """Leave the target groups; they go on sending what is under way."""
    for arn in task.health:
        task.health[arn] = ("draining", "Target deregistration is in progress")


def _own_check(task: Task) -> float:
    checks = [c["HealthCheck"] for c in task.definitions() if c.get("HealthCheck")]
    return max((float(check.get("Interval") or 30) for check in checks), default=5.0)


def _interval(region: Region, arn: str) -> float:
    group = region.store.find("AWS::ElasticLoadBalancingV2::TargetGroup", arn)
    return float(group.value("HealthCheckIntervalSeconds") or 30) if group else 30.0


def _reached(region: Region, arn: str, task: Task, port: int) -> bool:
    """Whether the security groups let the load balancer in at the task's port."""
    groups: list[str] = []
    for balancer in balancers_of(region, arn):
        groups += [str(id) for id in balancer.properties.get("SecurityGroups") or ()]
    return admitted(region, task.security_groups, groups, port)


def balancers_of(region: Region, target_group: str) -> list[Record]:
    """The load balancers with a listener or rule that sends to the target group."""
    found = []
    listeners = {
        str(record.value("ListenerArn") or record.physical_id)
        for record in region.store.users(target_group)
        if record.type in ("AWS::ElasticLoadBalancingV2::Listener", "AWS::ElasticLoadBalancingV2::ListenerRule")
    }
    for listener in region.store.every("AWS::ElasticLoadBalancingV2::Listener"):
        balancer = region.store.find(
            "AWS::ElasticLoadBalancingV2::LoadBalancer", str(listener.value("LoadBalancerArn"))
        )
        if listener.physical_id in listeners and balancer is not None and balancer not in found:
            found.append(balancer)
    return found


def drain_seconds(region: Region, target_groups: Sequence[str]) -> float:
    """How long the target groups keep sending to a target that leaves: 300 seconds where nothing else is said."""
    delays = [0.0]
    for arn in target_groups:
        group = region.store.find("AWS::ElasticLoadBalancingV2::TargetGroup", arn)
        attributes = (group.properties.get("TargetGroupAttributes") or ()) if group else ()
        given = {str(a.get("Key")): a.get("Value") for a in attributes}
        delays.append(float(given.get("deregistration_delay.timeout_seconds", 300)))
    return max(delays)

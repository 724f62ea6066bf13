"""What an AWS account, a load balancer and a task have room for. Figures of November 2026."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from shipway.diagnostics import Diagnostics, Origin
from shipway.model.workload import Workload
from shipway.targets.quotas import Excess, Quota, exceeded, tell
from shipway.topology.graph import Ref, Resource

_ELB = "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-limits.html"
_VPC = "https://docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html"
_CFN = "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html"
_ECS = "https://docs.aws.amazon.com/general/latest/gr/ecs-service.html"


QUOTAS = (
    Quota(
        "AWS::ElasticLoadBalancingV2::Listener", 50, "public ports", "one load balancer", True, _ELB,
        "Give the environment a `domain:` in shipway.yaml: all services then share port 443.",
    ),
    Quota(
        "AWS::ElasticLoadBalancingV2::TargetGroup", 100, "public services", "one load balancer", False, _ELB,
        "Make services private that only others call: services: {NAME: {public: false}}.",
    ),
    Quota("AWS::ElasticLoadBalancingV2::ListenerRule", 100, "routes", "one load balancer", True, _ELB),
    Quota(
        "AWS::ECR::Repository", 200, "images of its own", "one stack's outputs", False, _CFN,
        "Let services share a build, or split the project.",
    ),
    Quota("AWS::ECS::Service", 100, "services", "one Service Connect namespace", True, _ECS),
)  # fmt: skip
TASK_DEFINITION = 65_536
"""Bytes of one task definition. https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-quotas.html"""
PORTS = 100
"""Port mappings of one container."""
RULES = Quota("AWS::EC2::SecurityGroupIngress", 60, "connections", "one security group", True, _VPC)


def quotas(resources: Iterable[Resource], origin: Origin | None, diagnostics: Diagnostics) -> None:
    """Report every quota that the design exceeds."""
    resources = tuple(resources)
    groups = ((group, number) for group, number in _rules(resources).items() if number > RULES.most)
    crowded = [Excess(RULES, number, f"{RULES.of} ({group})") for group, number in groups]
    tell("fargate", (*exceeded(resources, QUOTAS), *crowded), origin, diagnostics)


def tasks(resources: Iterable[Resource], workloads: Iterable[Workload], diagnostics: Diagnostics) -> None:
    """What one task has too much of; ECS would reject its definition."""
    sizes = {r.subject: len(repr(r.properties)) for r in resources if r.type == "AWS::ECS::TaskDefinition"}
    for workload in workloads:
        if len(workload.ports) > PORTS:
            diagnostics.error(
                "fargate.ports",
                f'"{workload.name}" has {len(workload.ports)} ports; a task on Fargate has room for {PORTS}',
                workload.origin,
                fix="Publish only the ports that are called, or leave the service out: `skip`.",
            )
        elif sizes.get(workload.name, 0) > TASK_DEFINITION:
            diagnostics.error(
                "fargate.task-definition",
                f'the task definition of "{workload.name}" would have {sizes[workload.name]:,} bytes;'
                f" ECS takes {TASK_DEFINITION:,}",
                workload.origin,
                detail=f"It has {len(workload.environment)} variables.",
                fix="Move large values to a file: `configs:` in Compose, or a file in the image.",
            )


def _rules(resources: Iterable[Resource]) -> Mapping[str, int]:
    """Inbound rules of IPv4 by group; those of IPv6 are counted separately."""
    found: Counter[str] = Counter()
    for resource in resources:
        group = resource.properties.get("GroupId")
        if resource.type == RULES.type and isinstance(group, Ref) and "CidrIpv6" not in resource.properties:
            found[group.id] += 1
    return found

"""Where a design is larger than what an AWS account has from the start: told before anything is made.

Figures of November 2026; AWS raises the adjustable ones on request: https://console.aws.amazon.com/servicequotas
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from shipway.diagnostics import Diagnostics, Origin
from shipway.model.application import Workload
from shipway.records import record
from shipway.topology.graph import Ref, Resource

_ELB = "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-limits.html"
_VPC = "https://docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html"
_CFN = "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html"
_ECS = "https://docs.aws.amazon.com/general/latest/gr/ecs-service.html"


@record
class Quota:
    """At most `most` resources of `type` in one `of`. fix: what the user can do to stay below; "" where nothing."""

    type: str
    most: int
    what: str
    of: str
    adjustable: bool
    source: str
    fix: str = ""


QUOTAS = (
    Quota(
        "AWS::ElasticLoadBalancingV2::Listener", 50, "public ports", "one load balancer", True, _ELB,
        "Give the environment a `domain:` in shipway.yaml: all services then share port 443.",
    ),
    Quota(
        "AWS::ElasticLoadBalancingV2::TargetGroup", 100, "public services", "one load balancer", False, _ELB,
        "Keep services that only others call inside: services: {NAME: {public: false}}.",
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
    """Tell of every quota that the design goes beyond: a warning where AWS raises it, else an error."""
    resources = tuple(resources)
    counted = Counter(resource.type for resource in resources)
    for quota in QUOTAS:
        if counted[quota.type] > quota.most:
            _tell(quota, counted[quota.type], quota.of, origin, diagnostics)
    for group, number in _rules(resources).items():
        if number > RULES.most:
            _tell(RULES, number, f"{RULES.of} ({group})", origin, diagnostics)


def tasks(resources: Iterable[Resource], workloads: Iterable[Workload], diagnostics: Diagnostics) -> None:
    """What one task has too much of; ECS would refuse its definition."""
    sizes = {r.subject: len(repr(r.properties)) for r in resources if r.type == "AWS::ECS::TaskDefinition"}
    for workload in workloads:
        if len(workload.ports) > PORTS:
            diagnostics.error(
                "fargate.ports",
                f'"{workload.name}" has {len(workload.ports)} ports; a task on Fargate has room for {PORTS}',
                workload.origin,
                fix="Publish the ports that are called, or leave it out: `skip`.",
            )
        elif sizes.get(workload.name, 0) > TASK_DEFINITION:
            diagnostics.error(
                "fargate.task-definition",
                f'the task definition of "{workload.name}" would have {sizes[workload.name]:,} bytes;'
                f" ECS takes {TASK_DEFINITION:,}",
                workload.origin,
                detail=f"It has {len(workload.environment)} variables.",
                fix="Put large values into a file: `configs:` of Compose, or a file of the image.",
            )


def _rules(resources: Iterable[Resource]) -> Mapping[str, int]:
    """Inbound rules of IPv4 by group; those of IPv6 are counted apart."""
    found: Counter[str] = Counter()
    for resource in resources:
        group = resource.properties.get("GroupId")
        if resource.type == RULES.type and isinstance(group, Ref) and "CidrIpv6" not in resource.properties:
            found[group.id] += 1
    return found


def _tell(quota: Quota, number: int, of: str, origin: Origin | None, diagnostics: Diagnostics) -> None:
    summary = f"the project has {number} {quota.what}; {of} has room for {quota.most}"
    if quota.adjustable:
        ask = f"Ask AWS to raise it before you deploy (Service Quotas; {quota.source})."
        diagnostics.warning("fargate.quota", summary, origin, fix=f"{quota.fix} {ask}".strip())
    else:
        diagnostics.error("fargate.quota", summary, origin, detail=f"See {quota.source}.", fix=quota.fix)

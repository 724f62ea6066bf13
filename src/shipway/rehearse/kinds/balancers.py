"""Load balancing: a port is listened on once, a priority is used once, a group in use stays.

https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateRule.html#API_CreateRule_Errors
"""

from __future__ import annotations

from shipway.rehearse.kinds.kind import Kind
from shipway.rehearse.store import Record
from shipway.rehearse.work import Work

_LISTENER = "AWS::ElasticLoadBalancingV2::Listener"
_RULE = "AWS::ElasticLoadBalancingV2::ListenerRule"
_SERVICE = "ElasticLoadBalancingV2"


def _others(work: Work, place: str) -> list[Record]:
    """Resources of the same type in the same place, beside the one under work."""
    return [
        record
        for record in work.region.store.every(work.type)
        if record.value(place) == work.properties.get(place)
        and not (record.logical_id == work.logical_id and record.stack == work.stack)
    ]


def _check_listener(work: Work) -> None:
    arn = work.text("LoadBalancerArn")
    if any(str(other.value("Port")) == work.text("Port") for other in _others(work, "LoadBalancerArn")):
        raise work.service_failure(
            f"A listener already exists on this port for this load balancer '{arn}'", "AlreadyExists", _SERVICE
        )


def _check_rule(work: Work) -> None:
    if any(str(other.value("Priority")) == work.text("Priority") for other in _others(work, "ListenerArn")):
        raise work.service_failure(f"Priority '{work.text('Priority')}' is currently in use", "AlreadyExists", _SERVICE)


def _unused(work: Work, record: Record) -> None:
    for user in work.region.store.users(record.physical_id):
        if user.type in (_LISTENER, _RULE):
            raise work.service_failure(
                f"Target group '{record.physical_id}' is currently in use by a listener or a rule",
                "ResourceConflict",
                _SERVICE,
            )


def _two_zones(work: Work) -> None:
    """https://docs.aws.amazon.com/elasticloadbalancing/latest/application/application-load-balancers.html"""
    subnets = work.properties.get("Subnets") or ()
    found = [work.region.store.find("AWS::EC2::Subnet", str(id)) for id in subnets]
    zones = {str(subnet.value("AvailabilityZone") or subnet.physical_id) for subnet in found if subnet}
    if work.text("Type", "application") == "application" and all(found) and subnets and len(zones) < 2:
        raise work.service_failure(
            "At least two subnets in two different Availability Zones must be specified", "InvalidRequest", _SERVICE
        )


KINDS = {
    "AWS::ElasticLoadBalancingV2::LoadBalancer": Kind(check=_two_zones),
    "AWS::ElasticLoadBalancingV2::TargetGroup": Kind(removable=_unused),
    _LISTENER: Kind(check=_check_listener),
    _RULE: Kind(check=_check_rule),
}

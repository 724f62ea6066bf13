"""Elastic Load Balancing: load balancers, target groups, and what they think of their targets."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from shipway.rehearse.cloud import Region
from shipway.rehearse.paging import page
from shipway.rehearse.refusal import Refused
from shipway.rehearse.store import Record

BALANCER = "AWS::ElasticLoadBalancingV2::LoadBalancer"
GROUP = "AWS::ElasticLoadBalancingV2::TargetGroup"
Parameters = Mapping[str, Any]


def describe_target_health(region: Region, parameters: Parameters) -> dict[str, Any]:
    arn = str(parameters["TargetGroupArn"])
    group = region.store.find(GROUP, arn)
    if group is None:
        raise Refused("TargetGroupNotFound", f"Target groups '{arn}' not found")
    port = int(group.value("Port") or 80)
    rows = []
    for task in region.tasks.values():
        if arn not in task.health or not task.live:
            continue
        state, description = task.health[arn]
        health = {"State": state, **({"Description": description} if description else {})}
        rows.append({"Target": {"Id": task.address, "Port": port}, "TargetHealth": health})
    return {"TargetHealthDescriptions": rows}


def describe_load_balancers(region: Region, parameters: Parameters) -> dict[str, Any]:
    found = _chosen(region, BALANCER, parameters.get("LoadBalancerArns"), "LoadBalancerNotFound")
    items, token = page(found, parameters, 400, "Marker", "PageSize")
    rows = [
        {
            "LoadBalancerArn": record.physical_id,
            "LoadBalancerName": record.value("LoadBalancerName"),
            "DNSName": record.value("DNSName"),
            "Scheme": record.value("Scheme") or "internet-facing",
            "Type": record.value("Type") or "application",
            "State": {"Code": "active"},
        }
        for record in items
    ]
    return {"LoadBalancers": rows, **token}


def describe_target_groups(region: Region, parameters: Parameters) -> dict[str, Any]:
    found = _chosen(region, GROUP, parameters.get("TargetGroupArns"), "TargetGroupNotFound")
    items, token = page(found, parameters, 400, "Marker", "PageSize")
    rows = [{"TargetGroupArn": r.physical_id, "TargetGroupName": r.value("TargetGroupName")} for r in items]
    return {"TargetGroups": rows, **token}


def _chosen(region: Region, type: str, arns: Any, code: str) -> list[Record]:
    if not arns:
        return list(region.store.every(type))
    found = [region.store.find(type, str(arn)) for arn in arns]
    if None in found:
        raise Refused(code, f"One or more of {', '.join(arns)} not found")
    return [record for record in found if record is not None]


OPERATIONS = {
    "DescribeLoadBalancers": describe_load_balancers,
    "DescribeTargetGroups": describe_target_groups,
    "DescribeTargetHealth": describe_target_health,
}

"""What a task reaches and who reaches it: routes out of its subnet, and rules of security groups.

Networks that were not made here are not known, and taken as open.
"""

from __future__ import annotations

import ipaddress
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from shipway.rehearse.cloud import Region
from shipway.rehearse.store import Record

_ANYWHERE = "0.0.0.0/0"
_GROUP = "AWS::EC2::SecurityGroup"


def reaches_internet(region: Region, subnet: str, public_ip: bool) -> bool:
    """Whether a task in the subnet has a way out: through a NAT gateway, or with a public address of its own."""
    store = region.store
    known = store.find("AWS::EC2::Subnet", subnet)
    if known is None:
        return True
    if any(e.value("VpcId") == known.value("VpcId") for e in store.every("AWS::EC2::VPCEndpoint")):
        return True  # the services' own endpoints; which of them is not looked at
    tables = {
        record.value("RouteTableId")
        for record in store.every("AWS::EC2::SubnetRouteTableAssociation")
        if record.value("SubnetId") == subnet
    }
    for route in store.every("AWS::EC2::Route"):
        if route.value("RouteTableId") in tables and route.value("DestinationCidrBlock") == _ANYWHERE:
            if route.value("GatewayId"):
                return public_ip
            return True
    return False


def admitted(region: Region, target: Sequence[str], source: Sequence[str], port: int, address: str = "") -> bool:
    """Whether one of the target's groups lets TCP in at the port, from the source's groups or from an address."""
    groups = [_group(region, id) for id in target]
    if not groups or any(group is None for group in groups):
        return True
    return any(_admits(rule, source, port, address) for group in groups if group for rule in _ingress(region, group))


def _group(region: Region, id: str) -> Record | None:
    return region.store.named(_GROUP, id, "GroupId")


def _ingress(region: Region, group: Record) -> Iterator[Mapping[str, Any]]:
    yield from group.properties.get("SecurityGroupIngress") or ()
    ids = (group.physical_id, group.value("GroupId"))
    for rule in region.store.every("AWS::EC2::SecurityGroupIngress"):
        if rule.value("GroupId") in ids:
            yield rule.properties


def _admits(rule: Mapping[str, Any], source: Sequence[str], port: int, address: str) -> bool:
    protocol = str(rule.get("IpProtocol", "-1"))
    if protocol not in ("tcp", "6", "-1"):
        return False
    if protocol != "-1" and not int(rule.get("FromPort", 0)) <= port <= int(rule.get("ToPort", 65535)):
        return False
    if rule.get("SourceSecurityGroupId"):
        return str(rule["SourceSecurityGroupId"]) in source
    block = str(rule.get("CidrIp") or "")
    if not block:
        return False
    if block == _ANYWHERE or not address:
        return block == _ANYWHERE or not source
    return ipaddress.ip_address(address) in ipaddress.ip_network(block, strict=False)

"""Networks: nothing goes while something stands in it.

https://docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html
"""

from __future__ import annotations

import ipaddress
from collections.abc import Callable, Iterator

from shipway.rehearse.kinds.kind import Kind
from shipway.rehearse.store import Record
from shipway.rehearse.work import Work

# What lies in a VPC without keeping it from going: gateways are detached, rules go with their group.
_NO_HINDRANCE = frozenset({"AWS::EC2::SecurityGroupIngress", "AWS::EC2::SecurityGroupEgress", "AWS::EC2::Route"})


def _users(work: Work, record: Record) -> Iterator[Record]:
    values = (record.physical_id, str(record.value("GroupId") or ""))
    for user in work.region.store.users(*values):
        if user is not record and user.stack != "" and not _own(user, record):
            yield user


def _own(user: Record, record: Record) -> bool:
    """Rules that belong to the group itself go with it; rules of others that name it do not."""
    return user.type in _NO_HINDRANCE and str(user.value("GroupId")) in (
        record.physical_id,
        str(record.value("GroupId")),
    )


def _unused(words: str) -> Callable[[Work, Record], None]:
    def removable(work: Work, record: Record) -> None:
        running = any(
            task.status != "STOPPED" and record.physical_id in (task.subnet, *task.security_groups)
            for task in work.region.tasks.values()
        )
        if running or next(_users(work, record), None) is not None:
            raise work.service_failure(words.format(record.physical_id), "InvalidRequest", "Ec2")

    return removable


def _overlap(work: Work) -> None:
    """Two subnets of one network may not share addresses."""
    block = work.text("CidrBlock")
    if not block:
        return
    mine = ipaddress.ip_network(block, strict=False)
    for other in work.region.store.every(work.type):
        same = other.value("VpcId") == work.properties.get("VpcId") and other.logical_id != work.logical_id
        if (
            same
            and other.value("CidrBlock")
            and mine.overlaps(ipaddress.ip_network(str(other.value("CidrBlock")), strict=False))
        ):
            raise work.service_failure(f"The CIDR '{block}' conflicts with another subnet", "InvalidRequest", "Ec2")


def _placed(work: Work, record: Record) -> None:
    """A subnet without a zone of its own gets one from AWS."""
    if not record.properties.get("AvailabilityZone"):
        record.attributes["AvailabilityZone"] = work.region.zones[0]


KINDS = {
    "AWS::EC2::SecurityGroup": Kind(removable=_unused("resource {} has a dependent object")),
    "AWS::EC2::Subnet": Kind(
        check=_overlap, made=_placed, removable=_unused("The subnet '{}' has dependencies and cannot be deleted.")
    ),
    "AWS::EC2::VPC": Kind(removable=_unused("The vpc '{}' has dependencies and cannot be deleted.")),
}

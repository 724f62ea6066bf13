"""Datastores and file systems: protected ones stay, and so do those that something still uses."""

from __future__ import annotations

from collections.abc import Callable

from shipway.rehearse.kinds.kind import Kind
from shipway.rehearse.store import Record
from shipway.rehearse.work import Work


def _unprotected(words: str) -> Callable[[Work, Record], None]:
    def removable(work: Work, record: Record) -> None:
        if str(record.value("DeletionProtection")).lower() == "true":
            raise work.service_failure(words, "InvalidRequest", "Rds")

    return removable


def _unused(words: str, *types: str) -> Callable[[Work, Record], None]:
    """types: of the resources that may stand in the way."""

    def removable(work: Work, record: Record) -> None:
        for user in work.region.store.users(record.physical_id, record.arn):
            if user.type in types:
                raise work.failure(words.format(record.physical_id), "ResourceConflict")

    return removable


KINDS = {
    "AWS::EFS::FileSystem": Kind(removable=_unused("{} is in use by mount targets", "AWS::EFS::MountTarget")),
    "AWS::ElastiCache::SubnetGroup": Kind(
        removable=_unused(
            "Cache subnet group {} is currently in use by a cache cluster.", "AWS::ElastiCache::ReplicationGroup"
        )
    ),
    "AWS::RDS::DBInstance": Kind(
        removable=_unprotected("Cannot delete protected DB Instance, please disable deletion protection and try again.")
    ),
    "AWS::RDS::DBParameterGroup": Kind(
        removable=_unused(
            "One or more database instances are still members of this parameter group {}", "AWS::RDS::DBInstance"
        )
    ),
    "AWS::RDS::DBSubnetGroup": Kind(
        removable=_unused(
            "Cannot delete the subnet group '{}' because at least one database instance is still using it.",
            "AWS::RDS::DBInstance",
        )
    ),
    "AWS::ServiceDiscovery::PrivateDnsNamespace": Kind(
        removable=_unused("Namespace {} has associated services", "AWS::ServiceDiscovery::Service")
    ),
}

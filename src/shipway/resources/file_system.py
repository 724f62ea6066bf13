"""A file system that lasts (Amazon EFS) for one volume: encrypted, backed up, kept when the stack goes."""

from __future__ import annotations

from collections.abc import Sequence

from shipway.naming import logical_id
from shipway.topology.graph import Ref, Resource, Retention
from shipway.topology.properties import tags


def file_system_id(volume: str) -> str:
    return logical_id("volume", volume)


def access_point_id(volume: str) -> str:
    return logical_id("volume", volume, "access")


def mount_target_ids(volume: str, subnets: Sequence[str]) -> tuple[str, ...]:
    return tuple(logical_id("volume", volume, "mount", str(n + 1)) for n, _ in enumerate(subnets))


def file_system(volume: str, name: str, subnets: Sequence[str], group: str) -> tuple[Resource, ...]:
    """The access point sets no user, since database images change the owner of their files when they start."""
    id = file_system_id(volume)
    targets = tuple(
        Resource(
            target,
            "data",
            "AWS::EFS::MountTarget",
            {
                "FileSystemId": Ref(id),
                "SubnetId": Ref(subnet),
                "SecurityGroups": [Ref(group, "GroupId")],
            },
            subject=volume,
        )
        for target, subnet in zip(mount_target_ids(volume, subnets), subnets, strict=True)
    )
    return (
        Resource(
            id,
            "data",
            "AWS::EFS::FileSystem",
            {
                "Encrypted": True,
                "PerformanceMode": "generalPurpose",
                "ThroughputMode": "elastic",
                "BackupPolicy": {"Status": "ENABLED"},
                "FileSystemTags": tags(Name=name),
                "LifecyclePolicies": [{"TransitionToIA": "AFTER_30_DAYS"}],
            },
            retention=Retention.RETAIN,
            subject=volume,
            holds_data=True,
        ),
        Resource(
            access_point_id(volume),
            "data",
            "AWS::EFS::AccessPoint",
            {
                "FileSystemId": Ref(id),
                "RootDirectory": {
                    "Path": "/volume",
                    "CreationInfo": {"OwnerUid": "0", "OwnerGid": "0", "Permissions": "0777"},
                },
            },
            subject=volume,
        ),
        *targets,
    )

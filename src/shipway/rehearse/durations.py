"""How long AWS takes: typical times by resource type, each with its quality and source (data/durations.json).

The catalogue is made by scripts/make_durations.py.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

FILE = Path(__file__).parent.parent / "data" / "durations.json"

Properties = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Duration:
    """Seconds. quality: documented, reported or estimated. variant: which of the type's cases it is."""

    low: float
    typical: float
    high: float
    quality: str
    source: tuple[str, ...]
    variant: str = "default"


@cache
def catalogue() -> Mapping[str, Any]:
    """The data as it is in the file."""
    found: Mapping[str, Any] = json.loads(FILE.read_bytes())
    return found


def duration(type_name: str, operation: str, properties: Properties) -> Duration:
    """The time for one operation (create, update, delete) on a resource with these properties."""
    rows = catalogue()["types"].get(type_name, {}).get(operation, ())
    wanted = _wanted(type_name, operation, properties)
    for row in rows:
        if row["variant"].startswith(wanted):
            return _duration(row)
    return _duration(rows[0] if rows else catalogue()["default"][operation])


def stack_overhead() -> Duration:
    """What a stack operation takes beside its resources: working out the change set, beginning and ending."""
    return _duration(catalogue()["stack"])


def task_seconds(part: str) -> float:
    """A part of a Fargate task's start: placement, image_pull, container_start, settle."""
    return float(catalogue()["task"]["seconds"][part])


def _duration(row: Mapping[str, Any]) -> Duration:
    return Duration(
        row["low"], row["typical"], row["high"], row["quality"], tuple(row["source"]), row.get("variant", "default")
    )


def _wanted(type_name: str, operation: str, properties: Properties) -> str:
    """How the variant begins that fits the properties."""
    choose = _VARIANTS.get((type_name, operation))
    return choose(properties) if choose else "default"


def _yes(value: Any) -> bool:
    return str(value).lower() == "true"


def _database(properties: Properties) -> str:
    if str(properties.get("Engine", "")).startswith("aurora") or properties.get("DBClusterIdentifier"):
        return "aurora instance"
    if properties.get("DBSnapshotIdentifier"):
        return "from DBSnapshotIdentifier"
    if _yes(properties.get("MultiAZ")):
        return "multi-az"
    # The API keeps backups for a day where nothing else is said.
    return "single-az, small" if str(properties.get("BackupRetentionPeriod", 1)) == "0" else "single-az, automated"


def _database_update(properties: Properties) -> str:
    return "storage or parameter change"


def _cache(properties: Properties) -> str:
    if int(properties.get("NumCacheClusters") or 1) > 1 or int(properties.get("ReplicasPerNodeGroup") or 0) > 0:
        return "with replica"
    return "1 node, TLS" if _yes(properties.get("TransitEncryptionEnabled")) else "1 node"


def _balancer(properties: Properties) -> str:
    return str(properties.get("Type", "application"))


def _certificate(properties: Properties) -> str:
    options = properties.get("DomainValidationOptions") or ()
    zoned = options and all(isinstance(o, Mapping) and o.get("HostedZoneId") for o in options)
    return "DNS validated" if zoned else "validation records elsewhere"


def _endpoint(properties: Properties) -> str:
    return str(properties.get("VpcEndpointType", "Gateway")).lower()


def _subnet(properties: Properties) -> str:
    return "map-public-ip" if _yes(properties.get("MapPublicIpOnLaunch")) else "default"


_VARIANTS: dict[tuple[str, str], Callable[[Properties], str]] = {
    ("AWS::RDS::DBInstance", "create"): _database,
    ("AWS::RDS::DBInstance", "update"): _database_update,
    ("AWS::RDS::DBInstance", "delete"): lambda _: "no final snapshot",
    ("AWS::ElastiCache::ReplicationGroup", "create"): _cache,
    ("AWS::ElasticLoadBalancingV2::LoadBalancer", "create"): _balancer,
    ("AWS::ElasticLoadBalancingV2::LoadBalancer", "delete"): _balancer,
    ("AWS::CertificateManager::Certificate", "create"): _certificate,
    ("AWS::EC2::VPCEndpoint", "create"): _endpoint,
    ("AWS::EC2::VPCEndpoint", "delete"): _endpoint,
    ("AWS::EC2::Subnet", "create"): _subnet,
    ("AWS::S3::Bucket", "delete"): lambda _: "empty",
    ("AWS::EC2::Instance", "create"): lambda p: "no-signal",
    ("AWS::Lightsail::Container", "create"): lambda p: (
        "with deployment" if p.get("ContainerServiceDeployment") else "no deployment"
    ),
}


def snapshot(type_name: str) -> Duration:
    """The time of a deletion that leaves a final snapshot."""
    rows = catalogue()["types"].get(type_name, {}).get("delete", ())
    return next((_duration(row) for row in rows if "final snapshot (" in row["variant"]), _longest(rows))


def _longest(rows: Any) -> Duration:
    return _duration(max(rows, key=lambda row: row["typical"]) if rows else catalogue()["default"]["delete"])

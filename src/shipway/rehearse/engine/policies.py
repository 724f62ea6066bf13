"""What becomes of a resource that its stack lets go.

https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-attribute-deletionpolicy.html
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

# Where no policy is written, database clusters leave a snapshot, and so do instances that are in no cluster.
_SNAPSHOT_BY_DEFAULT = frozenset({"AWS::RDS::DBCluster"})


def deletion(body: Mapping[str, Any], *, just_created: bool = False) -> str:
    """Delete, Retain or Snapshot. just_created: the operation that made it is being rolled back."""
    policy = str(body.get("DeletionPolicy") or _default(body))
    if policy == "RetainExceptOnCreate":
        return "Delete" if just_created else "Retain"
    return policy


def replacement(body: Mapping[str, Any]) -> str:
    """What becomes of the old one after a replacement: UpdateReplacePolicy."""
    return str(body.get("UpdateReplacePolicy") or "Delete")


def _default(body: Mapping[str, Any]) -> str:
    properties = body.get("Properties") or {}
    if body["Type"] == "AWS::RDS::DBInstance" and "DBClusterIdentifier" not in properties:
        return "Snapshot"
    return "Snapshot" if body["Type"] in _SNAPSHOT_BY_DEFAULT else "Delete"

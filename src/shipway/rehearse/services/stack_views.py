"""Stacks, events and change sets in the shapes of CloudFormation's answers."""

from __future__ import annotations

from typing import Any

from shipway.rehearse.engine.change_sets import ChangeSet
from shipway.rehearse.engine.changes import Change
from shipway.rehearse.engine.drift import Detection
from shipway.rehearse.engine.stack import Event, Member, Stack

_HIDDEN = "****"


def stack(found: Stack) -> dict[str, Any]:
    row = {
        **_common(found),
        "Parameters": _parameters(found.template, found.values),
        "DisableRollback": False,
        "NotificationARNs": [],
        "Capabilities": list(found.capabilities),
        "Outputs": _outputs(found),
        "Tags": [{"Key": key, "Value": value} for key, value in found.tags.items()],
        "EnableTerminationProtection": found.protected,
    }
    if found.template.get("Description"):
        row["Description"] = str(found.template["Description"])
    return row


def summary(found: Stack) -> dict[str, Any]:
    return _common(found)


def _common(found: Stack) -> dict[str, Any]:
    row: dict[str, Any] = {
        "StackId": found.id,
        "StackName": found.name,
        "CreationTime": found.created,
        "StackStatus": found.status,
        "DriftInformation": {"StackDriftStatus": "NOT_CHECKED"},
    }
    if found.reason:
        row["StackStatusReason"] = found.reason
    if found.updated:
        row["LastUpdatedTime"] = found.updated
    if found.deleted:
        row["DeletionTime"] = found.deleted
    if found.drift and found.drift.status == "DETECTION_COMPLETE":
        status = "DRIFTED" if found.drift.drifted else "IN_SYNC"
        row["DriftInformation"] = {"StackDriftStatus": status, "LastCheckTimestamp": found.drift.begun}
    return row


def _parameters(template: Any, values: dict[str, str]) -> list[dict[str, Any]]:
    definitions = template.get("Parameters") or {}
    return [
        {"ParameterKey": name, "ParameterValue": _HIDDEN if definitions.get(name, {}).get("NoEcho") else value}
        for name, value in values.items()
    ]


def _outputs(found: Stack) -> list[dict[str, Any]]:
    definitions = found.template.get("Outputs") or {}
    rows = []
    for name, value in found.outputs.items():
        row = {"OutputKey": name, "OutputValue": value}
        if definitions.get(name, {}).get("Description"):
            row["Description"] = str(definitions[name]["Description"])
        if name in found.exports:
            row["ExportName"] = found.exports[name][0]
        rows.append(row)
    return rows


def event(found: Stack, one: Event) -> dict[str, Any]:
    row: dict[str, Any] = {
        "StackId": found.id,
        "EventId": one.id,
        "StackName": found.name,
        "LogicalResourceId": one.logical_id,
        "PhysicalResourceId": one.physical_id,
        "ResourceType": one.type,
        "Timestamp": one.time,
        "ResourceStatus": one.status,
    }
    if one.reason:
        row["ResourceStatusReason"] = one.reason
    return row


def operation_event(found: Stack, one: Event) -> dict[str, Any]:
    """The same event as DescribeEvents tells it."""
    kind = next((word for word in ("DELETE", "UPDATE", "CREATE") if found.status.startswith(word)), "CREATE")
    row = event(found, one)
    del row["StackName"]
    return {**row, "OperationId": one.operation, "OperationType": f"{kind}_STACK", "EventType": "STACK_EVENT"}


def resource_summary(member: Member) -> dict[str, Any]:
    row: dict[str, Any] = {
        "LogicalResourceId": member.logical_id,
        "ResourceType": member.type,
        "LastUpdatedTimestamp": member.time,
        "ResourceStatus": member.status,
        "DriftInformation": {"StackResourceDriftStatus": "NOT_CHECKED"},
    }
    if member.physical_id:
        row["PhysicalResourceId"] = member.physical_id
    if member.reason:
        row["ResourceStatusReason"] = member.reason
    return row


def resource(found: Stack, member: Member) -> dict[str, Any]:
    row = resource_summary(member)
    row["Timestamp"] = row.pop("LastUpdatedTimestamp")
    return {**row, "StackName": found.name, "StackId": found.id}


def resource_detail(found: Stack, member: Member) -> dict[str, Any]:
    return {**resource_summary(member), "StackName": found.name, "StackId": found.id}


def change_set_summary(made: ChangeSet) -> dict[str, Any]:
    row: dict[str, Any] = {
        "StackId": made.stack.id,
        "StackName": made.stack.name,
        "ChangeSetId": made.id,
        "ChangeSetName": made.name,
        "ExecutionStatus": made.execution,
        "Status": made.status,
        "CreationTime": made.created,
    }
    if made.reason:
        row["StatusReason"] = made.reason
    return row


def change_set(made: ChangeSet) -> dict[str, Any]:
    return {
        **change_set_summary(made),
        "Parameters": _parameters(made.asked.template, made.asked.values),
        "Capabilities": list(made.asked.capabilities),
        "Tags": [{"Key": key, "Value": value} for key, value in made.asked.tags.items()],
    }


def change(one: Change) -> dict[str, Any]:
    row: dict[str, Any] = {
        "Action": one.action,
        "LogicalResourceId": one.logical_id,
        "ResourceType": one.type,
        "Scope": sorted({detail.scope for detail in one.details}),
        "Details": [detail.shown() for detail in one.details],
    }
    if one.physical_id:
        row["PhysicalResourceId"] = one.physical_id
    if one.action == "Modify":
        row["Replacement"] = one.replacement
    if one.policy:
        row["PolicyAction"] = one.policy
    return {"Type": "Resource", "ResourceChange": row}


def detection(found: Detection) -> dict[str, Any]:
    row: dict[str, Any] = {
        "StackId": found.stack.id,
        "StackDriftDetectionId": found.id,
        "DetectionStatus": found.status,
        "Timestamp": found.begun,
    }
    if found.status == "DETECTION_COMPLETE":
        row["StackDriftStatus"] = "DRIFTED" if found.drifted else "IN_SYNC"
        row["DriftedStackResourceCount"] = found.drifted
    return row

"""AWS Secrets Manager: secrets, their versions, and what dynamic references read of them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from shipway.cloudformation.dynamic import DynamicReference
from shipway.cloudformation.intrinsics import IntrinsicError
from shipway.rehearse.cloud import Region
from shipway.rehearse.paging import page
from shipway.rehearse.refusal import Refused
from shipway.rehearse.store import Record

TYPE = "AWS::SecretsManager::Secret"
CURRENT, PREVIOUS = "AWSCURRENT", "AWSPREVIOUS"
_ABSENT = "Secrets Manager can't find the specified secret."
_EMPTY = "Secrets Manager can't find the specified secret value for staging label: AWSCURRENT"


@dataclass(slots=True)
class Version:
    """value is kept out of the representation, so that no traceback shows it."""

    id: str
    value: str = field(repr=False)
    created: datetime
    stages: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Versions:
    """A secret's state."""

    items: list[Version] = field(default_factory=list)

    def at(self, stage: str, id: str = "") -> Version | None:
        """The version with this staging label, or with this id."""
        return next((v for v in self.items if (v.id == id if id else stage in v.stages)), None)


def find(region: Region, identifier: str) -> Record | None:
    """A secret by name, ARN, or ARN without its last six characters."""
    for record in region.store.every(TYPE):
        arn = record.physical_id
        if identifier in (arn, arn[:-7], record.value("Name")):
            return record
    return None


def put(region: Region, record: Record, value: str, token: str = "") -> Version:
    """A new current version; the one before becomes the previous one."""
    versions: Versions = record.state
    for version in versions.items:
        if PREVIOUS in version.stages:
            version.stages.remove(PREVIOUS)
        if CURRENT in version.stages:
            version.stages[version.stages.index(CURRENT)] = PREVIOUS
    made = Version(token or region.ids.fresh("version").uuid(), value, region.clock.now(), [CURRENT])
    versions.items = [v for v in versions.items if v.stages] + [made]
    return made


def resolved(region: Region, reference: DynamicReference) -> str:
    """What CloudFormation reads for a dynamic reference. Raises IntrinsicError in its words, never with a value."""
    record = find(region, reference.name)
    if record is None:
        raise IntrinsicError(
            f"{_ABSENT} (Service: AWSSecretsManager; Status Code: 400; Error Code: ResourceNotFoundException)"
        )
    version = record.state.at(reference.version_stage or CURRENT, reference.version_id)
    if version is None:
        raise IntrinsicError(
            f"{_EMPTY} (Service: AWSSecretsManager; Status Code: 400; Error Code: ResourceNotFoundException)"
        )
    if not reference.json_key:
        return str(version.value)
    found = value_at(version.value, reference.json_key)
    if found is None:
        raise IntrinsicError(f"Could not find a value associated with JSONKey in SecretString for {reference.name}")
    return found


def value_at(text: str, key: str) -> str | None:
    """A key of a secret that holds JSON; None where it does not, or has no such key."""
    try:
        data = json.loads(text)
    except ValueError:
        return None
    value = data.get(key) if isinstance(data, dict) else None
    return None if value is None else value if isinstance(value, str) else json.dumps(value)


def _found(region: Region, parameters: Mapping[str, Any]) -> Record:
    record = find(region, str(parameters["SecretId"]))
    if record is None:
        raise Refused("ResourceNotFoundException", _ABSENT)
    return record


def put_secret_value(region: Region, parameters: Mapping[str, Any]) -> dict[str, Any]:
    record = _found(region, parameters)
    value = parameters.get("SecretString")
    if value is None:
        raise Refused("InvalidRequestException", "You must provide either SecretString or SecretBinary.")
    version = put(region, record, str(value), str(parameters.get("ClientRequestToken") or ""))
    return {**_names(record), "VersionId": version.id, "VersionStages": list(version.stages)}


def get_secret_value(region: Region, parameters: Mapping[str, Any]) -> dict[str, Any]:
    record = _found(region, parameters)
    stage = str(parameters.get("VersionStage") or CURRENT)
    version = record.state.at(stage, str(parameters.get("VersionId") or ""))
    if version is None:
        raise Refused("ResourceNotFoundException", _EMPTY.replace(CURRENT, stage))
    return {
        **_names(record),
        "VersionId": version.id,
        "SecretString": version.value,
        "VersionStages": list(version.stages),
        "CreatedDate": version.created,
    }


def describe_secret(region: Region, parameters: Mapping[str, Any]) -> dict[str, Any]:
    return _description(_found(region, parameters))


def list_secrets(region: Region, parameters: Mapping[str, Any]) -> dict[str, Any]:
    records = sorted(region.store.every(TYPE), key=lambda r: r.created, reverse=True)
    items, token = page(records, parameters, 100, limit="MaxResults")
    rows = [_description(record) for record in items]
    return {
        "SecretList": [{**row, "SecretVersionsToStages": row.pop("VersionIdsToStages", {})} for row in rows],
        **token,
    }


def _names(record: Record) -> dict[str, Any]:
    return {"ARN": record.physical_id, "Name": record.value("Name")}


def _description(record: Record) -> dict[str, Any]:
    stages = {v.id: list(v.stages) for v in record.state.items}
    shown = {
        **_names(record),
        "Description": record.properties.get("Description", ""),
        "CreatedDate": record.created,
        "Tags": [{"Key": key, "Value": value} for key, value in record.tags.items()],
    }
    return {**shown, "VersionIdsToStages": stages} if stages else shown


OPERATIONS = {
    "DescribeSecret": describe_secret,
    "GetSecretValue": get_secret_value,
    "ListSecrets": list_secrets,
    "PutSecretValue": put_secret_value,
}

"""Secrets: generated, given, or empty; and what attaching one to its database adds."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from shipway.rehearse.generated import secret_string
from shipway.rehearse.kinds.kind import Kind
from shipway.rehearse.services import secretsmanager
from shipway.rehearse.store import Record
from shipway.rehearse.work import Work


def _made(work: Work, record: Record) -> None:
    """Without SecretString and GenerateSecretString a secret is made empty."""
    record.state = secretsmanager.Versions()
    if "GenerateSecretString" in work.properties:
        value = secret_string(work.properties["GenerateSecretString"], work.source)
        secretsmanager.put(work.region, record, value)
    elif "SecretString" in work.properties:
        secretsmanager.put(work.region, record, work.text("SecretString"))


def _update(work: Work, record: Record, before: dict[str, Any]) -> Any:
    """A changed SecretString or rule of generation makes a new version."""
    yield 1.0
    for key in ("SecretString", "GenerateSecretString"):
        if key in work.properties and work.properties[key] != before.get(key):
            given = work.properties[key]
            value = secret_string(given, work.source) if isinstance(given, Mapping) else str(given)
            secretsmanager.put(work.region, record, value)


def _attached(work: Work, record: Record) -> None:
    """The database's address goes into the secret's JSON.

    https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-secretsmanager-secrettargetattachment.html
    """
    region = work.region
    secret = secretsmanager.find(region, work.text("SecretId"))
    target = region.store.named(work.text("TargetType"), work.text("TargetId"))
    if secret is None:
        raise work.failure("Secrets Manager can't find the specified secret.", "NotFound")
    if target is None:
        raise work.failure(f"{work.text('TargetId')} was not found", "NotFound")
    version = secret.state.at(secretsmanager.CURRENT)
    try:
        data = json.loads(version.value) if version else None
    except ValueError:
        data = None
    if not isinstance(data, dict):
        raise work.failure("The secret's value is not a JSON object, so that it cannot be attached.", "InvalidRequest")
    data |= {
        "engine": target.value("Engine"),
        "host": target.value("Endpoint/Address"),
        "port": int(target.value("Endpoint/Port") or 0),
        "dbInstanceIdentifier": target.physical_id,
    }
    if target.value("DBName"):
        data["dbname"] = target.value("DBName")
    secretsmanager.put(region, secret, json.dumps(data, separators=(",", ":")))


KINDS = {
    "AWS::SecretsManager::Secret": Kind(made=_made, update=_update),
    "AWS::SecretsManager::SecretTargetAttachment": Kind(made=_attached),
}

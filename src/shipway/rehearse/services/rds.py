"""Amazon RDS: switching what protects a database, and looking at it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from shipway.rehearse.cloud import Region
from shipway.rehearse.paging import page
from shipway.rehearse.refusal import Refused
from shipway.rehearse.store import Record

TYPE = "AWS::RDS::DBInstance"
Parameters = Mapping[str, Any]


def _instance(region: Region, identifier: str) -> Record:
    record = region.store.find(TYPE, identifier)
    if record is None:
        raise Refused("DBInstanceNotFound", f"DBInstance {identifier} not found.", 404)
    return record


def modify_db_instance(region: Region, parameters: Parameters) -> dict[str, Any]:
    """Only what is changed outside of a stack: the deletion protection."""
    record = _instance(region, str(parameters["DBInstanceIdentifier"]))
    if "DeletionProtection" in parameters:
        # Another dictionary: the stack keeps the one that it set, to tell drift by.
        record.properties = {**record.properties, "DeletionProtection": bool(parameters["DeletionProtection"])}
    return {"DBInstance": _row(record)}


def describe_db_instances(region: Region, parameters: Parameters) -> dict[str, Any]:
    identifier = parameters.get("DBInstanceIdentifier")
    found = [_instance(region, str(identifier))] if identifier else list(region.store.every(TYPE))
    items, token = page(found, parameters, 100, "Marker", "MaxRecords")
    return {"DBInstances": [_row(record) for record in items], **token}


def _row(record: Record) -> dict[str, Any]:
    return {
        "DBInstanceIdentifier": record.physical_id,
        "DBInstanceStatus": "available",
        "Engine": str(record.value("Engine")),
        "EngineVersion": str(record.value("EngineVersion") or ""),
        "DeletionProtection": str(record.value("DeletionProtection")).lower() == "true",
        "Endpoint": {
            "Address": str(record.value("Endpoint/Address")),
            "Port": int(record.value("Endpoint/Port")),
        },
    }


OPERATIONS = {"DescribeDBInstances": describe_db_instances, "ModifyDBInstance": modify_db_instance}

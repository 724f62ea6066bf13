"""Which function answers which operation of which service."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from importlib import import_module
from typing import Any

from shipway.errors import Unsupported
from shipway.rehearse.cloud import Region
from shipway.rehearse.refusal import Refused

Handler = Callable[[Region, Mapping[str, Any]], dict[str, Any]]
"""Takes the region and the call's parameters, gives the answer in botocore's shape. Raises Refused."""

_MODULES = {
    "cloudformation": "cloudformation",
    "ecr": "ecr",
    "ecs": "ecs",
    "elbv2": "elbv2",
    "lightsail": "lightsail",
    "logs": "logs",
    "rds": "rds",
    "s3": "s3",
    "secretsmanager": "secretsmanager",
    "sts": "sts",
}


def answer(region: Region, service: str, operation: str, parameters: Mapping[str, Any]) -> dict[str, Any]:
    """Answer one call. Raises Refused as AWS would, and Unsupported for what is not known here."""
    handler = handlers(service).get(operation)
    if handler is None:
        raise Unsupported(
            f"the embedded cloud does not know {service}:{operation}",
            "this cannot be rehearsed; run the command against AWS",
        )
    fault = region.cloud.faults.due(f"{service}:{operation}")
    if fault is not None:
        raise Refused(fault.code, fault.message)
    return handler(region, parameters)


@cache
def handlers(service: str) -> Mapping[str, Handler]:
    """The operations of a service by name; none where the service is not known."""
    if service not in _MODULES:
        return {}
    module = import_module(f"shipway.rehearse.services.{_MODULES[service]}")
    found: Mapping[str, Handler] = module.OPERATIONS
    return found

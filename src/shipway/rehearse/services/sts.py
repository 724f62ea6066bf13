"""AWS STS."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from shipway.rehearse.cloud import Region


def get_caller_identity(region: Region, parameters: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "Account": region.account,
        "UserId": "AIDAREHEARSALREHEARSAL",
        "Arn": f"arn:{region.partition}:iam::{region.account}:user/rehearsal",
    }


OPERATIONS = {"GetCallerIdentity": get_caller_identity}

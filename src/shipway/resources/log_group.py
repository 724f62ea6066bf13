"""A log group with a retention; without one CloudWatch keeps logs, and bills them, forever (X-07)."""

from __future__ import annotations

from shipway.topology.graph import Resource

RETENTION_DAYS = 7


def log_group(id: str, stack: str, name: str, subject: str) -> Resource:
    return Resource(
        id, stack, "AWS::Logs::LogGroup", {"LogGroupName": name, "RetentionInDays": RETENTION_DAYS}, subject=subject
    )

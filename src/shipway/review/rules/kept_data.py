"""Databases that one mistake would lose: read from the design, where every option has its value."""

from __future__ import annotations

from collections.abc import Iterator

from shipway.diagnostics import Severity
from shipway.review.rule import Designed, Finding, Rule
from shipway.topology.graph import Resource

DATABASE = "AWS::RDS::DBInstance"


def _databases(designed: Designed) -> Iterator[Resource]:
    yield from (one for one in designed.topology.resources if one.type == DATABASE)


def unsaved(designed: Designed) -> Iterator[Finding]:
    for one in _databases(designed):
        if one.properties.get("BackupRetentionPeriod") == 0:
            fix = f"Set the number of days: datastores: {{{one.subject}: {{backup_days: 7}}}}."
            yield Finding(f'nothing of "{one.subject}" is backed up', one.origin, fix=fix)


def unprotected(designed: Designed) -> Iterator[Finding]:
    for one in _databases(designed):
        if one.properties.get("DeletionProtection") is False:
            fix = f"Remove `deletion_protection: false` of {one.subject} in shipway.yaml."
            yield Finding(
                f'"{one.subject}" may be deleted without turning off its protection first', one.origin, fix=fix
            )


RULES = (
    Rule(
        "production.no-backups",
        "a database without backups",
        "without them there is no way back to the minute before a mistake",
        "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_WorkingWithAutomatedBackups.BackupRetention.html",
        "Keep backups for some days: `backup_days: 7`.",
        Severity.WARNING,
        design=unsaved,
    ),
    Rule(
        "production.unprotected-data",
        "a database without deletion protection",
        "one call or one click deletes it",
        "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_DeleteInstance.html",
        "Leave deletion protection on.",
        Severity.WARNING,
        design=unprotected,
    ),
)

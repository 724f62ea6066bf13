"""The result of a deployment: its addresses, and the checks with their evidence."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import click

from shipway.deploy.checks.report import Check, Report, Status
from shipway.deploy.release import Release

MARKS = {
    Status.PASSED: ("✓", "green"),
    Status.FAILED: ("✗", "red"),
    Status.ONLY_AWS: ("?", "yellow"),
    Status.UNSEEN: ("?", "yellow"),
}


def human(release: Release | None, report: Report) -> Iterator[str]:
    """release: None where nothing was deployed just now."""
    yield from checks(report)
    passed = sum(check.status is Status.PASSED for check in report.checks)
    failed = sum(check.status is Status.FAILED for check in report.checks)
    unseen = sum(check.status is Status.UNSEEN for check in report.checks)
    counted = f"{passed} checks passed, {failed} failed" + (f", {unseen} not looked at" if unseen else "")
    yield counted + (f"; release {release.id}" if release else "")


def checks(report: Report) -> Iterator[str]:
    """A line for each check; one that failed in red."""
    for check in report.checks:
        mark, color = MARKS[check.status]
        yield f"  {click.style(mark, fg=color, bold=True)} {check.name} ({check.subject}): {check.evidence}"


def data(release: Release | None, report: Report) -> dict[str, Any]:
    return {
        "cloud": report.cloud,
        "passed": report.passed,
        "checks": [row(check) for check in report.checks],
        "release": released(release),
    }


def released(release: Release | None) -> dict[str, Any] | None:
    if release is None:
        return None
    return {
        "id": release.id,
        "time": release.time,
        "images": dict(release.images),
        "outputs": [{"stack": stack, "name": name, "value": value} for stack, name, value in release.outputs],
    }


def row(check: Check) -> dict[str, str]:
    return {"name": check.name, "subject": check.subject, "status": check.status.value, "evidence": check.evidence}

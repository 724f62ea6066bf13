"""A rehearsal: what was created, how long it would have taken, which checks passed, and what it does not prove."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import click

from shipway.deploy.checks.report import Report, Status
from shipway.deploy.release import Release
from shipway.diagnostics import Diagnostic
from shipway.plan.model import Plan
from shipway.records import record
from shipway.views import diagnostics
from shipway.views.duration import duration
from shipway.views.report import checks, released, row

UNPROVEN = (
    "A rehearsal proves the order, the wiring and Shipway's own behavior. It does not prove that AWS has the "
    "capacity, that quotas suffice, that images build and start, or that the application works."
)


@record
class Rehearsal:
    """seconds: by the virtual clock. blockers: what would stop `deploy`."""

    plan: Plan
    release: Release
    report: Report
    seconds: float
    blockers: tuple[Diagnostic, ...] = ()
    made_up: tuple[str, ...] = ()


def human(rehearsal: Rehearsal) -> Iterator[str]:
    plan, report = rehearsal.plan, rehearsal.report
    yield click.style("Made", bold=True)
    for stack in plan.stacks:
        yield f"  {stack.name}: {_summary(stack.template['Resources'])}"
    yield click.style("\nChecked", bold=True)
    yield from checks(report)
    yield ""
    if rehearsal.made_up:
        yield f"These secrets had made-up values: {', '.join(rehearsal.made_up)}."
    if rehearsal.blockers:
        yield f"`shipway deploy` would refuse: {len(rehearsal.blockers)} blockers, named above."
    yield UNPROVEN
    passed = sum(check.status is Status.PASSED for check in report.checks)
    failed = sum(check.status is Status.FAILED for check in report.checks)
    made = sum(len(_resources(stack.template["Resources"])) for stack in plan.stacks)
    yield (
        f"Rehearsed {plan.app} {plan.environment}: {len(plan.stacks)} stacks and {made} resources in "
        f"{duration(rehearsal.seconds)} of virtual time; {passed} checks passed, {failed} failed. Nothing was deployed."
    )


def _resources(resources: Any) -> dict[str, Any]:
    return dict(resources)


def _summary(resources: Any) -> str:
    types = [body["Type"].removeprefix("AWS::") for body in resources.values()]
    counts = {type: types.count(type) for type in dict.fromkeys(types)}
    return ", ".join(f"{count} × {type}" if count > 1 else type for type, count in counts.items())


def data(rehearsal: Rehearsal) -> dict[str, Any]:
    return {
        "app": rehearsal.plan.app,
        "environment": rehearsal.plan.environment,
        "virtual_seconds": rehearsal.seconds,
        "stacks": [
            {"key": stack.key, "name": stack.name, "resources": sorted(_resources(stack.template["Resources"]))}
            for stack in rehearsal.plan.stacks
        ],
        "passed": rehearsal.report.passed,
        "checks": [row(check) for check in rehearsal.report.checks],
        "release": released(rehearsal.release),
        "made_up_secrets": list(rehearsal.made_up),
        "blockers": diagnostics.data(rehearsal.blockers),
        "unproven": UNPROVEN,
    }

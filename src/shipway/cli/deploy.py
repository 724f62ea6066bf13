"""shipway deploy: build, push, deploy, verify."""

from __future__ import annotations

from pathlib import Path

import click

from shipway.cli.clouds import of
from shipway.cli.following import holder, progress
from shipway.cli.inputs import project
from shipway.cli.options import Command, Options
from shipway.cli.output import result, said
from shipway.cli.planning import against
from shipway.errors import ShipwayError
from shipway.plan.model import Plan

INTERRUPTED = (
    "CloudFormation continues what it has begun. Run `shipway deploy` again to continue from there, "
    "or `shipway status` to look"
)


@click.command("deploy", cls=Command, interrupted=INTERRUPTED)
@click.option("--plan", "saved", metavar="FILE", type=click.Path(path_type=Path), help="Apply exactly this plan.")
def command(options: Options, saved: Path | None) -> None:
    """Deploy the environment: images, stacks, jobs, services; then verify it.

    Asks before anything is replaced or removed, and before anything that AWS charges for is made.
    """
    from shipway.cli.questions import before_deploying
    from shipway.deploy.apply import apply, refuse
    from shipway.deploy.verify import verify
    from shipway.views import plan as plan_view
    from shipway.views import report as view

    found = project(options)
    lowered = found.lowered()
    cloud = of(options, lowered.environment.region, lowered.values)
    planned = against(found, cloud, lowered)
    said(options, found.diagnostics)
    refuse(found.blockers())
    plan = _saved(saved, planned.plan) if saved else planned.plan
    for line in plan_view.human(plan) if not options.quiet else ():
        click.echo(line, err=True)
    before_deploying(plan, options)
    with progress(options, f"deploying {plan.app} to {plan.environment}") as follow:
        release = apply(plan, cloud, follow, holder=holder())
    report = verify(plan, cloud)
    result(options, view.human(release, report), view.data(release, report))
    if not report.passed:
        click.get_current_context().exit(1)


def _saved(path: Path, now: Plan) -> Plan:
    """The plan in the file. Raises ShipwayError where it is for another application or environment."""
    from shipway.plan import planfile

    try:
        plan = planfile.read(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        raise ShipwayError(
            f"could not read the plan {path}: {error}", "make it with `shipway plan --save FILE`"
        ) from error
    if (plan.app, plan.environment, plan.region) != (now.app, now.environment, now.region):
        raise ShipwayError(
            f"the plan {path} is for {plan.app} {plan.environment} in {plan.region}, "
            f"not for {now.app} {now.environment} in {now.region}",
            "choose the environment with --env, or make the plan again with `shipway plan --save FILE`",
        )
    return plan

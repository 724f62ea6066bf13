"""shipway rehearse: the whole deployment against the embedded cloud."""

from __future__ import annotations

import click

from shipway.cli.following import holder, progress
from shipway.cli.inputs import project
from shipway.cli.options import Command, Options
from shipway.cli.output import result, said


@click.command("rehearse", cls=Command)
def command(options: Options) -> None:
    """Deploy into an embedded cloud: the same steps, adapters and change sets, no account and no network.

    Only the session, the clock and the image builder are replaced. Ends with what was created, the checks that passed,
    and what a rehearsal cannot prove.
    """
    from shipway.cli.embedded import RehearsedValues, embedded
    from shipway.cli.planning import against
    from shipway.deploy.apply import apply
    from shipway.deploy.verify import verify
    from shipway.views import rehearsal as view

    found = project(options)
    lowered = found.lowered()
    values = RehearsedValues(lowered.values)
    cloud = embedded(lowered, values)
    planned = against(found, cloud, lowered)
    said(options, found.diagnostics)
    started = cloud.clock.now()
    with progress(options, f"rehearsing {planned.plan.app} {planned.plan.environment}") as follow:
        release = apply(planned.plan, cloud, follow, holder=holder())
    seconds = (cloud.clock.now() - started).total_seconds()
    report = verify(planned.plan, cloud)
    made = view.Rehearsal(planned.plan, release, report, seconds, found.blockers(), tuple(values.made_up))
    result(options, view.human(made), view.data(made))
    if not report.passed:
        click.get_current_context().exit(1)

"""shipway destroy: show what would be lost, ask, remove."""

from __future__ import annotations

import click

from shipway.cli.clouds import of
from shipway.cli.following import holder, progress
from shipway.cli.inputs import project
from shipway.cli.options import Command, Options
from shipway.cli.output import result

INTERRUPTED = "CloudFormation continues what it has begun to delete. Run `shipway destroy` again to remove the rest"


@click.command("destroy", cls=Command, interrupted=INTERRUPTED)
def command(options: Options) -> None:
    """Remove the environment with everything in it, after naming what would be lost."""
    from shipway.cli.questions import type_name
    from shipway.operate.destroy import destroy
    from shipway.operate.losses import losses
    from shipway.views import losses as view

    lowered = project(options).lowered()
    app, environment = lowered.application.name, lowered.environment.name
    cloud = of(options, lowered.environment.region)
    lost = losses(app, environment, cloud)
    if not lost.stacks:
        result(options, [f"nothing of {app} {environment} is deployed"], view.data(lost, ()))
        return
    for line in view.human(lost):
        click.echo(line, err=True)
    type_name(f"Remove {app} {environment} from {cloud.name}?", environment, options)
    with progress(options, f"removing {app} {environment}") as follow:
        removed = destroy(app, environment, cloud, follow, confirmed=True, holder=holder())
    result(options, [f"removed {name}" for name in removed], view.data(lost, removed))

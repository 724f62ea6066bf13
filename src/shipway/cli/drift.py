"""shipway drift: what was changed behind CloudFormation's back."""

from __future__ import annotations

import click

from shipway.cli.clouds import of
from shipway.cli.following import progress
from shipway.cli.inputs import project
from shipway.cli.options import Command, Options
from shipway.cli.output import result


@click.command("drift", cls=Command)
def command(options: Options) -> None:
    """Show which deployed resources no longer match their templates. Exit status 1 if any does not."""
    from shipway.operate.drift import drift
    from shipway.views import drift as view

    lowered = project(options).lowered()
    cloud = of(options, lowered.environment.region)
    with progress(options, "looking for drift") as follow:
        found = drift(lowered.application.name, lowered.environment.name, cloud, follow)
    result(options, view.human(found), view.data(found))
    if not found.clean:
        click.get_current_context().exit(1)

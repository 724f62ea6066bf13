"""shipway status: what runs now."""

from __future__ import annotations

import click

from shipway.cli.clouds import of
from shipway.cli.inputs import project
from shipway.cli.options import Command, Options
from shipway.cli.output import result


@click.command("status", cls=Command)
def command(options: Options) -> None:
    """Show the environment's stacks, services and addresses, read from AWS only."""
    from shipway.operate.status import status
    from shipway.views import status as view

    lowered = project(options).lowered()
    cloud = of(options, lowered.environment.region)
    found = status(lowered.application.name, lowered.environment.name, cloud)
    result(options, view.human(found), view.data(found))

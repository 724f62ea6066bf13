"""shipway verify: the checks after a deployment, again."""

from __future__ import annotations

import click

from shipway.cli.clouds import of
from shipway.cli.inputs import project
from shipway.cli.options import Command, Options
from shipway.cli.output import result
from shipway.cli.planning import against


@click.command("verify", cls=Command)
def command(options: Options) -> None:
    """Check everything that the project asks for, as it is deployed; each check with its evidence."""
    from shipway.deploy.verify import verify
    from shipway.views import report as view

    found = project(options)
    cloud = of(options, found.lowered().environment.region)
    report = verify(against(found, cloud).plan, cloud)
    result(options, view.human(None, report), view.data(None, report))
    if not report.passed:
        click.get_current_context().exit(1)

"""shipway plan: what would be created, changed, replaced and removed, and in which steps."""

from __future__ import annotations

import click

from shipway.cli.inputs import project
from shipway.cli.options import Command, Options
from shipway.cli.output import result, said
from shipway.cli.planning import best


@click.command("plan", cls=Command)
@click.option("--offline", is_flag=True, help="Do not look at AWS; plan as if nothing were deployed.")
@click.option("--save", metavar="FILE", type=click.Path(dir_okay=False), help="For `deploy --plan`.")
def command(options: Options, offline: bool, save: str | None) -> None:
    """Show what a deployment would create, change, replace and remove, per stack, and its steps.

    Without credentials it plans as if nothing were deployed. Nothing is changed.
    """
    from shipway.views import plan as view

    found = project(options)
    planned = best(found, options, stay_offline=offline)
    said(options, found.diagnostics)
    if save is not None:
        from pathlib import Path  # late: few plans are kept

        from shipway.cli.files import write
        from shipway.plan import planfile

        write({Path(save): planfile.write(planned.plan)})
    data = view.data(planned.plan, planned.offline, found.diagnostics) if options.json else None
    result(options, view.human(planned.plan, planned.offline), data)

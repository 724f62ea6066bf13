"""shipway config: the resolved Compose project, in the form of `docker compose config`."""

from __future__ import annotations

import click

from shipway.cli.inputs import project
from shipway.cli.options import Command, Options
from shipway.cli.output import result, said


@click.command("config", cls=Command)
def command(options: Options) -> None:
    """Print the resolved Compose project: files merged, variables filled in, long forms; secrets are hidden."""
    from shipway.views import config

    found = project(options)
    said(options, found.diagnostics)
    plain = config.data(found.inputs.project.plain)
    result(options, config.human(plain), plain)

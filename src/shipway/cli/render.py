"""shipway render: the templates, one file per stack: plain CloudFormation that works without Shipway."""

from __future__ import annotations

from pathlib import Path

import click

from shipway.cli.inputs import project
from shipway.cli.options import Command, Options
from shipway.cli.output import result, said


@click.command("render", cls=Command)
@click.option(
    *("-o", "--output"),
    metavar="DIR",
    required=True,
    type=click.Path(path_type=Path, file_okay=False),
    help="Where to.",
)
def command(options: Options, output: Path) -> None:
    """Write the CloudFormation templates into DIR, one STACK.json each. They hold no secret."""
    from shipway.cli.files import write
    from shipway.cloudformation.template import dump
    from shipway.views import rendered

    found = project(options)
    design = found.design()
    files = {output / f"{stack.spec.name}.json": dump(stack.template) for stack in design.stacks}
    said(options, found.diagnostics)
    write(files)
    result(options, rendered.human(files, design.stacks), rendered.data(files, design.stacks, found.diagnostics))

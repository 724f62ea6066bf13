"""shipway init: a first shipway.yaml, with a comment for every decision."""

from __future__ import annotations

from pathlib import Path

import click

from shipway.cli.inputs import project
from shipway.cli.options import Command, Options
from shipway.cli.output import result, said


@click.command("init", cls=Command)
@click.option("--force", is_flag=True, help="Replace an existing shipway.yaml.")
def command(options: Options, force: bool) -> None:
    """Write a shipway.yaml for the Compose project. It has only comments and defaults: edit what you want to change.

    Its JSON Schema goes to .shipway/schema.json, where editors find it.
    """
    from shipway.cli.files import write
    from shipway.inputs import MANIFEST, vocabulary
    from shipway.manifest import schema
    from shipway.views import manifest as view

    found = project(options)
    root = Path(found.root)
    path = root / MANIFEST
    if path.exists() and not force:
        raise click.UsageError(f"{path} already exists: edit it, or replace it with --force")
    lowered = found.lowered()
    said(options, found.diagnostics)
    write(
        {
            root / view.SCHEMA: schema.text(vocabulary()),
            path: view.text(lowered.application, lowered.environment),
        }
    )
    result(options, [f"wrote {path}; `shipway plan` shows the result"], {"wrote": str(path)})

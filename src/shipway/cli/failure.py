"""How a failed command reports: what happened, why, and what to do next; the exit status is the error's."""

from __future__ import annotations

import json
import traceback
from pathlib import Path

import click

from shipway.cli.options import gathered
from shipway.diagnostics import InputError
from shipway.errors import ShipwayError


def tell(error: ShipwayError) -> int:
    """Print the error to stderr, with --json also to stdout, and return the exit status."""
    from shipway.views import diagnostics

    if isinstance(error, InputError):
        click.echo("\n".join(diagnostics.human(error.diagnostics)), err=True)
    else:
        click.echo(f"{click.style('failed:', fg='red', bold=True)} {error.what}", err=True)
        if error.next_step:
            click.echo(f"  next: {error.next_step}", err=True)
    if gathered(click.get_current_context()).json:
        failed = {"what": error.what, "next_step": error.next_step, "kind": type(error).__name__}
        found = diagnostics.data(error.diagnostics if isinstance(error, InputError) else ())
        click.echo(json.dumps({"error": failed, "diagnostics": found}, indent=2))
    return error.exit_code


def tell_unforeseen(error: Exception) -> int:
    """One line for an unforeseen error. Its text is left out: it may quote one of the user's values."""
    frames = [frame for frame in traceback.extract_tb(error.__traceback__) if "shipway" in Path(frame.filename).parts]
    last = frames[-1] if frames else None
    place = f"{Path(last.filename).name}:{last.lineno}" if last else "an unknown place"
    click.echo(
        f"failed: this is a bug in Shipway, not in your files: {type(error).__name__} in {place}. "
        "Please report this line to the project, with the command and the output of `shipway --version`.",
        err=True,
    )
    return 1

"""Results go to stdout, as text for people or as JSON; all other messages go to stderr."""

from __future__ import annotations

import json
from collections.abc import Iterable

import click

from shipway.cli.options import Options
from shipway.diagnostics import Diagnostic, Severity


def result(options: Options, human: Iterable[str], data: object) -> None:
    """Print one of the two; the same result gives the same bytes."""
    click.echo(json.dumps(data, indent=2, ensure_ascii=False) if options.json else "\n".join(human))


def said(options: Options, found: Iterable[Diagnostic]) -> None:
    """Print diagnostics to stderr; no notes with --quiet."""
    from shipway.views import diagnostics

    shown = [d for d in found if not (options.quiet and d.severity is Severity.NOTE)]
    for line in diagnostics.human(shown):
        click.echo(line, err=True)

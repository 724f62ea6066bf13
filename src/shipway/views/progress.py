"""Steps while they run: a live display on a terminal, plain lines elsewhere. All of it goes to stderr."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

from shipway.deploy.events import Event, Note, Progress, StackProgress, StepBegun, StepEnded, StepFailed
from shipway.views.duration import duration

if TYPE_CHECKING:
    from shipway.views.live import Board


def suits(environ: Mapping[str, str]) -> bool:
    """Whether stderr suits a live display: a terminal that moves its cursor, and not in CI."""
    return sys.stderr.isatty() and not environ.get("CI") and environ.get("TERM") != "dumb"


def line(event: Event) -> str | None:
    """An event as a line of text; None where the lines around it already say it."""
    match event:
        case StepBegun():
            return f"[{event.position}/{event.total}] {event.title}"
        case StackProgress(event=told):
            reason = f": {told.reason}" if told.reason else ""
            return f"    {told.time:%H:%M:%S} {told.status} {told.resource} ({told.type}){reason}"
        case Note():
            return f"    {event.text}"
        case StepEnded():
            result = f" ({event.result})" if event.result else ""
            return f"  {click.style('✓', fg='green')} {event.title}{result} {duration(event.seconds)}"
        case StepFailed():
            return f"  {click.style('✗', fg='red')} {event.title} after {duration(event.seconds)}: {event.reason}"


def plain(*, quiet: bool = False) -> Progress:
    """A line per event; quiet: only what failed."""
    told: Callable[[Event], bool] = (lambda event: isinstance(event, StepFailed)) if quiet else (lambda event: True)

    def follow(event: Event) -> None:
        text = line(event) if told(event) else None
        if text is not None:
            click.echo(text, err=True)

    return follow


@contextmanager
def live(title: str, *, color: bool) -> Iterator[Progress]:
    """A display that is redrawn: finished steps scroll up, running ones stay below with their latest events."""
    from shipway.views.live import Board

    board: Board = Board(title, color=color)
    with board.shown():
        yield board.tell

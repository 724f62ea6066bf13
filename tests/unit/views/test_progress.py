"""Progress: plain lines, and the live display drawn onto a recording console."""

from __future__ import annotations

import io
from datetime import UTC, datetime

import click
import pytest
from rich.console import Console

from shipway.deploy.events import Note, StackProgress, StepBegun, StepEnded, StepFailed
from shipway.ports import StackEvent
from shipway.views.duration import duration
from shipway.views.live import Board
from shipway.views.progress import line, plain

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)
EVENT = StackEvent("1", NOON, "shop-dev-data", "Database", "AWS::RDS::DBInstance", "CREATE_FAILED", "no room")
EVENTS = [
    StepBegun("deploy-data", "deploy data", NOON, 2, 9),
    StackProgress("deploy-data", "shop-dev-data", EVENT),
    Note("deploy-data", "a note"),
    StepEnded("deploy-network", "deploy network", "no changes", 3.2),
    StepFailed("deploy-data", "deploy data", "no room", 425),
]


@pytest.mark.parametrize(
    ("seconds", "text"), [(0.4, "0 s"), (59, "59 s"), (60, "1 min 00 s"), (425, "7 min 05 s"), (3725, "1 h 02 min")]
)
def test_durations(seconds, text):
    assert duration(seconds) == text


def test_lines():
    assert [click.unstyle(line(event) or "") for event in EVENTS] == [
        "[2/9] deploy data",
        "    12:00:00 CREATE_FAILED Database (AWS::RDS::DBInstance): no room",
        "    a note",
        "  ✓ deploy network (no changes) 3 s",
        "  ✗ deploy data after 7 min 05 s: no room",
    ]


def test_quiet_tells_failures_alone(capsys):
    follow = plain(quiet=True)
    for event in EVENTS:
        follow(event)
    shown = capsys.readouterr()
    assert shown.out == ""
    assert shown.err.splitlines() == ["  ✗ deploy data after 7 min 05 s: no room"]


def test_the_live_display_keeps_what_ended_and_draws_what_runs():
    screen = io.StringIO()
    console = Console(file=screen, force_terminal=True, width=100, no_color=True, highlight=False)
    board = Board("deploying shop", color=False, console=console)
    with board.shown():
        for event in EVENTS[:4]:
            board.tell(event)
        console.print(board._drawn())
    text = screen.getvalue()
    assert "✓ deploy network" in text
    assert "Database (AWS::RDS::DBInstance) CREATE_FAILED: no room" in text
    assert "1/9" in text
    assert "deploy data" in text.rsplit("1/9", 1)[1]

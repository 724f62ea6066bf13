"""What becomes of errors: one line, what to do next, an exit status, and never a traceback."""

from __future__ import annotations

import json

import click
import pytest
from click.testing import CliRunner

from shipway.cli.options import Command, shared
from shipway.cli.root import Root
from shipway.diagnostics import Diagnostic, InputError, Origin, Severity
from shipway.errors import Declined, Locked, ShipwayError


def run(error, *arguments):
    """A command that raises `error`, called as `shipway go`."""

    def callback(options):
        raise error

    class Small(Root):
        def get_command(self, context, name):
            return Command("plan", callback=callback, interrupted="run it again")

    return CliRunner().invoke(Small("shipway", params=shared()), [*arguments, "plan"])


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (ShipwayError("it broke: because", "do this"), 1),
        (Locked("anna is deploying"), 1),
        (Declined("nothing was changed: the answer was no"), 3),
        (InputError([Diagnostic("x", Severity.ERROR, "bad", Origin("compose.yaml", 3))]), 2),
        (click.UsageError("say where"), 2),
    ],
)
def test_exit_statuses(error, status):
    assert run(error).exit_code == status


def test_what_happened_and_what_to_do_next():
    assert run(ShipwayError("it broke: because", "do this")).stderr == "failed: it broke: because\n  next: do this\n"


def test_json_says_it_too():
    data = json.loads(run(ShipwayError("it broke", "do this"), "--json").stdout)
    assert data["error"] == {"what": "it broke", "next_step": "do this", "kind": "ShipwayError"}


def test_nobody_ever_sees_a_traceback_or_the_text_of_an_unforeseen_error():
    result = run(KeyError("hunter2"))
    assert result.exit_code == 1
    assert "Traceback" not in result.output
    assert "hunter2" not in result.output
    assert result.stderr.count("\n") == 1
    assert "KeyError" in result.stderr
    assert "report" in result.stderr


def test_an_interruption_says_how_to_go_on():
    result = run(KeyboardInterrupt())
    assert result.exit_code == 1
    assert result.stderr == "\ninterrupted: run it again\n"

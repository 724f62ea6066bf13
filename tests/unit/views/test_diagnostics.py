"""How diagnostics look."""

from __future__ import annotations

import click

from shipway.diagnostics import Diagnostic, Origin, Severity
from shipway.views import diagnostics as view

WRONG = Diagnostic("x.wrong", Severity.ERROR, "it is wrong", Origin("compose.yaml", 14), "Because of this.", "Do that.")
NOTED = Diagnostic("x.note", Severity.NOTE, "db (compose.yaml:3) becomes something", Origin("compose.yaml", 3))


def plain(lines):
    return [click.unstyle(line) for line in lines]


def test_place_reason_and_way_out():
    assert plain(view.human([WRONG])) == [
        "error: compose.yaml:14: it is wrong",
        "  Because of this.",
        "  Do that.",
    ]


def test_the_worst_comes_last():
    assert [line.split(":")[0] for line in plain(view.human([WRONG, NOTED])) if not line.startswith(" ")] == [
        "note",
        "error",
    ]


def test_a_place_that_the_sentence_names_is_not_said_twice():
    assert plain(view.human([NOTED])) == ["note: db (compose.yaml:3) becomes something"]


def test_as_data():
    assert view.data([WRONG]) == [
        {
            "code": "x.wrong",
            "severity": "error",
            "summary": "it is wrong",
            "file": "compose.yaml",
            "line": 14,
            "detail": "Because of this.",
            "fix": "Do that.",
        }
    ]

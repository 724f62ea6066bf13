"""One `shipway plan` in a fresh process, which writes to stderr how long each of its phases took, as JSON.

    python -m bench.timed DIRECTORY

The phases are the functions that the pipeline is made of; a phase does not count what another one takes inside of it,
and modules that are imported on the way count as imports, wherever that happens. This file imports next to nothing.
"""

from __future__ import annotations

import builtins
import sys
from time import perf_counter

PHASES = (
    ("read", "shipway.cli.inputs", "load_inputs"),
    ("lower", "shipway.pipeline", "intend"),
    ("design", "shipway.pipeline", "design_environment"),
    ("synthesize", "shipway.pipeline", "synthesize"),
    ("check", "shipway.topology.synthesize", "check"),
    ("assemble", "shipway.pipeline", "assemble"),
    ("view", "shipway.views.plan", "human"),
)
"""What it is called, where it is looked up, and its name there."""

spent: dict[str, float] = {}
running: list[str] = []
since = perf_counter()


def turn(phase: str | None) -> None:
    """From here on a phase runs; None: the one that it interrupted."""
    global since
    now = perf_counter()
    if running:
        spent[running[-1]] = spent.get(running[-1], 0.0) + now - since
    since = now
    if phase is None:
        running.pop()
    else:
        running.append(phase)


def timed(phase, function):
    def call(*arguments, **named):
        turn(phase)
        try:
            return function(*arguments, **named)
        finally:
            turn(None)

    return call


def main() -> None:
    """Run the plan."""
    plain = builtins.__import__
    builtins.__import__ = timed("imports", plain)  # type: ignore[assignment]
    turn("command")
    from shipway.cli import main as entry

    for phase, module, name in PHASES:
        __import__(module)
        found = sys.modules[module]
        setattr(found, name, timed(phase, getattr(found, name)))
    try:
        entry.cli(["-C", sys.argv[1], "plan", "--offline"], prog_name="shipway", standalone_mode=False)
    finally:
        turn(None)
        builtins.__import__ = plain
    import json

    sys.stderr.write("\n" + json.dumps(spent) + "\n")


main()

"""One `shipway plan` in a fresh process, which writes to stderr how long each of its phases took, as JSON.

    python -m bench.timed DIRECTORY

The phases are the functions that the pipeline is made of; a phase does not count what another one takes inside of it,
and modules that are imported on the way count as imports, wherever that happens. This file imports next to nothing.
"""

from __future__ import annotations

import builtins
import gc
import sys
from time import perf_counter

PHASES = (
    ("read", "shipway.cli.inputs", "load_inputs"),
    ("lower", "shipway.pipeline", "intend"),
    ("design", "shipway.cli.inputs", "design_environment"),
    ("synthesize", "shipway.pipeline", "synthesize"),
    ("check", "shipway.topology.synthesize", "check"),
    ("assemble", "shipway.cli.planning", "plan_environment"),
    ("view", "shipway.cli.plan", "said"),
    ("view", "shipway.cli.plan", "result"),
)
"""What it is called, the module that calls it, and its name there."""

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
    gc.set_threshold(400_000, 20, 20)  # as the entry does, before anything is imported
    plain = builtins.__import__
    builtins.__import__ = timed("imports", plain)
    turn("command line")
    from shipway.cli.main import main as entry

    sys.argv[:] = ["shipway", "-C", sys.argv[1], "plan", "--offline"]
    for phase, module, name in PHASES:
        __import__(module)
        found = sys.modules[module]
        setattr(found, name, timed(phase, getattr(found, name)))
    try:
        entry()
    except SystemExit as done:
        if done.code:
            raise
    turn(None)
    builtins.__import__ = plain
    import json

    sys.stderr.write("\n" + json.dumps(spent) + "\n")


main()

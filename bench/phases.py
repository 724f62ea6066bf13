"""Where the time of `shipway plan` of the quickstart goes, and how it compares with importing click alone.

    python -m bench.phases [--runs N]

Every run is a process of its own. What is compared is run in turns, so that a busy moment of the machine meets all;
the ratio is the median of the ratios within each turn, beside it that of the fastest runs.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import time
from pathlib import Path

from bench.measure import BYTECODE

REPOSITORY = Path(__file__).parent.parent
QUICKSTART = REPOSITORY / "examples" / "quickstart"
SHIPWAY = str(Path(sys.executable).parent / "shipway")
COMMANDS = {
    "python, nothing": [sys.executable, "-c", ""],
    "import click": [sys.executable, "-c", "import click"],
    "shipway --help": [SHIPWAY, "--help"],
    "plan of the quickstart": [SHIPWAY, "-C", str(QUICKSTART), "plan", "--offline"],
}
UNIT, PLAN = "import click", "plan of the quickstart"
Times = dict[str, list[float]]


def turns(runs: int) -> Times:
    """Seconds of each command, one after the other, `runs` times; a round to warm the caches is not counted."""
    found: Times = {name: [] for name in COMMANDS}
    for turn in range(runs + 1):
        for name, words in COMMANDS.items():
            started = time.perf_counter()
            subprocess.run(words, check=True, capture_output=True, cwd=REPOSITORY, env=_environ())
            if turn:
                found[name].append(time.perf_counter() - started)
    return found


def phases(runs: int) -> Times:
    """Seconds of each phase of the plan, in each of so many processes."""
    found: Times = {}
    for turn in range(runs + 1):
        words = [sys.executable, "-m", "bench.timed", str(QUICKSTART)]
        done = subprocess.run(words, check=True, capture_output=True, text=True, cwd=REPOSITORY, env=_environ())
        for phase, seconds in json.loads(done.stderr.splitlines()[-1]).items() if turn else ():
            found.setdefault(phase, []).append(seconds)
    return found


def ratio(times: Times) -> tuple[float, float]:
    """The plan by importing click: the median of the turns, and the fastest by the fastest."""
    pairs = zip(times[PLAN], times[UNIT], strict=True)
    return statistics.median(plan / unit for plan, unit in pairs), min(times[PLAN]) / min(times[UNIT])


def _environ() -> dict[str, str]:
    return {**os.environ, **BYTECODE}


def lines(times: Times) -> list[str]:
    """A table of medians and minima, in ms."""
    rows = [(name, statistics.median(found) * 1000, min(found) * 1000) for name, found in times.items()]
    return ["| what | median, ms | fastest, ms |", "| --- | --- | --- |"] + [
        f"| {name} | {median:.1f} | {fastest:.1f} |" for name, median, fastest in rows
    ]


def main() -> None:
    parser = argparse.ArgumentParser(prog="bench.phases")
    parser.add_argument("--runs", type=int, default=20, help="measured runs of each command (default 20)")
    runs = parser.parse_args().runs
    times = turns(runs)
    print("\n".join(lines(times)))
    print("\nthe plan by import click: {:.2f} (median), {:.2f} (fastest)\n".format(*ratio(times)))
    print("\n".join(lines(phases(runs))))


if __name__ == "__main__":
    main()

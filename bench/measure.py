"""A command, run several times: median wall-clock time and the largest memory it held."""

from __future__ import annotations

import os
import re
import statistics
import subprocess
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

BYTECODE = {"PYTHONDONTWRITEBYTECODE": ""}  # an installation has its bytecode; a development shell may forbid it


@dataclass(frozen=True, slots=True)
class Measured:
    """seconds: the median. megabytes: peak resident memory of the process itself. failure: why there is no number."""

    seconds: float = 0.0
    megabytes: float = 0.0
    failure: str = ""


def command(
    words: Sequence[str],
    *,
    runs: int,
    folder: Path | None = None,
    environ: Mapping[str, str] | None = None,
    status: int | None = 0,
) -> Measured:
    """Runs the command once to warm the caches of files and bytecode, then `runs` times.

    Any exit status but `status` ends it with a failure; None takes every one.
    """
    times: list[float] = []
    peak = 0.0
    for turn in range(runs + 1):
        started = time.perf_counter()
        process = subprocess.Popen(
            list(words),
            cwd=folder,
            env={**os.environ, **BYTECODE, **(environ or {})},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
        )
        assert process.stderr is not None
        with process.stderr as stream:
            errors = stream.read()
        _, ended, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(ended)
        if status is not None and process.returncode != status:
            return Measured(failure=reason(errors.decode(errors="replace"), process.returncode))
        if turn:
            times.append(time.perf_counter() - started)
            peak = max(peak, usage.ru_maxrss / 1024)
    return Measured(statistics.median(times), peak)


def reason(errors: str, status: int) -> str:
    """The line of a failed command's stderr that says most: the last that begins with an error, else the last."""
    lines = [line.strip() for line in errors.splitlines() if line.strip()]
    named = [line for line in lines if re.match(r"[\w.]*Error\b", line)]
    return ([f"exit status {status}", *lines[-1:], *named[-1:]])[-1][:110]


def tree_megabytes(folder: Path) -> float:
    """What a folder takes on disk, bytecode included, as an installation has it."""
    files = (path for path in folder.rglob("*") if path.is_file() and not path.is_symlink())
    return sum(path.stat().st_size for path in files) / 1024 / 1024

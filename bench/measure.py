"""A command, run several times: median wall-clock time and the largest memory it held."""

from __future__ import annotations

import os
import statistics
import subprocess
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Measured:
    """seconds: the median. megabytes: peak resident memory of the process itself. failure: why there is no number."""

    seconds: float = 0.0
    megabytes: float = 0.0
    failure: str = ""


def command(
    words: Sequence[str], *, runs: int, folder: Path | None = None, environ: Mapping[str, str] | None = None
) -> Measured:
    """Runs the command once to warm the caches of files and bytecode, then `runs` times. Any failure ends it."""
    times: list[float] = []
    peak = 0.0
    for turn in range(runs + 1):
        started = time.perf_counter()
        process = subprocess.Popen(
            list(words),
            cwd=folder,
            env={**os.environ, **(environ or {})},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
        )
        assert process.stderr is not None
        with process.stderr as stream:
            errors = stream.read()
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode != 0:
            return Measured(failure=reason(errors.decode(errors="replace"), process.returncode))
        if turn:
            times.append(time.perf_counter() - started)
            peak = max(peak, usage.ru_maxrss / 1024)
    return Measured(statistics.median(times), peak)


def reason(errors: str, status: int) -> str:
    """The line of a failed command's stderr that says most: the last with an error in it, else the last."""
    lines = [line.strip() for line in errors.splitlines() if line.strip()]
    named = [line for line in lines if "Error" in line or "error" in line]
    return ([f"exit status {status}", *lines[-1:], *named[-1:]])[-1][:110]


def tree_megabytes(folder: Path) -> float:
    """What a folder takes on disk, bytecode included, as an installation has it."""
    files = (path for path in folder.rglob("*") if path.is_file() and not path.is_symlink())
    return sum(path.stat().st_size for path in files) / 1024 / 1024

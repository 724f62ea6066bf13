"""Install ministack, an AWS emulator written by others, for the adapters' contract tests.

    .venv/bin/python scripts/install_ministack.py

It goes into a virtual environment of its own, .cache/ministack, because it pins versions (botocore among them) that
Shipway does not. Ends with status 0 when it is there afterwards; two that run at once wait for each other.
"""

from __future__ import annotations

import fcntl
import subprocess
import sys
import venv
from pathlib import Path

VERSION = "1.5.33"
HOME = Path(__file__).parents[1] / ".cache" / "ministack"


def main() -> int:
    HOME.parent.mkdir(parents=True, exist_ok=True)
    with (HOME.parent / "ministack.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        return install()


def install() -> int:
    if (HOME / "bin" / "ministack").exists():
        return 0
    try:
        venv.create(HOME, with_pip=True)
    except (OSError, subprocess.CalledProcessError) as error:
        sys.stderr.write(f"ministack could not be installed: {error}\n")
        return 1
    pip = [str(HOME / "bin" / "python"), "-m", "pip", "install", "--quiet", f"ministack=={VERSION}"]
    done = subprocess.run(pip, check=False, capture_output=True, text=True, timeout=300)
    if done.returncode != 0:
        last = (done.stderr.strip().splitlines() or ["pip gave no reason"])[-1]
        sys.stderr.write(f"ministack could not be installed: {last}\n")
    return done.returncode


if __name__ == "__main__":
    sys.exit(main())

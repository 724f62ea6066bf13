"""Health checks for all programs: `python -m app.alive URL`, or a file that a loop touches."""

import sys
import time
import urllib.request
from pathlib import Path

BEAT = Path("/tmp/alive")


def beat(path: Path = BEAT) -> None:
    path.touch()


def alive(where: str, seconds: float = 30) -> bool:
    if where.startswith("http"):
        with urllib.request.urlopen(where, timeout=4) as answer:
            return answer.status == 200
    return time.time() - Path(where).stat().st_mtime < seconds


if __name__ == "__main__":
    sys.exit(0 if alive(sys.argv[1]) else 1)

"""Running `shipway` as a user does: another process, nothing in its environment, a home of its own, no terminal."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

REPOSITORY = Path(__file__).parents[2]
QUICKSTART = REPOSITORY / "examples" / "quickstart"


@dataclass(frozen=True)
class Done:
    """Exit status, stdout, stderr."""

    status: int
    out: str
    err: str

    @property
    def said(self) -> str:
        return self.out + self.err


def shipway(*arguments: str | Path, home: Path, stdin: str = "", **environ: str) -> Done:
    """Never waits longer than a user would: a minute is a hang."""
    bare = {
        "PATH": os.environ["PATH"],
        "HOME": str(home),
        "LANG": "C.UTF-8",
        "AWS_EC2_METADATA_DISABLED": "true",
        "PYTHONPATH": str(REPOSITORY / "src"),  # this tree, whichever one the virtual environment has installed
        "PYTHONWARNINGS": "error",
        **environ,
    }
    done = subprocess.run(
        [sys.executable, "-m", "shipway", *map(str, arguments)],
        input=stdin,
        capture_output=True,
        text=True,
        env=bare,
        timeout=60,
        check=False,
    )
    return Done(done.returncode, done.stdout, done.stderr)


def project(folder: Path, **files: str) -> Path:
    """A folder with these files: `compose="…"` is compose.yaml, `manifest="…"` is shipway.yaml, `env` is .env."""
    names = {"compose": "compose.yaml", "manifest": "shipway.yaml", "env": ".env"}
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in files.items():
        (folder / names[name]).write_text(text)
    return folder


def tree(folder: Path) -> list[str]:
    """Every file below a folder, by name."""
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())

"""docs/commands.md is what the code says."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

REPOSITORY = Path(__file__).parents[3]


def test_the_reference_is_current():
    script = REPOSITORY / "scripts" / "make_docs.py"
    done = subprocess.run([sys.executable, script, "--check"], check=False)
    assert done.returncode == 0, "run `make docs`"

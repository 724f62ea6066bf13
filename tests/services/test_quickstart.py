"""The quick start is a real application: its three programs, against real servers, do what its page says."""

from __future__ import annotations

import os
import subprocess
import sys
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from services import servers

HOME = Path(__file__).parents[2] / "examples" / "quickstart"


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the page, with worker and scheduler behind it."""
    folder = tmp_path_factory.mktemp("quickstart")
    port = servers.free_port()
    with (
        servers.postgres(folder, "guestbook", "plain", "guestbook") as database,
        servers.redis(folder, "token") as cache,
    ):
        environ = {**os.environ, "DATABASE_URL": database, "REDIS_URL": cache, "PORT": str(port)}
        environ |= {"EVERY_SECONDS": "1", "TITLE": "Proof", "PYTHONDONTWRITEBYTECODE": "1"}
        start = {"cwd": HOME, "env": environ, "stdout": subprocess.DEVNULL}
        with (
            servers.running([sys.executable, "-m", "app.web"], **start),
            servers.running([sys.executable, "-m", "app.worker"], **start),
            servers.running([sys.executable, "-m", "app.scheduler"], **start),
        ):
            servers.wait(port)
            yield f"http://127.0.0.1:{port}"


def text(url: str) -> str:
    with urllib.request.urlopen(url, timeout=5) as answer:
        return str(answer.read().decode())


def test_is_healthy(page: str) -> None:
    assert text(f"{page}/health") == "ok\n"


def test_health_check_of_the_compose_file_agrees(page: str) -> None:
    done = subprocess.run([sys.executable, "-m", "app.alive", f"{page}/health"], cwd=HOME, check=False)
    assert done.returncode == 0


def test_note_is_handed_in_filed_shown_and_counted(page: str) -> None:
    note = urllib.parse.urlencode({"note": "hello <b>there</b>"}).encode()
    urllib.request.urlopen(page, note, timeout=5).close()
    until = time.monotonic() + 10
    while time.monotonic() < until:
        shown = text(page)
        if "hello" in shown and "1 note" in shown:
            break
        time.sleep(0.1)
    assert "hello &lt;b&gt;there&lt;/b&gt;" in shown
    assert "1 note" in shown
    assert "<title>Proof" in shown


def test_other_paths_are_not_there(page: str) -> None:
    with pytest.raises(urllib.error.HTTPError, match="404"):
        text(f"{page}/admin")

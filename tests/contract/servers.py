"""Emulators as processes of their own, on the loopback interface."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).parents[2]
MINISTACK = ROOT / ".cache" / "ministack" / "bin" / "ministack"


class NotThere(Exception):
    """The emulator cannot be had here; the message says why."""


@contextmanager
def moto() -> Iterator[str]:
    port = _free_port()
    command = [sys.executable, "-m", "moto.server", "-H", "127.0.0.1", "-p", str(port)]
    with _served(command, {}, port) as address:
        yield address


@contextmanager
def ministack(folder: Path) -> Iterator[str]:
    """folder: where it may keep its files."""
    script = ROOT / "scripts" / "install_ministack.py"
    done = subprocess.run([sys.executable, str(script)], check=False, capture_output=True, text=True)
    if done.returncode != 0:
        raise NotThere(done.stderr.strip() or "ministack could not be installed")
    port = _free_port()
    environ = {"GATEWAY_PORT": str(port), "TMPDIR": str(folder), "HOME": str(folder), "IOT_MTLS_ENABLED": "0"}
    with _served([str(MINISTACK)], environ, port) as address:
        yield address


@contextmanager
def _served(command: Sequence[str], environ: Mapping[str, str], port: int) -> Iterator[str]:
    address = f"http://127.0.0.1:{port}"
    keep = {key: value for key, value in os.environ.items() if not key.startswith("AWS_")}
    process = subprocess.Popen(command, env={**keep, **environ}, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        _wait(address, process)
        yield address
    finally:
        process.terminate()
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _wait(address: str, process: subprocess.Popen[bytes]) -> None:
    for _ in range(300):
        if process.poll() is not None:
            raise NotThere(f"{process.args!r} ended with status {process.returncode}")
        try:
            urllib.request.urlopen(address, timeout=1).close()
        except urllib.error.HTTPError as answer:
            answer.close()
            return
        except OSError:
            time.sleep(0.1)
            continue
        return
    raise NotThere(f"{process.args!r} did not answer within 30 seconds")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])

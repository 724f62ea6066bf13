"""Who deploys, and how a command shows the steps as they run."""

from __future__ import annotations

import getpass
import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from shipway.cli.options import Options

if TYPE_CHECKING:
    from shipway.deploy.events import Progress


def holder() -> str:
    """`anna@laptop`: how the lock names the holder to others."""
    try:
        user = getpass.getuser()
    except (KeyError, OSError):
        user = str(os.getuid()) if hasattr(os, "getuid") else "somebody"
    return f"{user}@{socket.gethostname()}"


@contextmanager
def progress(options: Options, title: str) -> Iterator[Progress]:
    """A live display on a terminal; plain lines elsewhere, in CI and with --quiet."""
    from shipway.views.progress import live, plain, suits

    if not options.quiet and suits(os.environ):
        with live(title, color=not options.no_color and not os.environ.get("NO_COLOR")) as follow:
            yield follow
    else:
        yield plain(quiet=options.quiet)

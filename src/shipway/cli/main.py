"""The entry point. Help and version are ready as text; everything else needs click, which takes 30 ms to import."""

from __future__ import annotations

import gc
import os
import sys

from shipway import __version__

HELP = os.path.join(os.path.dirname(os.path.dirname(__file__)), "data", "help")
WIDEST = 110
"""The help uses no more columns than this, however wide the terminal is."""


def main() -> None:
    """`shipway`, as installed."""
    # What a command makes lives until it ends. Looking for garbage in it, after every 700 objects and twice more when
    # the interpreter closes down, would take a sixth of a plan's time.
    gc.set_threshold(400_000, 20, 20)
    text = prepared(sys.argv[1:])
    if text is not None:
        sys.stdout.write(text)
        return
    from shipway.cli.root import cli

    try:
        cli(prog_name="shipway")
    finally:
        gc.freeze()


def prepared(arguments: list[str]) -> str | None:
    """The answer that needs no command line to be parsed: the version, or the help where it was made for this width."""
    if arguments == ["--version"]:
        return f"shipway {__version__}\n"
    if arguments not in (["--help"], ["-h"]):
        return None
    try:
        with open(os.path.join(HELP, f"{min(columns(), WIDEST)}.txt"), encoding="utf-8") as file:
            return file.read()
    except FileNotFoundError:
        return None


def columns() -> int:
    """The terminal's width, found as click does: COLUMNS, the terminal, 80."""
    try:
        given = int(os.environ.get("COLUMNS", ""))
    except ValueError:
        given = 0
    try:
        return given if given > 0 else os.get_terminal_size(sys.stdout.fileno()).columns or 80
    except (OSError, ValueError):
        return 80

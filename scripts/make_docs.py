"""Writes docs/commands.md from the commands themselves; `--check` only says whether it is current (exit status 1)."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import click

from shipway.cli.main import COMMANDS, cli
from shipway.cli.options import NAMES, shared

PAGE = Path(__file__).parent.parent / "docs" / "commands.md"
HEAD = """# Commands

Written by `make docs` from the code; do not edit.

Results go to stdout, progress and diagnostics to stderr. Exit status: 0 done, 1 it failed, 2 the input is wrong
(diagnostics name file and line), 3 a question was answered no.

## Global options

Every command takes them, before or after its name.
"""


def page() -> str:
    return "\n".join([HEAD, *_options(shared()), "", *_commands()]) + "\n"


def _commands() -> Iterator[str]:
    root = click.Context(cli, info_name="shipway")
    for name in COMMANDS:
        command = cli.get_command(root, name)
        assert command is not None
        yield from _command(command, click.Context(command, info_name=name, parent=root))


def _command(command: click.Command, context: click.Context) -> Iterator[str]:
    yield f"## `{context.command_path}`\n"
    yield f"{_unwrapped(command.help or '')}\n"
    if isinstance(command, click.Group):
        for name, child in command.commands.items():
            yield from _command(child, click.Context(child, info_name=name, parent=context))
        return
    own = [parameter for parameter in command.params if parameter.name not in NAMES]
    if own:
        yield from (*_options(own), "")


def _options(parameters: list[click.Parameter]) -> Iterator[str]:
    yield "| option | meaning |"
    yield "| --- | --- |"
    for parameter in parameters:
        if isinstance(parameter, click.Option):
            words = ", ".join(parameter.opts) + ("" if parameter.is_flag else f" {parameter.metavar}")
            yield f"| `{words}` | {parameter.help} |"
        else:
            yield f"| `{parameter.human_readable_name}` | required |"


def _unwrapped(text: str) -> str:
    return "\n\n".join(" ".join(paragraph.split()) for paragraph in text.split("\n\n"))


def main() -> int:
    text = page()
    if "--check" in sys.argv[1:]:
        return 0 if PAGE.is_file() and PAGE.read_text() == text else 1
    PAGE.parent.mkdir(exist_ok=True)
    PAGE.write_text(text)
    return 0


if __name__ == "__main__":
    sys.exit(main())

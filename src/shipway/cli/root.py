"""The table of commands, each imported only when it is called, and what becomes of errors."""

from __future__ import annotations

import importlib
from typing import Any

import click

from shipway import __version__
from shipway.cli.options import shared
from shipway.errors import ShipwayError
from shipway.spelling import nearest

COMMANDS = {
    "init": "Write a shipway.yaml for the Compose project, with a comment for every decision.",
    "config": "Print the resolved Compose project, secrets hidden.",
    "plan": "Show what would be created, changed, replaced and removed.",
    "render": "Write the CloudFormation templates, one file per stack.",
    "rehearse": "Run the whole deployment against the embedded cloud; no account needed.",
    "deploy": "Build, push, deploy and verify; asks before anything is lost or costs money.",
    "verify": "Run the checks after a deployment again.",
    "status": "Show what runs now.",
    "drift": "Show what was changed by hand since the last deployment.",
    "secrets": "Set and list the application's secrets; values are never shown.",
    "schema": "Print the JSON Schema of shipway.yaml.",
    "destroy": "Show what would be lost, ask, and remove the environment.",
}


class Root(click.Group):
    """The group of all commands. Help reads the table above; only the command that runs is imported."""

    def list_commands(self, context: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, context: click.Context, name: str) -> click.Command | None:
        if name not in COMMANDS:
            return None
        found = importlib.import_module(f"shipway.cli.{name}").command
        assert isinstance(found, click.Command)
        return found

    def format_commands(self, context: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))

    def resolve_command(
        self, context: click.Context, arguments: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """An unknown command is answered with the nearest existing one."""
        name = arguments[0]
        if name not in COMMANDS and not name.startswith("-"):
            near = nearest(name, COMMANDS)
            hint = f"did you mean `shipway {near}`?" if near else "`shipway --help` lists all."
            context.fail(f'no such command "{name}": {hint}')
        return super().resolve_command(context, arguments)

    def invoke(self, context: click.Context) -> Any:
        try:
            return super().invoke(context)
        except ShipwayError as error:
            from shipway.cli.failure import tell

            context.exit(tell(error))
        except (click.ClickException, click.exceptions.Exit, click.Abort, BrokenPipeError):
            raise
        except Exception as error:  # noqa: BLE001 - the last resort: no user ever sees a traceback
            from shipway.cli.failure import tell_unforeseen

            context.exit(tell_unforeseen(error))


@click.command(
    cls=Root,
    params=shared(),
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110},
    epilog="Exit status: 0 done, 1 failed, 2 the input is wrong, 3 a question was answered no.",
)
@click.version_option(__version__, message="shipway %(version)s")
def cli(**options: Any) -> None:
    """Takes the Docker Compose project of this directory to production on AWS."""

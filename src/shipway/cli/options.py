"""The options that every command takes, before or after its name, and the commands that take them."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import Any

import click
from click.core import ParameterSource

from shipway.records import record


@record
class Options:
    """The global options as given; None and () where not given. directory: as written, `.` by default."""

    directory: str = "."
    files: tuple[str, ...] = ()
    env_files: tuple[str, ...] = ()
    env: str | None = None
    target: str | None = None
    profile: str | None = None
    region: str | None = None
    yes: bool = False
    json: bool = False
    quiet: bool = False
    no_color: bool = False


NAMES = tuple(Options.__dataclass_fields__)


def shared() -> list[click.Parameter]:
    """The global options, new for each command."""
    return [
        click.Option(["-C", "directory"], metavar="DIR", help="Work as if started in DIR."),
        click.Option(["-f", "files"], metavar="FILE", multiple=True, help="A Compose file; repeat to merge several."),
        click.Option(["--env-file", "env_files"], metavar="FILE", multiple=True, help="Variables from FILE, not .env."),
        click.Option(["--env"], metavar="NAME", help="The environment of shipway.yaml; the first one by default."),
        click.Option(["--target"], metavar="NAME", help="Where it runs; overrides shipway.yaml."),
        click.Option(["--profile"], metavar="NAME", help="The AWS profile. Compose's own: COMPOSE_PROFILES."),
        click.Option(["--region"], metavar="NAME", help="The AWS region; overrides shipway.yaml."),
        click.Option(["-y", "--yes"], is_flag=True, help="Answer yes to every question."),
        click.Option(["--json"], is_flag=True, help="Print the result as JSON."),
        click.Option(["-q", "--quiet"], is_flag=True, help="No progress, only results, warnings and failures."),
        click.Option(["--no-color"], is_flag=True, help="No colors; NO_COLOR in the environment does the same."),
    ]


def gathered(context: click.Context) -> Options:
    """The global options of the command line, wherever they were; the last one counts, repeatable ones add up."""
    chain: list[click.Context] = []
    here: click.Context | None = context
    while here is not None:
        chain.insert(0, here)
        here = here.parent
    found: dict[str, Any] = {}
    for one in chain:
        for name in NAMES:
            if name in one.params and one.get_parameter_source(name) is not ParameterSource.DEFAULT:
                value = one.params[name]
                found[name] = (*found.get(name, ()), *value) if isinstance(value, tuple) else value
    return Options(**found)


class Family(click.Group):
    """A group of commands that takes the global options as well, between its name and the command's."""

    def __init__(self, *arguments: Any, **words: Any) -> None:
        super().__init__(*arguments, **words)
        self.params = [*self.params, *shared()]


class Command(click.Command):
    """A command whose callback takes Options first, then its own parameters.

    interrupted: the message after Ctrl-C.
    """

    def __init__(self, *arguments: Any, interrupted: str = "nothing was changed", **words: Any) -> None:
        super().__init__(*arguments, **words)
        self.interrupted = interrupted
        self.params = [*self.params, *shared()]

    def invoke(self, context: click.Context) -> Any:
        options = gathered(context)
        if options.no_color or os.environ.get("NO_COLOR"):
            context.color = False
        own = {name: value for name, value in context.params.items() if name not in NAMES}
        callback: Callable[..., Any] = self.callback or (lambda *_, **__: None)
        try:
            return context.invoke(callback, options, **own)
        except KeyboardInterrupt:
            click.echo(f"\ninterrupted: {self.interrupted}", err=True)
            context.exit(1)

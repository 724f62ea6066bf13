"""shipway secrets: values go in, and are never shown."""

from __future__ import annotations

import sys

import click

from shipway.cli.clouds import of
from shipway.cli.inputs import project
from shipway.cli.options import Command, Family, Options
from shipway.cli.output import result


@click.group("secrets", cls=Family)
def command(**options: object) -> None:
    """Set and list the secrets of the environment. Values are never shown."""


@command.command("list", cls=Command)
def list_secrets(options: Options) -> None:
    """Show each secret's name, where its value comes from, and whether it is stored."""
    from shipway.operate.secrets import secrets
    from shipway.views import secrets as view

    design = project(options).design()
    found = secrets(design.topology, of(options, design.lowered.environment.region))
    result(options, view.human(found), view.data(found))


@command.command("set", cls=Command)
@click.argument("name")
def set_secret(options: Options, name: str) -> None:
    """Store the value of NAME: typed without being shown, or read from stdin.

    Running tasks keep the old value until the next deployment.
    """
    from shipway.model.sensitive import Sensitive
    from shipway.operate.secrets import store

    design = project(options).design()
    cloud = of(options, design.lowered.environment.region)
    if sys.stdin.isatty():
        value = click.prompt(f"Value of {name}", hide_input=True, confirmation_prompt=True, err=True)
    else:
        value = sys.stdin.read().removesuffix("\n")
    store(design.topology, name, Sensitive(value), cloud)
    result(options, [f"stored {name}"], {"stored": name})

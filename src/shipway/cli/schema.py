"""shipway schema: the JSON Schema of shipway.yaml, for editors and other programs."""

from __future__ import annotations

import click

from shipway.cli.options import Command, Options


@click.command("schema", cls=Command)
def command(options: Options) -> None:
    """Print the JSON Schema of shipway.yaml, with which Shipway itself checks it.

    `shipway init` puts it where the first line of shipway.yaml points editors. After an update of Shipway:
    shipway schema > .shipway/schema.json
    """
    from shipway.inputs import vocabulary
    from shipway.manifest.schema import text

    click.echo(text(vocabulary()), nl=False)

"""Which secrets there are, and whether they are stored; never a value."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

import click

from shipway.operate.secrets import SecretState


def human(secrets: tuple[SecretState, ...]) -> Iterator[str]:
    if not secrets:
        yield "the application needs no secrets from you"
    for one in secrets:
        state = click.style("stored", fg="green") if one.stored else click.style("not stored", fg="yellow")
        origin = one.source or f"nowhere in the project; run `shipway secrets set {one.name}`"
        yield f"{one.name}: {state}; value from {origin}" if not one.stored or one.source else f"{one.name}: {state}"


def data(secrets: tuple[SecretState, ...]) -> list[dict[str, Any]]:
    return [asdict(one) for one in secrets]

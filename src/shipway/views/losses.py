"""What a removal loses."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

import click

from shipway.operate.losses import Losses


def human(losses: Losses) -> Iterator[str]:
    yield click.style("These stacks are removed, in this order:", bold=True)
    yield from (f"  {name}" for _, name in losses.stacks)
    yield click.style("They hold this data:" if losses.items else "None of them holds data.", bold=True)
    for item in losses.items:
        color = "red" if item.gone else "yellow"
        yield f"  {click.style(item.kind, fg=color)} {item.physical_id} ({item.resource} of {item.stack}): {item.fate}"
    yield from (f"{name} stays: {why}" for name, why in losses.kept)


def data(losses: Losses, removed: tuple[str, ...]) -> dict[str, Any]:
    return {
        "losses": [asdict(item) for item in losses.items],
        "stacks": [{"key": key, "name": name} for key, name in losses.stacks],
        "kept": [{"name": name, "reason": why} for name, why in losses.kept],
        "removed": list(removed),
    }

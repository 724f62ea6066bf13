"""What runs now."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

import click

from shipway.operate.status import Status


def human(status: Status) -> Iterator[str]:
    if status.empty:
        yield f"nothing of {status.app} {status.environment} is deployed; run `shipway deploy`"
        return
    yield click.style(f"{status.app} {status.environment} on {status.cloud}", bold=True)
    for stack in status.stacks:
        protected = ", protected" if stack.protected else ""
        yield f"  {stack.name}: {stack.status}, {stack.resources} resources{protected}"
    for service in status.services:
        good = service.running == service.desired and service.desired > 0
        count = click.style(f"{service.running} of {service.desired}", fg="green" if good else "red")
        rollout = f", rollout {service.rollout.lower().replace('_', ' ')}" if service.rollout else ""
        yield f"  {service.workload}: {count} running{rollout}" + (f"; {service.note}" if service.note else "")
    yield from (f"  {url}" for url in status.urls)


def data(status: Status) -> dict[str, Any]:
    return asdict(status)

"""What was changed behind CloudFormation's back."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

import click

from shipway.operate.drift import Drift


def human(drift: Drift) -> Iterator[str]:
    for stack in drift.stacks:
        yield f"{stack.name}: {click.style(stack.status, fg='green' if stack.status == 'IN_SYNC' else 'yellow')}"
        yield from (f"  {resource}: {state.lower()}" for resource, state in stack.resources)
    if not drift.stacks:
        yield "nothing is deployed"
    elif drift.clean:
        yield "everything matches its template"
    else:
        yield "`shipway deploy` does not undo drift: change the resource back, or make the change in the project"


def data(drift: Drift) -> dict[str, Any]:
    return {"clean": drift.clean, "stacks": [asdict(stack) for stack in drift.stacks]}

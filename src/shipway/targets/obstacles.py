"""What becomes of a Compose service's attributes on a target, and the telling of it at the line that asks for it."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from shipway.diagnostics import Diagnostics, Origin
from shipway.model.workload import NOTHING, Kind, Workload
from shipway.records import record

SET = "set"
"""Stands for a value that has no text, or may hold a secret: that it is there is what counts."""


@record
class Obstacle:
    """applies: given the attribute's value as text. refused: an error, else a note that it is not carried over.

    lasting: it matters to what runs forever, and not to a job.
    """

    attribute: str
    applies: Callable[[str], bool]
    refused: bool
    why: str
    fix: str
    lasting: bool = False


@record
class Support:
    """What becomes of each attribute. carried: attribute → what becomes of it, where it is carried over or need not be.

    Each attribute of a Compose service stands in one of the two.
    """

    obstacles: tuple[Obstacle, ...]
    carried: Mapping[str, str]


def always(value: str) -> bool:
    """Whether the attribute asks for anything: `tty: false` and `devices: []` ask for nothing."""
    return value.lower() not in NOTHING


def on(value: str) -> bool:
    """Whether a switch is on, as YAML and Compose write it."""
    return value.lower() in ("true", "yes", "on", "y", "1")


def tell(target: str, table: tuple[Obstacle, ...], workload: Workload, diagnostics: Diagnostics) -> None:
    """An error for what cannot run, a note for what is not carried over, each with its line."""
    values = dict(workload.attribute_values)
    ends = workload.kind in (Kind.JOB, Kind.SCHEDULED)
    for name, origin in workload.attributes:
        for obstacle in table:
            if (
                obstacle.attribute == name
                and not (ends and obstacle.lasting)
                and obstacle.applies(values.get(name, SET))
            ):
                _tell(f"{target}.{name}", workload, obstacle, origin, diagnostics)


def _tell(code: str, workload: Workload, obstacle: Obstacle, origin: Origin, diagnostics: Diagnostics) -> None:
    add = diagnostics.error if obstacle.refused else diagnostics.note
    detail = f"Compose attribute: {obstacle.attribute}."
    add(code, f'"{workload.name}" {obstacle.why}', origin, detail=detail, fix=obstacle.fix)

"""Says what a workload asks for and Fargate cannot give, at the line where it is asked."""

from __future__ import annotations

from shipway.diagnostics import Diagnostics, Origin
from shipway.model.application import Kind, Workload
from shipway.targets.fargate_support import OBSTACLES, SET, Obstacle


def obstacles(workload: Workload, diagnostics: Diagnostics) -> None:
    """Collect an error for what cannot run, a note for what is not carried over, each with its line."""
    values = dict(workload.attribute_values)
    ends = workload.kind in (Kind.JOB, Kind.SCHEDULED)
    for name, origin in workload.attributes:
        for obstacle in OBSTACLES:
            if (
                obstacle.attribute == name
                and not (ends and obstacle.lasting)
                and obstacle.applies(values.get(name, SET))
            ):
                _tell(workload, obstacle, origin, diagnostics)


def _tell(workload: Workload, obstacle: Obstacle, origin: Origin, diagnostics: Diagnostics) -> None:
    summary = f'"{workload.name}" {obstacle.why}'
    detail = f"Compose attribute: {obstacle.attribute}."
    if obstacle.refused:
        diagnostics.error(f"fargate.{obstacle.attribute}", summary, origin, detail=detail, fix=obstacle.fix)
    else:
        diagnostics.note(f"fargate.{obstacle.attribute}", summary, origin, detail=detail, fix=obstacle.fix)

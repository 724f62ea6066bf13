"""Faults put into the embedded cloud on purpose: at any call, any resource, any container."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Fault:
    """Something that goes wrong.

    target: a call (`ecs:RunTask`, by the service's name in boto3), a resource by its type (`AWS::RDS::DBInstance`) or
    logical id (`Database`), or a container (`container:web`, whose process then ends).
    code, message: AWS's error; of a container, `message` is the last line that it writes.
    nth: at which occurrence, from 1. times: at how many in a row. phase: create, update or delete ; "" any.
    exit_status: what the container ends with.
    """

    target: str
    code: str = "InternalFailure"
    message: str = "put there on purpose"
    nth: int = 1
    times: int = 1
    phase: str = ""
    exit_status: int = 1


class Faults:
    """Counts occurrences, and says which fault is due."""

    def __init__(self, faults: Iterable[Fault] = ()) -> None:
        self._faults = list(faults)
        self._seen: dict[int, int] = {}

    def add(self, fault: Fault) -> None:
        """Put one more; it counts from now on."""
        self._faults.append(fault)

    def due(self, *targets: str, phase: str = "") -> Fault | None:
        """Count one occurrence of the targets; the fault that hits it, if one does."""
        hit: Fault | None = None
        for number, fault in enumerate(self._faults):
            if fault.target not in targets or (fault.phase and phase and fault.phase != phase):
                continue
            seen = self._seen[number] = self._seen.get(number, 0) + 1
            if fault.nth <= seen < fault.nth + fault.times:
                hit = hit or fault
        return hit

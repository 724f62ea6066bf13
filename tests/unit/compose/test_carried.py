"""What is read of a Compose service reaches what runs: a field that nobody reads was forgotten on its way."""

from __future__ import annotations

import re
from dataclasses import fields
from pathlib import Path

from shipway.compose.types import Service
from shipway.model.workload import Hardening, Workload

SOURCE = Path(__file__).parents[3] / "src" / "shipway"
BY_NAME = {"devices", "ipc", "pull_policy"}
"""Fields that are filled so that their values are checked; targets know of them by `attributes`."""
TOLD = {"stop_signal", "tmpfs", "no_new_privileges", "shm_size", "labels"}
"""Fields of workloads that no target can carry over yet: their attributes are told of, or need nothing."""


def unread(record: type, *rooms: str) -> set[str]:
    text = "".join(path.read_text() for room in rooms for path in sorted((SOURCE / room).rglob("*.py")))
    return {one.name for one in fields(record) if re.search(rf"\.{one.name}\b", text) is None}


def test_every_field_of_a_service_is_read_by_lower() -> None:
    assert unread(Service, "compose", "lower") == BY_NAME, (
        "fill the field of Workload that it becomes in lower/connect/"
    )


def test_every_field_of_a_workload_is_read_by_a_target() -> None:
    rooms = ("targets", "resources", "managed", "topology", "review")
    assert unread(Workload, *rooms) | unread(Hardening, *rooms) == TOLD, (
        "make something of it in resources/container.py"
    )

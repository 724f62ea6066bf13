"""`healthcheck:`. https://docs.docker.com/reference/compose-file/services/#healthcheck"""

from __future__ import annotations

from shipway.compose.attributes import values
from shipway.compose.tree import Node
from shipway.compose.types import HealthSpec

FIELDS = ("test", "interval", "timeout", "retries", "start_period", "start_interval", "disable")


def healthcheck(node: Node) -> HealthSpec:
    entries = values.fields(node, FIELDS)
    test = _test(entries["test"]) if "test" in entries else ()
    off = "disable" in entries and values.flag(entries["disable"])
    return HealthSpec(
        origin=entries["test"].origin if "test" in entries else node.origin,
        test=() if test == ("NONE",) else test,
        interval=_seconds(entries, "interval"),
        timeout=_seconds(entries, "timeout"),
        retries=values.integer(entries["retries"]) if "retries" in entries else None,
        start_period=_seconds(entries, "start_period"),
        disable=off or test == ("NONE",),
    )


def _test(node: Node) -> tuple[str, ...]:
    if not isinstance(node.value, list):
        line = values.text(node)
        return ("CMD-SHELL", line) if line else ()
    test = values.texts(node)
    if test and test[0] not in ("NONE", "CMD", "CMD-SHELL"):
        raise values.BadValue(f'must begin with CMD, CMD-SHELL or NONE, not "{test[0]}"', node)
    return test


def _seconds(entries: dict[str, Node], key: str) -> float | None:
    return values.duration(entries[key]) if key in entries else None

"""Diagnostics: `error: compose.yaml:14: what is wrong`, why, and what to do."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import click

from shipway.diagnostics import Diagnostic, Origin, Severity

COLORS = {Severity.ERROR: "red", Severity.BLOCKER: "red", Severity.WARNING: "yellow", Severity.NOTE: "blue"}
WIDTH = 118
SHOWN = 4


def human(found: Iterable[Diagnostic]) -> Iterator[str]:
    """The notes first and the errors last, so that what matters most is where the reader stops."""
    order = [Severity.NOTE, Severity.WARNING, Severity.BLOCKER, Severity.ERROR]
    same: dict[tuple[str, ...], list[Diagnostic]] = {}
    for one in sorted(found, key=lambda d: order.index(d.severity)):
        same.setdefault((one.severity.value, one.code, one.summary, one.detail, one.fix), []).append(one)
    for group in same.values():
        one = group[0]
        said = one.summary if one.origin and f"({one.origin}" in one.summary else str(one)
        said += _elsewhere([other.origin for other in group[1:] if other.origin is not None])
        yield f"{click.style(f'{one.severity.value}:', fg=COLORS[one.severity], bold=True)} {said}"
        for text in (one.detail, one.fix):
            yield from _wrapped(text)


def _wrapped(text: str) -> Iterator[str]:
    """The text in lines, broken between words alone, so that an address stays whole."""
    line = ""
    for word in text.split():
        if line and len(line) + len(word) >= WIDTH - 2:
            yield f"  {line}"
            line = ""
        line += f" {word}" if line else word
    if line:
        yield f"  {line}"


def _elsewhere(origins: list[Origin]) -> str:
    """The other lines that the same message is about."""
    if not origins:
        return ""
    shown = ", ".join(str(origin) for origin in origins[:SHOWN])
    return f" (also at {shown}{f' and {len(origins) - SHOWN} more' if origins[SHOWN:] else ''})"


def data(found: Iterable[Diagnostic]) -> list[dict[str, Any]]:
    return [
        {
            "code": one.code,
            "severity": one.severity.value,
            "summary": one.summary,
            "file": one.origin.file if one.origin else None,
            "line": one.origin.line if one.origin else None,
            "detail": one.detail,
            "fix": one.fix,
        }
        for one in found
    ]

"""What a terminal may show of a Compose project: everything but its secrets."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from shipway.lower.values.classify import passwords, secret_variable

HIDDEN = "<hidden>"
LONG_ENOUGH = 6
"""A shorter value is hardly a secret, and would be found in half of the words of a file."""


def hidden(plain: Mapping[str, Any]) -> dict[str, Any]:
    """The resolved project with every secret's value replaced, wherever it occurs."""
    values = sorted({value for value in _secrets(plain) if len(value) >= LONG_ENOUGH}, key=len, reverse=True)
    everywhere = re.compile("|".join(rf"(?<![\w-]){re.escape(value)}(?![\w-])" for value in values)) if values else None
    found = _hide(plain, everywhere)
    assert isinstance(found, dict)
    return found


def _variables(plain: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for service in (plain.get("services") or {}).values():
        build = service.get("build")
        sources = [service.get("environment"), build.get("args") if isinstance(build, dict) else None]
        for source in sources:
            pairs = source.items() if isinstance(source, dict) else ()
            yield from ((str(name), str(value)) for name, value in pairs if value is not None)


def _secrets(plain: Mapping[str, Any]) -> Iterator[str]:
    for name, value in _variables(plain):
        if secret_variable(name, value):
            yield value
        yield from (value[start:end] for start, end in passwords(value))
    for secret in (plain.get("secrets") or {}).values():
        if isinstance(secret, dict) and isinstance(secret.get("content"), str):
            yield secret["content"]


def _hide(value: Any, everywhere: re.Pattern[str] | None, name: str = "") -> Any:
    if isinstance(value, Mapping):
        return {key: _hide(child, everywhere, str(key)) for key, child in value.items()}
    if isinstance(value, list | tuple):
        return [_hide(child, everywhere) for child in value]
    if not isinstance(value, str):
        return value
    if secret_variable(name, value):
        return HIDDEN
    shown = value
    for start, end in reversed(passwords(value)):
        shown = f"{shown[:start]}{HIDDEN}{shown[end:]}"
    return everywhere.sub(HIDDEN, shown) if everywhere else shown

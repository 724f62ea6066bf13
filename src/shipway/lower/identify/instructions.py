"""A Dockerfile as text: its instructions one by one, and the forms in which their arguments are written.

https://docs.docker.com/reference/dockerfile/
"""

from __future__ import annotations

import json
import re
import shlex
from collections.abc import Mapping

INSTRUCTION = r"(?s)\s*([A-Za-z]+)\s+(.*)"
HEREDOC = r"<<-?\s*[\"']?(\w+)[\"']?"
VARIABLE = r"\$\{?(\w+)(?::?-([^}]*))?\}?"
SECONDS = {"ms": 0.001, "s": 1, "m": 60, "h": 3600}


def instructions(text: str) -> list[tuple[int, str, str]]:
    """(line, KEYWORD, rest) with continuations joined and here-documents left out."""
    found: list[tuple[int, str, str]] = []
    lines = text.splitlines()
    index = 0
    while index < len(lines):
        start, joined = index, lines[index].strip()
        index += 1
        if not joined or joined.startswith("#"):
            continue
        while joined.endswith("\\") and index < len(lines):
            following = lines[index].strip()
            index += 1
            if not following.startswith("#"):
                joined = joined[:-1].rstrip() + " " + following
        for marker in re.findall(HEREDOC, joined) if "<<" in joined else ():
            while index < len(lines) and lines[index].strip() != marker:
                index += 1
            index += 1
        match = re.fullmatch(INSTRUCTION, joined)
        if match:
            found.append((start + 1, match[1].upper(), match[2].strip()))
    return found


def expanded(text: str, known: Mapping[str, str]) -> str:
    """The text with its variables' values; `${NAME:-default}` where nothing is known."""
    return re.sub(VARIABLE, lambda m: known.get(m[1]) or m[2] or "", text) if "$" in text else text


def pairs(rest: str) -> dict[str, str]:
    """`A=1 B="2 3"`, or the older `A 1`."""
    if "=" not in rest.split(" ", 1)[0]:
        name, _, value = rest.partition(" ")
        return {name: value.strip()}
    try:
        words_ = shlex.split(rest)
    except ValueError:
        return {}
    return dict(word.split("=", 1) for word in words_ if "=" in word)


def words(rest: str) -> tuple[str, ...]:
    """An exec form's words, or a shell form as `/bin/sh -c`."""
    if rest.lstrip().startswith("["):
        try:
            loaded = json.loads(rest)
        except ValueError:
            loaded = None
        if isinstance(loaded, list) and all(isinstance(word, str) for word in loaded):
            return tuple(loaded)
    return ("/bin/sh", "-c", rest)


def flags(rest: str) -> tuple[dict[str, str], str]:
    """(`--name=value` before the arguments, the arguments)."""
    found: dict[str, str] = {}
    while rest.startswith("--"):
        flag, _, rest = rest.partition(" ")
        name, _, value = flag[2:].partition("=")
        found[name], rest = value, rest.strip()
    return found, rest


def seconds(text: str | None, default: float) -> float:
    """`1m30s` in seconds."""
    parts = re.findall(r"([0-9.]+)(ms|s|m|h)", text or "")
    return sum(float(amount) * SECONDS[unit] for amount, unit in parts) if parts else default

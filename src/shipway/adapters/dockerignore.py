""".dockerignore: which files of a build's context the builder does not send.

https://docs.docker.com/build/concepts/context/#dockerignore-files
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable


class Ignored:
    """Says of a file's path in the context whether it is left out; the last pattern that matches decides."""

    def __init__(self, patterns: Iterable[str]) -> None:
        cleaned = [(text.startswith("!"), _bare(text)) for text in patterns]
        groups = itertools.groupby(((keep, bare) for keep, bare in cleaned if bare), key=lambda one: one[0])
        self._groups = [(keep, _any([bare for _, bare in group])) for keep, group in groups]
        self._groups.reverse()
        self.final = all(not keep for keep, _ in self._groups)
        """No pattern takes anything back in, so that what lies in a folder left out need not be looked at."""

    def __call__(self, path: str) -> bool:
        return next((not keep for keep, pattern in self._groups if pattern.match(path)), False)


def _bare(text: str) -> str:
    return text.strip().removeprefix("!").strip().removeprefix("./").strip("/")


def _any(patterns: list[str]) -> re.Pattern[str]:
    """One expression for several patterns; each matches a path, and everything below it."""
    return re.compile("(?:" + "|".join(_translated(pattern) for pattern in patterns) + r")(?:/.*)?\Z", re.S)


def _translated(pattern: str) -> str:
    """A pattern as a regular expression: `*` and `?` stay within one name, `**` crosses folders."""
    found, rest = "", pattern
    while rest:
        if rest.startswith("**/"):
            found, rest = found + "(?:.*/)?", rest[3:]
        elif rest.startswith("**"):
            found, rest = found + ".*", rest[2:]
        elif rest.startswith("*"):
            found, rest = found + "[^/]*", rest[1:]
        elif rest.startswith("?"):
            found, rest = found + "[^/]", rest[1:]
        elif match := re.match(r"\[(\^?)([^\]/]+)\]", rest):
            inside = match[2].replace("\\", "\\\\").replace("[", "\\[")
            found, rest = f"{found}[{match[1]}{inside}]", rest[match.end() :]
        elif rest.startswith("\\") and len(rest) > 1:
            found, rest = found + re.escape(rest[1]), rest[2:]
        else:
            found, rest = found + re.escape(rest[0]), rest[1:]
    return found

"""`.env.example` and its like: which names an env file must have, where the file itself is not in the repository."""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING

from shipway.compose import dotenv
from shipway.compose.interpolate import Definitions
from shipway.diagnostics import Diagnostics

if TYPE_CHECKING:
    from shipway.compose.reader import Reader

ENDINGS = (".example", ".sample", ".template", ".dist", ".default", ".defaults", "-example", "-sample")
PLAIN = ("env.example", "example.env", "sample.env", ".env-example", "env.sample", ".example.env", "env.template")
"""What the example of `.env` is called beside `.env.example`."""


def is_example(name: str) -> bool:
    """Whether a file of this name lists variables without being the real one."""
    return "env" in name.lower() and any(word in name.lower() for word in ("example", "sample", "template", "dist"))


def example_of(path: str, reader: Reader) -> str | None:
    """The example that lies beside an env file; None where there is none."""
    folder, name = posixpath.split(path)
    stem, suffix = posixpath.splitext(name)
    names = [name + ending for ending in ENDINGS]
    names += [f"{stem}{ending}{suffix}" for ending in ENDINGS] if stem and suffix else []
    if name.startswith(".env."):  # `.env.local` may have none of its own
        names += [f"{name[1:]}{ending}" for ending in ENDINGS] + [f".env{ending}" for ending in ENDINGS]
    names += PLAIN if name == ".env" or name.startswith(".env.") else []
    for candidate in names:
        if reader.stat(posixpath.join(folder, candidate)) == "file":
            return posixpath.join(folder, candidate)
    return None


def examples(reader: Reader, known: Definitions) -> Definitions:
    """What the project's `.env.example` gives to the variables that nothing sets; an empty value says nothing."""
    path = example_of(".env", reader)
    text = reader.text(path) if path is not None else None
    if path is None or text is None:
        return {}
    entries = dotenv.parse(text, path, Diagnostics(), known)
    return {entry.key: (entry.value, entry.origin) for entry in entries if entry.value and entry.key not in known}

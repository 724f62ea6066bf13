"""Files of the project that never go into an image that Shipway builds: secrets, and what only developers need."""

from __future__ import annotations

import re

_DOTENV = r"\.env(\.[\w.-]+)?|[\w.-]+\.env"
_BEGINNINGS = ("example.", "sample.", "template.")
_ENDS = (".example", ".sample", ".template", ".dist", ".default", ".defaults")
"""What the name of a sample begins or ends with."""
_FOLDERS = frozenset({".git", ".hg", ".svn", "node_modules", "__pycache__", ".venv"})


def dotenv(name: str) -> bool:
    """Whether a file of this name holds the variables of an environment: `.env`, `.env.local`, `db.env`; no sample."""
    return ".env" in name and not _sample(name.lower()) and bool(re.fullmatch(_DOTENV, name))


def _sample(name: str) -> bool:
    return name.endswith(_ENDS) or name.startswith(_BEGINNINGS)


def kept_out(name: str) -> bool:
    """Whether a file or folder of this name stays out of a folder's content."""
    return name in _FOLDERS or dotenv(name)

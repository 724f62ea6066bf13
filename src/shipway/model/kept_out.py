"""Files of the project that never go into an image that Shipway builds: secrets, and what only developers need."""

from __future__ import annotations

import re

_DOTENV = r"\.env(\.[\w.-]+)?|[\w.-]+\.env"
_SAMPLE = r"(?i)\.(example|sample|template|dist|defaults?)$|^(example|sample|template)\."
_FOLDERS = frozenset({".git", ".hg", ".svn", "node_modules", "__pycache__", ".venv"})


def dotenv(name: str) -> bool:
    """Whether a file of this name holds the variables of an environment: `.env`, `.env.local`, `db.env`; no sample."""
    return ".env" in name and bool(re.fullmatch(_DOTENV, name)) and not re.search(_SAMPLE, name)


def kept_out(name: str) -> bool:
    """Whether a file or folder of this name stays out of a folder's content."""
    return name in _FOLDERS or dotenv(name)

"""Files of the project that never go into an image that Shipway makes: secrets, and what only developers need."""

from __future__ import annotations

import re

_DOTENV = re.compile(r"\.env(\.[\w.-]+)?|[\w.-]+\.env")
_SAMPLE = re.compile(r"\.(example|sample|template|dist|defaults?)$|^(example|sample|template)\.", re.I)
_FOLDERS = frozenset({".git", ".hg", ".svn", "node_modules", "__pycache__", ".venv"})


def dotenv(name: str) -> bool:
    """Whether a file of this name holds the variables of an environment: `.env`, `.env.local`, `db.env`; no sample."""
    return bool(_DOTENV.fullmatch(name)) and not _SAMPLE.search(name)


def kept_out(name: str) -> bool:
    """Whether a file or folder of this name stays out of a folder's content."""
    return name in _FOLDERS or dotenv(name)

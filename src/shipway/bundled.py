"""The data files that come with Shipway: prices, schemas, the catalogue of engines, programs of jobs."""

from __future__ import annotations

import os

FOLDER = os.path.join(os.path.dirname(__file__), "data")


def read(*path: str) -> bytes:
    """A file below `data/`, by its folders and its name. Raises OSError."""
    with open(os.path.join(FOLDER, *path), "rb") as file:
        return file.read()

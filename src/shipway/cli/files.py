"""Files that commands write: all of them, or none."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

from shipway.errors import ShipwayError


def write(files: Mapping[Path, str]) -> None:
    """Write texts; folders are created. An existing file is replaced as a whole, never seen half written.

    Raises ShipwayError where the disk or the permissions do not allow it.
    """
    drafts: list[tuple[Path, Path]] = []
    try:
        for path, text in files.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            draft = path.with_name(f".{path.name}.new")
            drafts.append((draft, path))
            draft.write_text(text, encoding="utf-8")
        for draft, path in drafts:
            draft.replace(path)
    except OSError as error:
        for draft, _ in drafts:
            draft.unlink(missing_ok=True)
        place = error.filename or os.fspath(next(iter(files)))
        raise ShipwayError(f"could not write {place}: {error.strerror or error}", "choose another place") from error

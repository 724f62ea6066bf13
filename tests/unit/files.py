"""DictReader: a project's files as a dict; the fake of the disk."""

from __future__ import annotations

import hashlib
import posixpath
from collections.abc import Mapping

from shipway.compose.load import load
from shipway.compose.types import Project
from shipway.diagnostics import Diagnostics


class DictReader:
    """Implements compose.reader.Reader over {path: text}."""

    def __init__(self, files: Mapping[str, str]) -> None:
        self.contents = {posixpath.normpath(path): text for path, text in files.items()}

    def text(self, path: str) -> str | None:
        return self.contents.get(posixpath.normpath(path))

    def stat(self, path: str) -> str | None:
        path = posixpath.normpath(path)
        if path in self.contents:
            return "file"
        return "folder" if path == "." or any(name.startswith(f"{path}/") for name in self.contents) else None

    def files(self, path: str, ignore: tuple[str, ...] = ()) -> tuple[str, ...]:
        path = posixpath.normpath(path)
        prefix = "" if path == "." else f"{path}/"
        found = (name[len(prefix) :] for name in self.contents if name.startswith(prefix))
        return tuple(sorted(name for name in found if name not in ignore))

    def digest(self, path: str, ignore: tuple[str, ...] = ()) -> str:
        texts = [self.text(path) or ""] + [
            self.contents[posixpath.join(path, name)]
            for name in self.files(path)
            if posixpath.join(path, name) in self.contents
        ]
        return hashlib.sha256("\0".join(texts).encode()).hexdigest()

    def size(self, path: str) -> int:
        return len(self.text(path) or "")


def project(
    compose: str,
    files: Mapping[str, str] | None = None,
    environ: Mapping[str, str] | None = None,
    profiles: tuple[str, ...] = (),
) -> tuple[Project, Diagnostics]:
    """Load a Compose file given as text, with other files beside it."""
    diagnostics = Diagnostics()
    reader = DictReader({"compose.yaml": compose, **(files or {})})
    loaded = load(reader, directory="/projects/shop", environ=environ or {}, diagnostics=diagnostics, profiles=profiles)
    return loaded, diagnostics

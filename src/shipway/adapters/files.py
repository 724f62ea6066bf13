"""DiskReader: the project's files on disk, below one directory."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from shipway.adapters.dockerignore import Ignored
from shipway.sha256 import sha256

if TYPE_CHECKING:
    from hashlib import _Hash

MAX_READ = 2_097_152
MAX_WALK = 20_000
PASSED_OVER = (".git", "node_modules", "__pycache__", ".venv")


class DiskReader:
    """Implements compose.reader.Reader. Paths are relative to `root`; what cannot be read counts as absent."""

    def __init__(self, root: str | os.PathLike[str]) -> None:
        self.root = os.fspath(root)
        self._listed: dict[tuple[str, tuple[str, ...]], tuple[str, ...]] = {}

    def _path(self, path: str) -> str:
        return os.path.join(self.root, os.path.expanduser(path))

    def text(self, path: str) -> str | None:
        try:
            with open(self._path(path), "rb") as stream:
                return stream.read(MAX_READ).decode("utf-8", errors="replace")
        except (OSError, ValueError):
            return None

    def stat(self, path: str) -> str | None:
        found = self._path(path)
        try:
            if os.path.isdir(found):
                return "folder"
            return "file" if os.path.isfile(found) else None
        except (OSError, ValueError):
            return None

    def size(self, path: str) -> int:
        try:
            return os.path.getsize(self._path(path))
        except (OSError, ValueError):
            return 0

    def files(self, path: str, ignore: tuple[str, ...] = ()) -> tuple[str, ...]:
        if (path, ignore) not in self._listed:
            self._listed[path, ignore] = tuple(sorted(self._walk(self._path(path), Ignored(ignore))))
        return self._listed[path, ignore]

    def _walk(self, root: str, ignored: Ignored) -> list[str]:
        found: list[str] = []
        for folder, folders, names in os.walk(root):
            relative = os.path.relpath(folder, root)
            above = "" if relative == "." else f"{relative}/".replace(os.sep, "/")
            folders[:] = sorted(f for f in folders if f not in PASSED_OVER)
            if ignored.final:
                folders[:] = [f for f in folders if not ignored(above + f)]
            found += [above + name for name in names if not ignored(above + name)]
            if len(found) > MAX_WALK:
                break
        return found[:MAX_WALK]

    def digest(self, path: str, ignore: tuple[str, ...] = ()) -> str:
        """SHA-256 over names and bytes, so that a renamed file is another content; 64 hexadecimal digits."""
        found, result = self._path(path), sha256()
        if os.path.isfile(found):
            _feed(found, result)
            return result.hexdigest()
        for name in self.files(path, ignore):
            result.update(name.encode() + b"\0")
            _feed(os.path.join(found, name), result)
        return result.hexdigest()


def _feed(path: str, result: _Hash) -> None:
    try:
        with open(path, "rb") as stream:
            while block := stream.read(1 << 20):
                result.update(block)
    except OSError:
        result.update(b"unreadable")
